"""The live panel: what the selection weighs, where it stands, what it touches and what it leaves aside."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from maillage.facts.territory import Ages, Territory
from maillage.kernel.known import Known
from maillage.results.tailles import SizeView
from maillage.www.shared.formats import number, percent, plural, signed_percent
from maillage.www.territoire.address import Address, link
from maillage.www.territoire.presenters import claims, drawings, places
from maillage.www.territoire.presenters.counting import counted
from maillage.www.territoire.presenters.size import SizeRow, size_row


@dataclass(frozen=True, slots=True)
class YearRow:
    year: int
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class AgeRow:
    label: str
    count: str
    share: str
    x: int
    width: int
    rank: int


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    population: str
    unit: str
    brief: str
    """Population and taille in one line, which stays in sight."""
    when: str
    announcement: str
    """What a screen reader hears after each change."""
    years: tuple[YearRow, ...]
    span: str
    spark: drawings.Spark | None
    trend: str
    trend_note: str
    ages: tuple[AgeRow, ...]
    ages_note: str
    size: SizeRow
    claimed: tuple[claims.Claim, ...]
    """Published perimeters that hold communes of the selection."""
    places: places.Places
    why: dict[str, str]
    diagnosis_url: str
    funding_url: str
    creation_url: str
    share_url: str


def build(territory: Territory, size: SizeView, address: Address, day: date) -> Panel:
    """Everything that the panel shows of a territory."""
    population = territory.population
    row = size_row(size, population.value, day)
    return Panel(
        title=counted(territory.communes),
        population="non établie" if population.value is None else number(population.value),
        unit="" if population.value is None else ("habitants" if population.value > 1 else "habitant"),
        brief=f"{_people(population)} · {row.label}",
        when=population.reason or f"population municipale {population.vintage}",
        announcement=_announcement(territory, row),
        years=tuple(_year(point.year, point.population) for point in territory.history),
        span=f"{territory.history[0].year} à {territory.history[-1].year}" if territory.history else "",
        spark=_spark(territory),
        trend=_trend(territory),
        trend_note=territory.trend.reason,
        ages=_ages(territory.ages.value),
        ages_note=territory.ages.reason or f"Recensement {territory.ages.vintage.removeprefix('RP ')}",
        size=row,
        claimed=claims.of(territory.codes, day),
        places=places.build(territory),
        why={key: link("why", address.compact, cle=key) for key in ("population", "tendance", "ages", "taille")},
        diagnosis_url=f"{reverse('diagnostic:index')}?s={address.compact}",
        funding_url=f"{reverse('financement:index')}?s={address.compact}",
        creation_url=f"{reverse('communaute:nouvelle')}?s={address.compact}",
        share_url=address.share,
    )


def _announcement(territory: Territory, size: SizeRow) -> str:
    return f"{counted(territory.communes)}, {_people(territory.population)}. {size.label}. {size.sentence}"


def _people(population: Known[int]) -> str:
    return "population non établie" if population.value is None else plural(population.value, "habitant")


def _year(year: int, population: Known[int]) -> YearRow:
    return YearRow(year, "—" if population.value is None else number(population.value), population.reason)


def _spark(territory: Territory) -> drawings.Spark | None:
    known = [(p.year, p.population.value) for p in territory.history if p.population.value is not None]
    return drawings.spark([(year, value, f"{year} : {number(value)}") for year, value in known])


def _trend(territory: Territory) -> str:
    change: Decimal | None = territory.trend.value
    if change is None:
        return ""
    since = territory.trend.vintage.replace("-", "–").split("–")[0]
    return f"{signed_percent(change)} depuis {since}" if since else signed_percent(change)


def _ages(ages: Ages | None) -> tuple[AgeRow, ...]:
    if ages is None or not ages.total:
        return ()
    groups = (("0–19 ans", ages.under_20), ("20–64 ans", ages.from_20_to_64), ("65 ans et plus", ages.over_65))
    boxes = drawings.bars([count for _, count in groups])
    return tuple(
        AgeRow(label, number(count), percent(Decimal(count) / Decimal(ages.total), 0), x, width, rank)
        for rank, ((label, count), (x, width)) in enumerate(zip(groups, boxes, strict=True), start=1)
    )
