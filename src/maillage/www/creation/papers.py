"""Documents of the path, as answers of the server."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from maillage.documents import lettre_docx, lettre_pdf, texte_docx, texte_pdf
from maillage.documents.shared.frozen import Sent
from maillage.documents.shared.sheet import Sheet
from maillage.www.shared.downloads import attachment

_LETTERS: Mapping[str, Callable[[Mapping[str, Any], Sent | None], bytes]] = {
    "pdf": lettre_pdf.render,
    "docx": lettre_docx.render,
}
_SHEETS: Mapping[str, Callable[[Sheet], bytes]] = {"pdf": texte_pdf.render, "docx": texte_docx.render}


def paper(kept: Mapping[str, Any], sent: Sent | None, ending: str) -> HttpResponse:
    """A letter or a first contact, from its frozen copy."""
    name = f"{slugify(kept['title'])}-{slugify(kept['community']['name'])}{_state(kept, sent)}"
    return attachment(_LETTERS[ending](kept, sent), f"{name}.{ending}")


def _state(kept: Mapping[str, Any], sent: Sent | None) -> str:
    if sent:
        return ""
    return "-apercu" if kept.get("apercu") else "-brouillon"


def sheet(made: Sheet, ending: str) -> HttpResponse:
    """A text with a few facts: minutes, job description."""
    return attachment(_SHEETS[ending](made), f"{slugify(made.title)}.{ending}")
