"""« Pourquoi ? » of the panel: for one figure, how it is made, of what, from which source and which vintage."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from maillage.facts.territory import Territory
from maillage.kernel.known import Known
from maillage.results import tailles
from maillage.www.shared.commune_order import MISSING, alphabetical
from maillage.www.shared.formats import number, percent, plural, signed_percent, typed
from maillage.www.territoire.presenters.tree import Line, line

SHOWN = 300


@dataclass(frozen=True, slots=True)
class Reason:
    """`rows` are the terms of the figure; `tree` the rule and the parameters when the law is in it."""

    title: str
    value: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numeric: tuple[int, ...] = (1,)
    """Columns of figures."""
    more: str = ""
    """The words under which `rest` opens."""
    rest: tuple[tuple[str, ...], ...] = ()
    tree: Line | None = None


def reason(key: str, territory: Territory, day: date) -> Reason:
    """KeyError when no figure of the panel has this key."""
    made = REASONS[key](territory, day)
    return replace(made, sentence=typed(made.sentence), facts=tuple((label, typed(text)) for label, text in made.facts))


def _population(territory: Territory, day: date) -> Reason:
    communes = sorted(territory.communes, key=lambda commune: alphabetical(commune.name))
    rows = tuple((c.name, c.code, MISSING if c.population is None else number(c.population)) for c in communes)
    return Reason(
        "Population du territoire",
        _value(territory.population, lambda value: plural(value, "habitant")),
        "C’est la somme des populations municipales des communes choisies, chacune comptée une seule fois. "
        "La population municipale est celle qui compte les personnes là où elles vivent ; les doubles comptes n’y entrent pas.",
        _provenance(territory.population),
        ("Commune", "Code", "Habitants"),
        rows[:SHOWN],
        (2,),
        f"et {plural(len(rows) - SHOWN, 'autre commune', 'autres communes')}" if len(rows) > SHOWN else "",
        rest=rows[SHOWN:],
    )


def _trend(territory: Territory, day: date) -> Reason:
    rows = tuple(
        (str(p.year), MISSING if p.population.value is None else number(p.population.value), p.population.reason)
        for p in territory.history
    )
    return Reason(
        "Évolution de la population",
        _value(territory.trend, signed_percent),
        "C’est l’écart entre deux populations municipales du même ensemble de communes, ramenées à la carte d’aujourd’hui : "
        "les communes qui ont fusionné sont additionnées. L’Insee déconseille de comparer deux millésimes distants de moins de cinq ans.",
        _provenance(territory.trend),
        ("Année", "Habitants", "Remarque"),
        rows,
    )


def _ages(territory: Territory, day: date) -> Reason:
    ages = territory.ages.value
    groups = (("0–19 ans", ages.under_20), ("20–64 ans", ages.from_20_to_64), ("65 ans et plus", ages.over_65)) if ages else ()
    rows = tuple((label, number(count), percent(count / ages.total)) for label, count in groups) if ages and ages.total else ()
    return Reason(
        "Âges des habitants",
        _value(territory.ages, lambda known: f"{percent(known.over_65_share)} de 65 ans et plus"),
        "Ce sont les habitants du recensement, comptés par quartier puis additionnés par commune. "
        "Leur total diffère de la population ci-dessus : ce n’est pas la même année.",
        _provenance(territory.ages),
        ("Âge", "Habitants", "Part"),
        rows,
        (1, 2),
    )


def _size(territory: Territory, day: date) -> Reason:
    size = tailles.size_of(territory, day)
    value = "non établie" if size.taille is None else f"Taille {size.taille}"
    return Reason(
        "Taille de la CPTS",
        value,
        f"{size.sentence}.",
        _provenance(territory.population),
        tree=line(size.explanation) if size.explanation else None,
    )


REASONS: dict[str, Callable[[Territory, date], Reason]] = {
    "population": _population,
    "tendance": _trend,
    "ages": _ages,
    "taille": _size,
}


def _value(known: Known, show: Callable) -> str:
    return "non établi" if known.value is None else show(known.value)


def _provenance(known: Known) -> tuple[tuple[str, str], ...]:
    said = (("Source", known.source), ("Millésime", known.vintage), ("Périmètre", known.perimeter), ("Réserve", known.reason))
    return tuple((label, text) for label, text in said if text)
