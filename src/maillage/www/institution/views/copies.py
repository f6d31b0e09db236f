"""The documents of a file, made from the frozen copy alone; each download is in both journals."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts import journal
from maillage.accounts.roles import Permission
from maillage.www.institution.documents import of
from maillage.www.institution.views.page import found
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_institution


@of_institution(Permission.INSTRUIRE)
def download(request: HttpRequest, visit: Visit, key: UUID, name: str) -> HttpResponse:
    file = found(visit, key)
    paper = next((one for one in of(file) if one.name == name), None)
    if paper is None:
        raise Http404
    body = paper.make(file, visit.today)
    for chain in (visit.institution.pk, file.sent.community_id):
        journal.write("fichier_lu", by=visit.person, at=visit.now, chain=chain, subject=file.sent, fichier=name)
    return attachment(body, f"{file.community.slug}-{name}")
