"""The portfolio: filters of the address, rows, totals, and the rows of its file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import slugify

from maillage.accounts.roles import Permission
from maillage.documents.shared.workbook import Column
from maillage.results.cpts.portfolio import Place, Portfolio, Row
from maillage.results.cpts.stage import Stage
from maillage.www.institution.presenters import clocks
from maillage.www.institution.presenters.clocks import ClockLine
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import join, number, plural, typed

_FAR = date.max
SORTS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "nom": ("CPTS", lambda row: slugify(row.community.name)),
    "stade": ("Stade", lambda row: (-row.stage, slugify(row.community.name))),
    "population": ("Habitants", lambda row: -((row.place and row.place.population) or 0)),
    "taille": ("Taille", lambda row: -((row.place and row.place.taille) or 0)),
    "echeance": ("Prochaine échéance", lambda row: row.next.clock.end if row.next and row.next.clock else _FAR),
    "activite": ("Dernière activité", lambda row: -row.active_on.toordinal()),
}
_OF_FILES = ("echeance", "activite")


class InvalidFilter(ValueError):
    """A value of the address is not one of the list; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the list."""

    q: str = ""
    stage: Stage | None = None
    departement: str = ""
    sort: str = "nom"

    @classmethod
    def read(cls, given: QueryDict, *, sees_files: bool) -> "Asked":
        stages = {one.key: one for one in Stage}
        stage, sort = given.get("stade", ""), given.get("tri", "") or ("echeance" if sees_files else "nom")
        if stage and stage not in stages:
            raise InvalidFilter(f"Stade : « {stage[:30]} » n'existe pas. Choisissez-le dans la liste.")
        if sort not in SORTS or (sort in _OF_FILES and not sees_files):
            raise InvalidFilter(f"Tri : « {sort[:30]} » n'existe pas. Cliquez sur le titre d'une colonne.")
        query = " ".join(given.get("q", "").replace("\0", "").split())[:80]
        return cls(query, stages.get(stage), given.get("departement", "").strip().upper()[:3], sort)

    def kept(self, rows: Iterable[Row]) -> list[Row]:
        """Filtered and sorted."""
        words = slugify(self.q).split("-") if slugify(self.q) else []
        found = [
            row
            for row in rows
            if all(word in slugify(row.community.name) for word in words)
            and self.stage in (None, row.stage)
            and (not self.departement or self.departement in row.community.departements)
        ]
        return sorted(sorted(found, key=SORTS["nom"][1]), key=SORTS[self.sort][1])

    def query(self, **changed: str) -> str:
        """The same list with something changed."""
        given = {"q": self.q, "stade": self.stage.key if self.stage else "", "departement": self.departement, "tri": self.sort}
        kept = {key: value for key, value in (given | changed).items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.stage is not None or self.departement)


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words; `clock`, `files` and `active` are empty for who reads figures only."""

    name: str
    href: str
    fictif: bool
    stage: str
    since: str
    filing: str
    """What must be seen of its last project: an opposition and its ground."""
    population: str
    source: str
    taille: str
    departements: str
    clock: ClockLine | None
    files: str
    active: str


def sees_files(visit: Visit) -> bool:
    return Permission.INSTRUIRE in visit.may


def sees_figures(visit: Visit) -> bool:
    """Funders, federations and the national level; the others read what anyone may."""
    return sees_files(visit) or Permission.EXPORTER in visit.may


def line(row: Row, visit: Visit) -> Line:
    files = sees_files(visit)
    place = row.place
    return Line(
        row.community.name,
        f"{visit.home}dossiers/?etat=tous&cpts={row.community.slug}" if files else "",
        row.community.is_fictif,
        row.stage.label,
        f"depuis le {short_day(row.since)}",
        row.filing.label if row.filing and row.filing.must_be_told else "",
        _population(place),
        _source(place),
        str(place.taille) if place and place.taille else "—",
        join(row.community.departements),
        clocks.line(row.next, visit.today) if files and row.next else None,
        plural(row.open_files, "dossier en cours", "dossiers en cours") if files and row.open_files else "",
        short_day(row.active_on) if files else "",
    )


def totals(whole: Portfolio, visit: Visit) -> list[dict[str, str]]:
    """Figures of the whole portfolio; a commune that several CPTS claim counts once."""
    every, people, shared = list(whole.rows), whole.population, whole.shared
    known = [row.place.population for row in every if row.place and row.place.population is not None]
    signed = sum(row.stage == Stage.ACI_SIGNE for row in every)
    found = [
        _stat("CPTS connues", number(len(every)), f"dont {plural(signed, 'ACI signé', 'ACI signés')}"),
        _stat(
            "Habitants concernés",
            "—" if people is None else number(people),
            f"{plural(len(known), 'CPTS', 'CPTS')} sur {number(len(every))}, selon leur dernier dossier ou leur contrat"
            + (f" ; {number(shared)} en double ôtés, leurs communes étant revendiquées plusieurs fois" if shared else ""),
        ),
    ]
    if sees_files(visit):
        open_files = sum(row.open_files for row in every)
        near = [row for row in every if row.next and row.next.clock and row.next.clock.days_left(visit.today) <= _NEAR]
        found.append(_stat("Dossiers en cours", number(open_files), ""))
        found.append(_stat("Délais proches", number(len(near)), f"à {_NEAR} jours ou moins, ou dépassés"))
    return found


_NEAR = 15


def heads(asked: Asked, visit: Visit) -> list[dict[str, str]]:
    """Titles of the columns, each a link that sorts; the départements are not sorted."""
    keys = [key for key in SORTS if sees_files(visit) or key not in _OF_FILES]
    found = [
        {"label": SORTS[key][0], "href": asked.query(tri=key), "current": "oui" if key == asked.sort else ""} for key in keys
    ]
    return [*found[:4], {"label": "Départements", "href": "", "current": ""}, *found[4:]]


def columns(visit: Visit) -> tuple[Column, ...]:
    """Of the file."""
    return _COLUMNS if sees_files(visit) else _COLUMNS[: -len(_OF_FILES)]


def cells(row: Row, visit: Visit) -> list[object]:
    place = row.place
    found: list[object] = [
        row.community.name,
        row.stage.label,
        row.since,
        row.filing.label if row.filing else None,
        place.population if place else None,
        _source(place),
        place.taille if place else None,
        len(place.codes) if place else None,
        ", ".join(row.community.departements),
        "oui" if row.community.is_fictif else "non",
        row.next.clock.end if row.next and row.next.clock else None,
        row.active_on,
    ]
    return found if sees_files(visit) else found[: -len(_OF_FILES)]


_COLUMNS: tuple[Column, ...] = (
    ("CPTS", 36, "texte"),
    ("Stade", 20, "texte"),
    ("Depuis le", 12, "jour"),
    ("Projet de santé", 40, "texte"),
    ("Habitants", 12, "nombre"),
    ("Source et périmètre", 48, "texte"),
    ("Taille", 8, "nombre"),
    ("Communes", 11, "nombre"),
    ("Départements", 14, "texte"),
    ("Fictif", 8, "texte"),
    ("Prochaine échéance", 18, "jour"),
    ("Dernière activité", 16, "jour"),
)


def _population(place: Place | None) -> str:
    return number(place.population) if place and place.population is not None else "—"


def _source(place: Place | None) -> str:
    if place is None:
        return "aucun périmètre transmis"
    counted = plural(len(place.codes), "commune") if place.codes else ""
    return typed(" · ".join(filter(None, (place.source, counted, f"{place.written} du {short_day(place.on)}"))))


def _stat(label: str, value: str, when: str) -> dict[str, str]:
    return {"label": label, "value": value, "when": when}
