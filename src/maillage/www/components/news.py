"""« Nouveau depuis votre dernière visite », at the top of a space, and the page of all that happened lately in it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from maillage.accounts.roles import Permission
from maillage.community.communities.models import Community
from maillage.institutions.news import since
from maillage.institutions.news.telling import News
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import plural, typed

SHOWN = 6
PAGE = "nouveautes/"


@dataclass(frozen=True, slots=True)
class Row:
    sentence: str
    href: str
    when: str


@dataclass(frozen=True, slots=True)
class Board:
    """`rows` is empty when nothing happened; `more` says how many others the page shows."""

    title: str
    hint: str
    rows: tuple[Row, ...]
    more: str
    href: str


def board(request: HttpRequest, visit: Visit) -> Board | None:
    """What the person has not seen, which reading the page marks as seen; None for who follows nothing here, or at the very
    first visit of a space where nothing happened."""
    if not follows(visit):
        return None
    at = since.visit(visit.person, visit.space, now=visit.now) if request.method == "GET" else visit.now
    found = of(visit, at)
    if not found and at is None:
        return None
    hint = f"le {_moment(at)}" if at else "la première"
    more = f"Voir {plural(len(found) - SHOWN, 'autre nouveauté', 'autres nouveautés')}" if len(found) > SHOWN else ""
    return Board("Nouveau depuis votre dernière visite", hint, rows(found[:SHOWN]), more, visit.home + PAGE)


def of(visit: Visit, at: datetime | None) -> tuple[News, ...]:
    """Newest first, since a moment; since as long as news are kept when None."""
    if isinstance(visit.space, Community):
        return since.of_community(visit.community, visit.person, since=at, now=visit.now)
    return since.of_institution(visit.institution, visit.portfolio, visit.person, since=at, now=visit.now)


def follows(visit: Visit) -> bool:
    """An institution's files are news for who instructs them."""
    return isinstance(visit.space, Community) or Permission.INSTRUIRE in visit.may


def rows(found: tuple[News, ...]) -> tuple[Row, ...]:
    return tuple(Row(_said(one), one.path, _moment(one.at)) for one in found)


def _said(one: News) -> str:
    return typed(f"{one.sentence} ({one.count} fois)") if one.count > 1 else one.sentence


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y à %H\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}%M}"
