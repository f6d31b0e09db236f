"""The stages of a CPTS as pages name and colour them: one class of style each, always with its word."""

from dataclasses import dataclass
from decimal import Decimal

from maillage.results.couverture import stages
from maillage.results.couverture.levels import LevelRow
from maillage.www.shared import formats

ORDER = ("aci_signe", "projet_valide", "lettre_intention", "stade_inconnu", "aucune")
"""From the most advanced."""
WIDTH = 240
"""Of a bar, in units of its drawing."""


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of a place."""

    stage: str
    label: str
    population: str
    share: str
    communes: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a bar laid end to end with others."""

    stage: str
    x: int
    width: int


def label(stage: str) -> str:
    return stages.LABELS[stage]


def people(row: LevelRow) -> dict[str, int]:
    """Inhabitants by stage, « aucune » included, from the most advanced."""
    told = row.by_stage | {"aucune": row.uncovered}
    return {stage: told[stage] for stage in ORDER}


def lines(row: LevelRow) -> list[StageLine]:
    """A stage that nobody has is left out, but « aucune » and the three of the agreement."""
    communes = row.communes_by_stage | {"aucune": row.uncovered_communes}
    return [
        StageLine(stage, label(stage), formats.number(count), percent(count, row.population), formats.number(communes[stage]))
        for stage, count in people(row).items()
        if count or stage != "stade_inconnu"
    ]


def bars(row: LevelRow, width: int = WIDTH) -> list[Bar]:
    """They fill the width exactly."""
    done, found, left = 0, [], 0
    for stage, count in people(row).items():
        done += count
        right = round(width * done / row.population) if row.population else 0
        if right > left:
            found.append(Bar(stage, left, right - left))
        left = right
    return found


def shares(row: LevelRow) -> str:
    """The bar in words, for who does not see it or its colours: « ACI signé 62 %, aucune CPTS 38 % »."""
    return ", ".join(f"{label(stage)} {percent(count, row.population)}" for stage, count in people(row).items() if count)


def percent(part: int, whole: int) -> str:
    """« n. d. » of an empty place."""
    return formats.percent(Decimal(part) / whole) if whole else "n. d."
