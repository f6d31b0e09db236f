"""Lines of the journal as one side reads them: a sentence, a page. Asked within the walls of the CPTS that they come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillage.accounts.models import JournalEntry, User
from maillage.community.communities.models import Community
from maillage.community.creation.models import ContactMeeting, Support
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.institutions.models import Institution
from maillage.institutions.news.kinds import CONTRACT, FILE, MEETING, SUPPORT, Kind, Side, actor, kind_of
from maillage.kernel.french import day, typed

_PAGES = {MEETING: "creation/contact/", SUPPORT: "creation/soutien/", CONTRACT: "depot/contrat/"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is told, with the file that it is about, if any."""

    entry: JournalEntry
    kind: Kind
    community: Community
    sent: Transmission | None


@dataclass(frozen=True, slots=True)
class News:
    """A line as one reader reads it; `path` begins with a slash. `count`: how many lines alike it stands for."""

    at: datetime
    sentence: str
    path: str
    count: int = 1


def lines(entries: Iterable[JournalEntry], communities: Mapping[str, Community], side: Side | None = None) -> list[Line]:
    """The entries that are told (to a side, when it is given), in their order; their files in three queries at most.
    `communities` by the name of their chain."""
    told = [(entry, kind) for entry in entries if (kind := kind_of(entry)) and side in (None, *kind.to)]
    files = _files([entry for entry, _ in told])
    return [Line(entry, kind, communities[entry.chain], files.get(entry.subject_id)) for entry, kind in told]


def to_community(line: Line, *, names: Mapping[UUID | None, str] | None = None) -> News:
    """As the CPTS reads it; a colleague is named from `names`, the CPTS itself stands for one without a name."""
    who = str(line.entry.details.get("institution") or (names or {}).get(line.entry.person_id) or line.community.name)
    return News(line.entry.at, _sentence(line, who), f"/c/{line.community.slug}/{_page(line)}")


def to_institution(line: Line, institution: Institution) -> News:
    """As an institution reads it: no person of the CPTS is named."""
    home, who = f"/institution/{institution.slug}/", str(line.entry.details.get("institution") or line.community.name)
    sentence = _sentence(line, who)
    if actor(line.entry) is Side.INSTITUTION:
        sentence = f"{line.community.name} : {sentence}"
    page = "contrats/" if line.kind.page == CONTRACT else f"dossiers/{line.sent.pk}/" if line.sent else ""
    return News(line.entry.at, typed(sentence), home + page)


def names(entries: Iterable[JournalEntry]) -> dict[UUID | None, str]:
    """Who acted, as their colleagues know them."""
    return {one.pk: str(one) for one in User.objects.filter(pk__in={entry.person_id for entry in entries if entry.person_id})}


def _sentence(line: Line, who: str) -> str:
    told = {name: _said(value) for name, value in line.entry.details.items()}
    if line.sent:
        told |= {"objet": str(line.sent), "voie": line.sent.get_way_display()}
    return typed(line.kind.sentence.format_map(_Words(told | {"qui": who})))


class _Words(dict[str, str]):
    """A line of an older version may lack a detail: the sentence says it does."""

    def __missing__(self, key: str) -> str:
        return "(non précisé)"


def _said(value: object) -> str:
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _page(line: Line) -> str:
    """Below the home of the CPTS."""
    sent = line.sent
    if line.kind.page == FILE and sent and sent.kind == TransmissionKind.LETTRE:
        return f"creation/envois/{sent.kind}/{sent.number}/"
    if line.kind.page == FILE:
        return "creation/contact/" if sent and sent.kind == TransmissionKind.CONTACT else "depot/"
    return _PAGES.get(line.kind.page, line.kind.page)


def _files(entries: list[JournalEntry]) -> dict[str, Transmission]:
    """Key of the row that a line names -> the file that it is about."""
    named: dict[str, set[str]] = {}
    for entry in entries:
        named.setdefault(entry.subject, set()).add(entry.subject_id)
    found = {key: UUID(key) for key in named.get("transmission", ())}
    for subject, model in (("contactmeeting", ContactMeeting), ("support", Support)):
        if keys := named.get(subject):
            rows = model.objects.filter(pk__in=keys, transmission__isnull=False)
            found |= {str(row): sent for row, sent in rows.values_list("pk", "transmission_id")}
    sent = {row.pk: row for row in Transmission.objects.filter(pk__in=set(found.values())).defer("content")} if found else {}
    return {key: sent[file] for key, file in found.items() if file in sent}
