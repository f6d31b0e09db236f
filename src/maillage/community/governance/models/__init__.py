"""The pieces of the association, its assemblies, who attended, what they decided."""

from maillage.community.governance.models.assembly import Assembly, AssemblyPresence, Resolution
from maillage.community.governance.models.association import AssociationPiece, Piece

__all__ = ["Assembly", "AssemblyPresence", "AssociationPiece", "Piece", "Resolution"]
