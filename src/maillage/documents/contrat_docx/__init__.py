"""The contract with the agency and the caisse, prepared as a text document: parties, commitments, amounts, calendar, annex; and
its avenants."""

from maillage.documents.contrat_docx.avenant import avenant
from maillage.documents.contrat_docx.sheet import Sheet, read
from maillage.documents.contrat_docx.writing import render

__all__ = ["Sheet", "avenant", "read", "render"]
