"""What an avenant changes: its text beside that of the deed before it; and what the calculation cannot follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract, ContractIndicator, ContractMission
from maillage.facts import words
from maillage.kernel.french import day, euros, plural, typed
from maillage.results import territoires
from maillage.results.cpts import contract as results

NONE = "—"
_PARTIES = {
    "cpts_representative": "Pour la CPTS",
    "ars_name": "Agence régionale de santé",
    "ars_representative": "Pour l'agence",
    "cpam_name": "Caisse d'assurance maladie",
    "cpam_representative": "Pour la caisse",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not what it was; « — » where it did not exist or is no more."""

    label: str
    before: str
    after: str


def of(deed: Contract) -> tuple[Change, ...]:
    """The changes of an avenant, in the order of the contract; none for a contract."""
    old = selectors.before(deed) if deed.number else None
    return tuple(_changes(old, deed)) if old else ()


def text_of(deed: Contract) -> dict[str, dict[str, str]]:
    """The whole text of a deed in words, by part: what two deeds, or two copies, are compared on."""
    people = {_PARTIES[name]: getattr(deed, name) or NONE for name in _PARTIES}
    territory = {_TERRITORY[name]: told for name, told in _territory(deed).items()}
    missions = {name.removeprefix("Mission "): told for name, told in _missions(deed).items()}
    return {
        "Parties": people,
        "Population": territory,
        "Missions": missions,
        "Montants": _amounts(deed, deed),
        "Annexe": _indicators(deed),
    }


def limits(deed: Contract) -> tuple[str, ...]:
    """What the calculation of this text cannot say, for those who read its sums."""
    return tuple(typed(sentence) for sentence in _limits(deed))


def _limits(deed: Contract) -> Iterator[str]:
    if deed.term > 1:
        yield (
            "Aucun texte lu ne dit comment se paie la première année d'un contrat renouvelé : elle est comptée comme celle d'un "
            "premier contrat."
        )
    first = selectors.line_of(deed)[0]
    if deed.number and (first.kept_amounts != deed.kept_amounts or not _starts(first) <= _starts(deed)):
        yield (
            f"Le calcul prend les montants et les missions de l'{str(deed).lower()} pour toutes les années du contrat, même celles "
            "d'avant."
        )
    if deed.population != first.population:
        yield "La population changée par un avenant compte à partir de l'anniversaire qui suit sa prise d'effet."
    if deed.taille != first.taille:
        yield "Les années d'une autre taille que la première suivent le tableau national, non les montants du contrat."


def _starts(deed: Contract) -> set[tuple[str, date]]:
    return {(row.mission, row.starts_on) for row in selectors.missions(deed)}


def _changes(old: Contract, new: Contract) -> Iterator[Change]:
    yield from _differences(_PARTIES, *({name: getattr(one, name) for name in _PARTIES} for one in (old, new)))
    yield from _differences(_TERRITORY, _territory(old), _territory(new))
    if new.reason == Contract.Reason.PERIMETRE:
        yield from _communes(new.community, old, new)
    yield from _differences({}, _missions(old), _missions(new))
    yield from _differences({}, _amounts(old, new), _amounts(new, new))
    yield from _differences({}, _indicators(old), _indicators(new))


_TERRITORY = {"population": "Population", "taille": "Taille"}


def _territory(deed: Contract) -> dict[str, str]:
    return {
        "population": f"{plural(deed.population, 'habitant')} ({deed.population_source})",
        "taille": str(deed.taille or "non établie"),
    }


def _communes(community: Community, old: Contract, new: Contract) -> Iterator[Change]:
    """Communes that came and went between the two first days, as the space of the CPTS tells its perimeter."""
    before, after = (
        set(known.codes) if (known := communities.perimeter(community, one.since)) else set() for one in (old, new)
    )
    for label, codes in (("Communes ajoutées", after - before), ("Communes retirées", before - after)):
        if codes:
            names = ", ".join(one.name for one in territoires.describe(sorted(codes)).communes)
            yield Change(label, NONE, f"{plural(len(codes), 'commune')} : {names}")


def _missions(deed: Contract) -> dict[str, str]:
    return {f"Mission {words.mission(row.mission)}": _mission(row) for row in selectors.missions(deed)}


def _mission(row: ContractMission) -> str:
    return "\n".join(filter(None, (f"à partir du {day(row.starts_on)}", row.commitments)))


def _amounts(deed: Contract, new: Contract) -> dict[str, str]:
    """A year of each amount, by the national table of the day when the avenant takes effect."""
    lines = results.amounts(deed, new.since)
    return {line.title: _amount(line) for line in lines}


def _amount(line: results.AmountLine) -> str:
    if line.cents is None:
        return "non établi"
    weak = "" if line.kept_proof.is_established else f"\n{line.kept_proof.label} : à vérifier avant de signer"
    return f"{euros(line.cents)} par an{weak}"


def _indicators(deed: Contract) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for row in selectors.indicators(deed):
        title = f"{row.label} ({words.mission(row.mission)}, année {row.year})"
        found.setdefault(title, []).append(_indicator(row))
    return {title: "\n".join(lines) for title, lines in found.items()}


def _indicator(row: ContractIndicator) -> str:
    start = f"départ : {row.baseline}" if row.baseline else ""
    steps = [f"{step['label']} : {euros(step['cents'])}" for step in row.steps]
    return "\n".join(filter(None, (row.get_direction_display(), start, row.source, *steps)))


def _differences(labels: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for key in [*before, *(key for key in after if key not in before)]:
        told = before.get(key) or NONE, after.get(key) or NONE
        if told[0] != told[1]:
            yield Change(typed(labels.get(key, key)), typed(told[0]), typed(told[1]))
