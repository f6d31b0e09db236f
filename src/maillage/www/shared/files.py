"""Files of a CPTS as they leave the server: always a file to keep, never a page of this site, whatever it holds."""

from typing import cast
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse

from maillage.community.library import kinds, names, storage
from maillage.community.library.models import File, FileKind
from maillage.www.shared import errors

_SANDBOX = "sandbox; default-src 'none'"


def is_there(file: File) -> bool:
    """Whether its bytes are on the disk."""
    return storage.path_of(file.community_id, file.sha256).is_file()


def served(file: File) -> HttpResponse:
    """The bytes, under the name that the CPTS gave them."""
    path = storage.path_of(file.community_id, file.sha256)
    response = FileResponse(path.open("rb"), content_type=kinds.TYPES[FileKind(file.kind)])
    response["Content-Disposition"] = f"attachment; filename=\"{names.safe(file.name)}\"; filename*=UTF-8''{quote(file.name)}"
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)


def lost(request: HttpRequest, file: File) -> HttpResponse:
    """Says that the bytes are not where they should be."""
    explanation = f"Le contenu de « {file.name} » manque sur le serveur."
    return errors.page(request, 404, explanation=explanation, remedy="Prévenez la personne qui tient cette instance.")
