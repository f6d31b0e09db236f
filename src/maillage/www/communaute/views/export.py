"""Everything of a CPTS in one archive that it takes away."""

from tempfile import TemporaryFile
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django_ratelimit.decorators import ratelimit

from maillage.accounts import journal
from maillage.accounts.roles import Permission
from maillage.www.communaute.presenters.identity import sections
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.EXPORTER)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the archive holds, before it is made."""
    return espace.page(request, visit, "communaute/export.html", {"sections": sections(visit, "export/")})


@ratelimit(key="user", rate="6/m", group="export", block=True)
@of_community(Permission.EXPORTER, methods=("POST",))
def download(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Makes the archive and sends it; the export is itself written in the journal, before."""
    from maillage.documents.archive import papers
    from maillage.results.cpts import export

    journal.write("export", by=visit.person, at=visit.now, chain=visit.community.pk, nature="cpts entière")
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it once sent)
    export.write_to(visit.community, file, now=visit.now, papers=papers)
    name = f"{visit.community.slug}-{visit.today:%Y-%m-%d}.zip"
    return cast(HttpResponse, FileResponse(file, as_attachment=True, filename=name, content_type="application/zip"))
