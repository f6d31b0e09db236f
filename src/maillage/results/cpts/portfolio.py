"""The CPTS that an institution knows: stage, people, taille, next clock, from what they transmitted or signed.

Nothing here reads a draft: the perimeter is that of the last frozen copy, or what the signed contract says.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from maillage.community.communities.models import Community
from maillage.community.contract import selectors as contracts
from maillage.community.contract.models import Contract, Termination
from maillage.community.filing.models import Transmission
from maillage.institutions import files as desk
from maillage.institutions import selectors as institutions
from maillage.institutions.competence import Competence
from maillage.institutions.files import File
from maillage.institutions.models import Institution
from maillage.results.couverture.ground import Ground, ground
from maillage.results.cpts.around import counted_twice
from maillage.results.cpts.filing_state import FilingState
from maillage.results.cpts.stage import Stage, drawn
from maillage.results.cpts.terms import Term, term_on, terms


@dataclass(frozen=True, slots=True)
class Place:
    """What a CPTS weighs, and where it is written: « lettre d'intention n° 1 du 02/11/2026 », « contrat signé… »."""

    population: int | None
    source: str
    taille: int | None
    codes: tuple[str, ...]
    written: str
    on: date


@dataclass(frozen=True, slots=True)
class Row:
    """One CPTS of a portfolio. `next` is the open file whose clock ends first."""

    community: Community
    stage: Stage
    since: date
    place: Place | None
    next: File | None
    open_files: int
    active_on: date
    filing: FilingState | None = None
    """Of the last health project that it filed."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`silent`: CPTS of the territory that transmitted nothing yet; they are counted, never named."""

    rows: tuple[Row, ...]
    silent: int

    @property
    def population(self) -> int | None:
        """Inhabitants of the CPTS whose population is known, a commune that several claim counted once; None without any."""
        places = [row.place for row in self.rows if row.place and row.place.population is not None]
        if not places:
            return None
        return sum(place.population or 0 for place in places) - self.shared

    @property
    def shared(self) -> int:
        """Inhabitants whom the sum would count again, because another CPTS claims their commune too."""
        return counted_twice(row.place.codes for row in self.rows if row.place and row.place.population is not None)


def portfolio(institution: Institution, communities: Iterable[Community], day: date) -> Portfolio:
    """By name. Asked within the walls of all these CPTS."""
    every = list(communities)
    files = desk.files(institution, day)
    sent = _by_community(files)
    signed = _signed(Competence(institution, day))
    places = _places({one.sent.pk for one in files})
    places |= _contracts(signed, places, day)
    known = set(sent) | set(signed) | institutions.opened_by_agents(institution)
    rows = (
        _row(one, sent.get(one.pk, []), signed.get(one.pk, ()), places.get(one.pk), day) for one in every if one.pk in known
    )
    return Portfolio(tuple(rows), sum(one.pk not in known for one in every))


def _row(community: Community, files: list[File], held: tuple[Term, ...], place: Place | None, day: date) -> Row:
    standing = drawn(community, [one.standing for one in _oldest_first(files)], held, day)
    open_files = [one for one in files if one.is_open]
    clocks = [one for one in open_files if one.clock]
    active = [community.created_at, *(one.active_at for one in files)]
    signed = [one.signed_on for term in held for one in (term.contract, *term.amendments)]
    active_on = max(filter(None, [timezone.localdate(max(active)), *signed]))
    return Row(
        community,
        standing.stage,
        standing.since,
        place,
        clocks[0] if clocks else None,
        len(open_files),
        active_on,
        standing.filing,
    )


def _oldest_first(files: list[File]) -> list[File]:
    return sorted(files, key=lambda one: one.sent.recorded_at)


def _by_community(files: Iterable[File]) -> dict[UUID, list[File]]:
    found: dict[UUID, list[File]] = {}
    for one in files:
        found.setdefault(one.sent.community_id, []).append(one)
    return found


def _signed(competence: Competence) -> dict[UUID, tuple[Term, ...]]:
    """The signed contracts that the institution knows, by CPTS."""
    deeds: dict[UUID, list[Contract]] = {}
    for one in contracts.kept().prefetch_related(*contracts.WITH_SIGNATURES):
        if competence.knows(one):
            deeds.setdefault(one.community_id, []).append(one)
    ended = list(Termination.objects.all())
    found = {key: terms(rows, ended) for key, rows in deeds.items()}
    return {key: held for key, held in found.items() if held}


def _places(read: Container[UUID]) -> dict[UUID, Place]:
    """The perimeter of the last copy that has one, among those that are read, without reading the copies whole."""
    inside = "content__perimeter__"
    fields = ("population", "population_source", "taille", "codes")
    rows = Transmission.objects.order_by("recorded_at").values(
        "pk", "community_id", "kind", "number", "sent_on", *(inside + name for name in fields)
    )
    found = {}
    for row in rows:
        kept = {name: row[inside + name] for name in fields}
        if kept["codes"] and row["pk"] in read:
            told = Transmission(kind=row["kind"], number=row["number"])
            found[row["community_id"]] = _place(kept, str(told), row["sent_on"])
    return found


def _place(kept: Mapping[str, Any], written: str, on: date) -> Place:
    return Place(kept["population"], kept["population_source"] or "", kept["taille"], tuple(kept["codes"]), written, on)


def _contracts(signed: Mapping[UUID, tuple[Term, ...]], places: Mapping[UUID, Place], day: date) -> dict[UUID, Place]:
    """What the text in force says; its communes are those of the project. Nothing once the contract ended."""
    found = {}
    for key, held in signed.items():
        if (term := term_on(held, day)) and (deed := term.text(day)).signed_on:
            codes = places[key].codes if key in places else ()
            written = f"{str(deed).lower()} signé"
            found[key] = Place(deed.population, deed.population_source, deed.taille, codes, written, deed.signed_on)
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """A CPTS of the portfolio and a zone: communes of the zone that it already plans to cover, else it only touches it."""

    row: Row
    shared: int


def beside(codes: Iterable[str], rows: Iterable[Row]) -> tuple[Beside, ...]:
    """The CPTS in creation that claim communes of a zone blanche, or touch it; those that claim most come first."""
    land = ground()
    zone = _units(land, codes)
    near = zone | {int(unit) for unit in land.graph[sorted(zone)].indices}
    found = []
    for row in rows:
        own = _units(land, row.place.codes) if row.place and row.stage < Stage.ACI_SIGNE else set()
        if own & near:
            found.append(Beside(row, len(own & zone)))
    return tuple(sorted(found, key=lambda one: (-one.shared, one.row.community.name)))


def _units(land: Ground, codes: Iterable[str]) -> set[int]:
    known = land.columns.row_of
    return {unit for code in codes if code in known for unit in land.units_of(known[code])}
