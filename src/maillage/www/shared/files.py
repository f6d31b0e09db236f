"""Files of a CPTS as they leave the server: always a file to keep, never a page of this site, whatever it holds."""

from typing import IO, cast
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse

from maillage.community.library import kinds, names, storage
from maillage.community.library.models import File, FileKind
from maillage.www.shared import errors

_SANDBOX = "sandbox; default-src 'none'"


def opened(file: File) -> IO[bytes] | None:
    """Its bytes, the very ones that were deposited; None when they are lost or altered."""
    try:
        return storage.opened(file.community_id, file.sha256)
    except (FileNotFoundError, storage.Altered):
        return None


def served(file: File, content: IO[bytes]) -> HttpResponse:
    """The bytes, under the name that the CPTS gave them."""
    response = FileResponse(content, content_type=kinds.TYPES[FileKind(file.kind)])
    response["Content-Disposition"] = f"attachment; filename=\"{names.safe(file.name)}\"; filename*=UTF-8''{quote(file.name)}"
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)


def lost(request: HttpRequest, file: File) -> HttpResponse:
    """Says that the bytes are not where they should be, or are others."""
    explanation = f"Le contenu de « {file.name} » manque sur le serveur, ou n'y est plus celui qui a été déposé."
    return errors.page(request, 404, explanation=explanation, remedy="Prévenez la personne qui tient cette instance.")
