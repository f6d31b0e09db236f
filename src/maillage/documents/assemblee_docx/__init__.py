"""The papers of an assembly: convocation with its proxy form, attendance sheet to print, minutes."""

from maillage.documents.assemblee_docx.call import convocation
from maillage.documents.assemblee_docx.minutes import minutes
from maillage.documents.assemblee_docx.sheet import attendance

__all__ = ["attendance", "convocation", "minutes"]
