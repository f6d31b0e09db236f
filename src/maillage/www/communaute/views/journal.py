"""The journal of a CPTS, on screen and as a file."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from maillage.accounts import journal
from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalEntry
from maillage.accounts.roles import Permission
from maillage.community.communities import selectors as communities
from maillage.www.communaute.presenters.identity import sections
from maillage.www.shared import espace
from maillage.www.shared import journal_rows as presenter
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_community

PER_PAGE = 50


@of_community(Permission.JOURNAL)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Newest first, by act and by person."""
    every = communities.journal_of(visit.community)
    shown = Paginator(_filtered(request, visit), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "sections": sections(visit, "journal/"),
        "page": shown,
        "rows": presenter.rows(shown.object_list),
        "acts": presenter.acts(every.order_by().values_list("action", flat=True).distinct()),
        "people": presenter.people(every.order_by().values_list("person_id", flat=True).distinct()),
        "act": request.GET.get("acte", ""),
        "person": request.GET.get("personne", ""),
    }
    return espace.page(request, visit, "communaute/journal.html", context)


@of_community(Permission.EXPORTER)
def download(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same entries as a CSV file; the export is itself written in the journal."""
    rows = presenter.rows(_filtered(request, visit))
    journal.write("export", by=visit.person, at=visit.now, chain=visit.community.pk, quoi="journal", lignes=len(rows))
    return attachment(presenter.as_csv(rows), f"journal-{visit.community.slug}.csv")


def _filtered(request: HttpRequest, visit: Visit) -> QuerySet[JournalEntry]:
    """What is absurd in the address filters nothing."""
    entries = communities.journal_of(visit.community)
    if (act := request.GET.get("acte", "")) in ACTS:
        entries = entries.filter(action=act)
    try:
        return entries.filter(person_id=UUID(request.GET.get("personne", "")))
    except ValueError:
        return entries
