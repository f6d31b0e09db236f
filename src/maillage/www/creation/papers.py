"""Documents of the path, as answers of the server."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from maillage.documents import lettre_docx, lettre_pdf, texte_docx, texte_pdf
from maillage.documents.shared.frozen import Sent
from maillage.documents.shared.sheet import Sheet

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LETTERS: Mapping[str, Callable[[Mapping[str, Any], Sent | None], bytes]] = {
    "pdf": lettre_pdf.render,
    "docx": lettre_docx.render,
}
_SHEETS: Mapping[str, Callable[[Sheet], bytes]] = {"pdf": texte_pdf.render, "docx": texte_docx.render}


def paper(kept: Mapping[str, Any], sent: Sent | None, ending: str) -> HttpResponse:
    """A letter, from its frozen copy."""
    name = f"lettre-d-intention-{slugify(kept['community']['name'])}{'' if sent else '-brouillon'}"
    return _answer(_LETTERS[ending](kept, sent), name, ending)


def sheet(made: Sheet, ending: str) -> HttpResponse:
    """A text with a few facts: minutes, job description."""
    return _answer(_SHEETS[ending](made), slugify(made.title), ending)


def _answer(data: bytes, name: str, ending: str) -> HttpResponse:
    return HttpResponse(data, _TYPES[ending], headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})
