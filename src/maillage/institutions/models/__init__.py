"""An institution and the people who act for it."""

from maillage.institutions.models.institution import Institution, InstitutionGrant, InstitutionInvitation, Kind

__all__ = ["Institution", "InstitutionGrant", "InstitutionInvitation", "Kind"]
