"""The project and its budget as files: from what is written now, or from a copy that was sent."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django_ratelimit.decorators import ratelimit

from maillage.accounts import journal
from maillage.accounts.roles import Permission
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import TransmissionKind
from maillage.documents import budget_tables, projet_docx, projet_pdf
from maillage.documents.shared.frozen import Sent
from maillage.results.cpts import budget as budgets
from maillage.results.cpts.project import draft
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_community

_PROJECT: Mapping[str, Callable[[Mapping[str, Any], Sent | None], bytes]] = {
    "pdf": projet_pdf.render,
    "docx": projet_docx.render,
}
_BUDGET: Mapping[str, Callable[[Mapping[str, Any], str], bytes]] = {
    "csv": budget_tables.to_csv,
    "xlsx": budget_tables.to_xlsx,
}
_limited = ratelimit(key="user", rate="20/m", group="documents", block=True)


@_limited
@of_community(Permission.VOIR)
def project(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The project as it is written now: a draft."""
    render = _format(_PROJECT, kind)
    return _file(visit, "projet-de-sante", kind, render(draft(visit.community, visit.today), None))


@_limited
@of_community(Permission.VOIR)
def transmitted(request: HttpRequest, visit: Visit, sent: UUID, kind: str) -> HttpResponse:
    """A copy that was sent, as it was that day."""
    render = _format(_PROJECT, kind)
    copy = filing.transmissions(visit.community, TransmissionKind.PROJET).filter(pk=sent).first()
    if copy is None:
        raise Http404
    data = render(copy.content, Sent(copy.number, copy.sent_on, copy.digest))
    return _file(visit, f"projet-de-sante-transmis-{copy.number}", kind, data)


@_limited
@of_community(Permission.VOIR)
def budget_table(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The provisional budget; 404 until its receipts can be computed."""
    write = _format(_BUDGET, kind)
    try:
        found = budgets.budget(visit.community, visit.today)
    except budgets.NoBudget:
        found = None
    if found is None:
        raise Http404
    return _file(visit, "budget-previsionnel", kind, write(budgets.as_data(found), visit.community.name))


def _format(known: Mapping[str, Any], kind: str) -> Any:
    if kind not in known:
        raise Http404
    return known[kind]


def _file(visit: Visit, name: str, kind: str, data: bytes) -> HttpResponse:
    """A named file; the journal says that it left."""
    journal.write("export", by=visit.person, at=visit.now, chain=visit.community.pk, document=name, format=kind)
    return attachment(data, f"{name}-{slugify(visit.community.name)}-{visit.today.isoformat()}.{kind}")
