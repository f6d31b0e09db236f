"""The documents of a file: those made from the frozen copy alone, and those that the CPTS joined. Each download is in both
journals."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts import journal
from maillage.accounts.roles import Permission
from maillage.institutions.files import File
from maillage.www.institution.documents import of
from maillage.www.institution.views.page import found
from maillage.www.shared import files
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_institution


@of_institution(Permission.INSTRUIRE)
def download(request: HttpRequest, visit: Visit, key: UUID, name: str) -> HttpResponse:
    file = found(visit, key)
    paper = next((one for one in of(file) if one.name == name), None)
    if paper is None:
        raise Http404
    body = paper.make(file, visit.today)
    _tell(visit, file, name)
    return attachment(body, f"{file.community.slug}-{name}")


@of_institution(Permission.INSTRUIRE)
def joined(request: HttpRequest, visit: Visit, key: UUID, document: UUID) -> HttpResponse:
    """A file that went with this transmission, and no other of the CPTS."""
    file = found(visit, key)
    wanted = next((one for one in file.documents if one.pk == document), None)
    if wanted is None:
        raise Http404
    content = files.opened(wanted.file)
    if content is None:
        return files.lost(request, wanted.file)
    _tell(visit, file, f"joint {wanted.pk}")
    return files.served(wanted.file, content)


def _tell(visit: Visit, file: File, name: str) -> None:
    for chain in (visit.institution.pk, file.sent.community_id):
        journal.write("fichier_lu", by=visit.person, at=visit.now, chain=chain, subject=file.sent, fichier=name)
