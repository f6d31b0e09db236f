"""Downloads: statutes, papers of an assembly, slip and certificate of the filing, contract and its dossier."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django_ratelimit.decorators import ratelimit

from maillage.accounts import journal
from maillage.accounts.roles import Permission
from maillage.community.contract.models import Contract
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.community.governance import selectors as governance
from maillage.community.governance.models import Assembly
from maillage.documents import assemblee_docx, certificat_pdf, contrat_docx, depot_pdf, emargement_pdf, projet_pdf, statuts_docx
from maillage.documents.assemblee_docx.common import Meeting
from maillage.documents.shared import frozen
from maillage.results.cpts import carriers
from maillage.results.cpts import contract as results
from maillage.results.cpts.project import draft
from maillage.www.depot.frames import TEXTS
from maillage.www.depot.views.assembly import found as assembly_of
from maillage.www.depot.views.contract import page as contract_page
from maillage.www.depot.views.contract import shown
from maillage.www.depot.views.deeds import deed_of
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_community

_PAPERS = {
    "convocation": assemblee_docx.convocation,
    "emargement": assemblee_docx.attendance,
    "proces-verbal": assemblee_docx.minutes,
}


@of_community(Permission.VOIR)
def text(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """The statutes or the règlement; what nobody wrote is taken from the model, and marked."""
    if key not in TEXTS:
        raise Http404
    return _given(visit, statuts_docx.of(visit.community, TEXTS[key], visit.today), f"{key}.docx")


@of_community(Permission.ASSOCIATION)
def assembly(request: HttpRequest, visit: Visit, key: UUID, paper: str) -> HttpResponse:
    """A paper of an assembly; it holds names, and its download is journalled."""
    row = assembly_of(visit, key)
    if paper not in _PAPERS:
        raise Http404
    told = _meeting(visit, row)
    journal.write("export", by=visit.person, at=visit.now, chain=visit.community.pk, subject=row, document=paper)
    return _given(visit, _PAPERS[paper](told), f"{paper}.docx")


@of_community(Permission.ASSOCIATION)
def attendance(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The attendance sheet to print; it holds names, and its download is journalled."""
    row = assembly_of(visit, key)
    journal.write("export", by=visit.person, at=visit.now, chain=visit.community.pk, subject=row, document="emargement")
    return _given(visit, emargement_pdf.render(_meeting(visit, row)), "emargement.pdf")


@ratelimit(key="user", rate="20/m", group="documents", block=True)
@of_community(Permission.TRANSMETTRE)
def preview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The project that filing now would freeze, with the files kept for it, read before the act."""
    return _given(visit, projet_pdf.render(frozen.preview(draft(visit.community, visit.today)), None), "apercu.pdf")


@of_community(Permission.VOIR)
def slip(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The slip that goes with a filed project."""
    return _given(visit, depot_pdf.render(_sent(visit, key), made_on=visit.today), "bordereau.pdf")


@of_community(Permission.VOIR)
def certificate(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The certificate of a project that is deemed validated; 404 for any other state."""
    standing = filing.standing(_sent(visit, key), visit.today)
    try:
        data = certificat_pdf.render(
            standing, community=visit.community.name, fictif=visit.community.is_fictif, made_on=visit.today
        )
    except certificat_pdf.NotDeemedValidated as refused:
        raise Http404(str(refused)) from None
    return _given(visit, data, "certificat.pdf")


@of_community(Permission.VOIR)
def contract(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The text in force as a text document."""
    return _contract(request, visit, shown(visit))


@of_community(Permission.VOIR)
def deed(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """A contract or an avenant as a text document."""
    row = deed_of(visit, key)
    if not row.number:
        return _contract(request, visit, row)
    return _given(visit, contrat_docx.avenant(row, visit.today), f"{slugify(str(row))}.docx")


@of_community(Permission.VOIR)
def dossier(request: HttpRequest, visit: Visit) -> HttpResponse:
    """DOSSIER.yaml, for the simulator and the command line."""
    try:
        text = results.dossier_text(visit.community, shown(visit))
    except results.NoFunding:
        return contract_page(request, visit, status=400)
    return _given(visit, text.encode(), "dossier.yaml")


def _contract(request: HttpRequest, visit: Visit, row: Contract) -> HttpResponse:
    try:
        sheet = contrat_docx.read(visit.community, row, visit.today)
    except results.NoFunding:
        return contract_page(request, visit, row, status=400)
    return _given(visit, contrat_docx.render(sheet), "contrat.docx")


def _meeting(visit: Visit, row: Assembly) -> Meeting:
    return Meeting(
        visit.community.name,
        visit.community.is_fictif,
        row,
        tuple(governance.presences(row)),
        tuple(governance.quorum(row)),
        tuple(governance.resolutions(row)),
        visit.today,
        carriers.expected(visit.community),
    )


def _sent(visit: Visit, key: UUID) -> Transmission:
    found: Transmission | None = filing.transmissions(visit.community, TransmissionKind.PROJET).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _given(visit: Visit, data: bytes, name: str) -> HttpResponse:
    return attachment(data, f"{slugify(visit.community.name)}-{name}")
