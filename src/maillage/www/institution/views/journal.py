"""The journal of an institution: read by page, taken away whole."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from maillage.accounts import journal
from maillage.accounts.roles import Permission
from maillage.accounts.walls import chain
from maillage.institutions import selectors
from maillage.www.shared import espace, journal_rows
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_institution

PER_PAGE = 50


@of_institution(Permission.JOURNAL)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Newest first."""
    with chain(visit.institution.pk):
        found = Paginator(selectors.journal_of(visit.institution), PER_PAGE).get_page(request.GET.get("page"))
        context = {"page": found, "rows": journal_rows.rows(found.object_list)}
    return espace.page(request, visit, "institution/journal.html", context)


@of_institution(Permission.JOURNAL)
def export(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every entry, with the digest that seals it."""
    with chain(visit.institution.pk):
        rows = journal_rows.rows(selectors.journal_of(visit.institution))
    told: dict[str, str | int] = {"nature": "journal", "format": "csv", "lignes": len(rows)}
    journal.write("export", by=visit.person, at=visit.now, chain=visit.institution.pk, subject=None, **told)
    return attachment(journal_rows.as_csv(rows), f"journal-{visit.institution.slug}-{visit.today:%Y-%m-%d}.csv")
