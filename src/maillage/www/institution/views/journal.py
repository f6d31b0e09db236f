"""The journal of an institution: read by page, taken away whole."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from maillage.accounts import journal as chain
from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalEntry, User
from maillage.accounts.roles import Permission
from maillage.documents.shared.workbook import Column
from maillage.institutions import selectors
from maillage.www.institution import tables
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit, of_institution

PER_PAGE = 50
_COLUMNS: tuple[Column, ...] = (
    ("Numéro", 8, "nombre"),
    ("Quand", 18, "texte"),
    ("Qui", 24, "texte"),
    ("Acte", 32, "texte"),
    ("Détails", 48, "texte"),
    ("Empreinte", 66, "texte"),
)


@of_institution(Permission.JOURNAL)
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Newest first."""
    found = Paginator(selectors.journal_of(visit.institution), PER_PAGE).get_page(request.GET.get("page"))
    return espace.page(request, visit, "institution/journal.html", {"page": found, "rows": _rows(list(found.object_list))})


@of_institution(Permission.JOURNAL)
def export(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every entry, with the digest that seals it."""
    rows = _rows(selectors.journal_of(visit.institution))
    told: dict[str, str | int] = {"nature": "journal", "format": "csv", "lignes": len(rows)}
    chain.write("export", by=visit.person, at=visit.now, chain=visit.institution.pk, subject=None, **told)
    return tables.download(f"journal-{visit.institution.slug}-{visit.today:%Y-%m-%d}", "csv", _COLUMNS, rows)


def _rows(entries: Iterable[JournalEntry]) -> list[tuple[object, ...]]:
    kept = list(entries)
    names = {person.pk: str(person) for person in User.objects.filter(pk__in={one.person_id for one in kept if one.person_id})}
    return [
        (
            one.number,
            f"{timezone.localtime(one.at):%d/%m/%Y %H:%M}",
            names.get(one.person_id, "Maillage") if one.person_id else "Maillage",
            ACTS[one.action],
            ", ".join(f"{key} : {value}" for key, value in one.details.items() if value not in ("", None)),
            one.digest,
        )
        for one in kept
    ]
