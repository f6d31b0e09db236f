"""The list of files: filters of the address, and rows with their clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from maillage.community.filing.models import TransmissionKind
from maillage.institutions.files import File
from maillage.results.cpts.filing_state import describe
from maillage.www.institution.presenters import clocks
from maillage.www.institution.presenters.clocks import ClockLine
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import plural

STATES = {"en_cours": "En cours", "clos": "Clos", "tous": "Tous"}
ALERTS = {"": "Tous", "alerte": "Mi-délai passé", "retard": "Dépassés"}


class InvalidFilter(ValueError):
    """A value of the address is not one of the list; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the list; `cpts` is the slug of one of the portfolio."""

    state: str = "en_cours"
    kind: str = ""
    departement: str = ""
    alert: str = ""
    cpts: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> "Asked":
        asked = cls(
            given.get("etat", "") or "en_cours",
            given.get("nature", ""),
            given.get("departement", "").strip().upper()[:3],
            given.get("delai", ""),
            given.get("cpts", "")[:60],
        )
        for label, value, known in (
            ("État", asked.state, STATES),
            ("Nature", asked.kind, ("", *TransmissionKind.values)),
            ("Délai", asked.alert, ALERTS),
        ):
            if value not in known:
                raise InvalidFilter(f"{label} : « {value[:30]} » n'existe pas. Choisissez-le dans la liste.")
        return asked

    def kept(self, files: Iterable[File], visit: Visit) -> list[File]:
        """In the order of `institutions.files`: the clock that ends first."""
        return [
            one
            for one in files
            if (self.state == "tous" or one.is_open == (self.state == "en_cours"))
            and self.kind in ("", one.sent.kind)
            and (not self.departement or self.departement in one.community.departements)
            and (not self.cpts or self.cpts == one.community.slug)
            and (self.alert != "alerte" or one.level > 0)
            and (self.alert != "retard" or one.is_late(visit.today))
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """A file in words. `opinion` is that of the reader's institution; `pieces` those that it still awaits."""

    name: str
    href: str
    community: str
    fictif: bool
    sent: str
    state: str
    clock: ClockLine | None
    opinion: str
    pieces: str


def line(file: File, visit: Visit) -> Line:
    sent = file.sent
    ours = [one for one in file.opinions if one.institution_id == visit.institution.pk]
    waiting = sum(one.answered_at is None and one.institution_id == visit.institution.pk for one in file.pieces)
    return Line(
        str(sent),
        f"{visit.home}dossiers/{sent.pk}/",
        file.community.name,
        file.community.is_fictif,
        f"envoyé le {short_day(sent.sent_on)} {sent.get_way_display()}",
        state(file),
        clocks.line(file, visit.today),
        _opinion(file, [one.get_sense_display() for one in ours]),
        plural(waiting, "pièce attendue", "pièces attendues") if waiting else "",
    )


def state(file: File) -> str:
    """Of a contact, the meeting says it."""
    if file.sent.kind == TransmissionKind.CONTACT and file.clock and not file.sent.withdrawn_on:
        if file.clock.stopped_on:
            return "Rencontre tenue"
        if file.is_open:
            return "Rencontre à organiser"
    return describe(file.standing).label


def _opinion(file: File, given: list[str]) -> str:
    if given:
        return given[-1]
    return "à donner" if file.is_open and file.sent.kind != TransmissionKind.CONTACT else "—"
