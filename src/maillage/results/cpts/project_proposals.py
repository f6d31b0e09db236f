"""First words for the parts of the health project, from what is recorded already; people insert them, then write their own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.missions import selectors as missions
from maillage.community.missions.models import DiagnosisSnapshot, FicheAction
from maillage.facts.words import mission
from maillage.kernel.french import join, long_day, number, plural, typed
from maillage.results import tailles, territoires
from maillage.results.cpts import carriers
from maillage.results.cpts.budget import dates_of
from maillage.results.diagnostic import diagnose


@dataclass(frozen=True, slots=True)
class Proposal:
    """Markdown, and where it comes from."""

    text: str
    source: str


def of_part(community: Community, key: str, day: date) -> Proposal | None:
    """None when nothing recorded helps to write this part."""
    found = _MAKERS[key](community, day) if key in _MAKERS else None
    return Proposal(typed(found.text), typed(found.source)) if found and found.text else None


def _identity(community: Community, day: date) -> Proposal | None:
    """Who carries the project, in the words of the letter when it is written, then its territory."""
    place = _territory(community, day)
    written, source = drafting.bodies(community, TextKind.LETTRE).get("porteurs", ""), "lettre d'intention"
    if not written and (people := carriers.listed(community)):
        written, source = f"Le projet est porté par :\n\n{people}", "rôles donnés dans cet espace"
    found = [one for one in (Proposal(written, source), place) if one and one.text]
    return Proposal("\n\n".join(one.text for one in found), " ; ".join(one.source for one in found)) if found else None


def _territory(community: Community, day: date) -> Proposal | None:
    version = communities.perimeter(community, day)
    if version is None:
        return None
    territory = territoires.describe(version.codes)
    size = tailles.size_of(territory, day).taille
    people = territory.population.value
    names = join([one.name for one in sorted(territory.communes, key=lambda one: -(one.population or 0))[:8]])
    lines = [
        f"Le territoire réunit {plural(len(territory.codes), 'commune')}"
        + (f" et {plural(people, 'habitant')}" if people else "")
        + (f", ce qui en fait une CPTS de taille {size}." if size else "."),
        f"Ses communes les plus peuplées sont {names}.",
        *(f"- {part.name} : {part.communes} de ses {part.communes_total} communes" for part in territory.epcis),
    ]
    return Proposal(_paragraphs(lines), f"{territory.population.source} {territory.population.vintage}")


def _method(community: Community, day: date) -> Proposal | None:
    kept = missions.diagnosis(community)
    if kept is None:
        return None
    listed = (f"- {one['title']}, {one['publisher']}, {one['vintage']} ({one['state']})" for one in kept.content["sources"])
    return Proposal("\n".join(["Les données ouvertes employées sont :", "", *listed]), _inserted(kept))


def _synthesis(community: Community, day: date) -> Proposal | None:
    kept = missions.diagnosis(community)
    if kept is None:
        return None
    parts: list[str] = []
    for column in kept.content["synthesis"]:
        if column["lines"]:
            told = (f"- {one['sentence']}{' (donnée fictive)' if one['fictif'] else ''}" for one in column["lines"])
            parts += [f"## {column['title']}", "", *told, ""]
    return Proposal("\n".join(parts), _inserted(kept))


def _neighbours(community: Community, day: date) -> Proposal | None:
    version = communities.perimeter(community, day)
    if version is None:
        return None
    near = [one for one in diagnose(version.codes).neighbours if one.kind == "cpts"]
    if not near:
        return None
    lines = (
        f"- {one.name}{' (fictive)' if one.fictitious and '(fictive)' not in one.name else ''} : "
        + join(
            [
                *([f"{plural(one.shared, 'commune')} en commun"] if one.shared else []),
                *([f"{plural(one.touching, 'commune limitrophe', 'communes limitrophes')}"] if one.touching else []),
            ]
        )
        for one in near
    )
    return Proposal("\n".join(["Les CPTS voisines sont :", "", *lines]), "Périmètres des CPTS connus de Maillage")


def _partners(community: Community, day: date) -> Proposal | None:
    told = [f"- {fiche.partners} (fiche n° {fiche.number})" for fiche in missions.fiches(community) if fiche.partners]
    return Proposal("\n".join(told), "Partenaires nommés dans les fiches-actions")


def _evaluation(community: Community, day: date) -> Proposal | None:
    head = ["| Fiche | Indicateur | Au départ | Cible | Source | Fréquence |", "|---|---|---|---|---|---|"]
    rows = [
        f"| n° {fiche.number} | {_cells(one[name] for name in ('label', 'start', 'target', 'source', 'frequency'))} |"
        for fiche in missions.fiches(community)
        for one in fiche.indicators
    ]
    return Proposal("\n".join([*head, *rows]) if rows else "", "Indicateurs des fiches-actions")


def _calendar(community: Community, day: date) -> Proposal | None:
    dates = dates_of(community, day)
    steps = [(first, f"démarrage de la mission {mission(name)}") for name, first in dates[1].items()] if dates else []
    if dates:
        steps.append((dates[0], "signature du contrat"))
    steps += [step for fiche in missions.fiches(community) for step in _steps(fiche)]
    lines = (f"- {long_day(when)} : {what}" for when, what in sorted(steps))
    return Proposal("\n".join(lines), "Dates du budget prévisionnel et des fiches-actions")


def _steps(fiche: FicheAction) -> Iterable[tuple[date, str]]:
    dates = ((fiche.starts_on, "début"), (fiche.ends_on, "fin"))
    return [(when, f"{word} de la fiche n° {fiche.number}, {fiche.title}") for when, word in dates if when]


def _team(community: Community, day: date) -> Proposal | None:
    hours: dict[str, int] = {}
    for fiche in missions.fiches(community):
        for line in fiche.human:
            hours[line["profile"]] = hours.get(line["profile"], 0) + line["hours"]
    lines = (
        f"- {profile} : {number(count)} heures par an" for profile, count in sorted(hours.items(), key=lambda one: -one[1])
    )
    return Proposal("\n".join(lines), "Heures prévues dans les fiches-actions")


def _inserted(kept: DiagnosisSnapshot) -> str:
    return f"Diagnostic inséré le {long_day(kept.taken_on)}"


def _paragraphs(lines: list[str]) -> str:
    return "\n\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:])


def _cells(values: Iterable[str]) -> str:
    return " | ".join(value.replace("|", "/") or "—" for value in values)


_MAKERS: Mapping[str, Callable[[Community, date], Proposal | None]] = {
    "identite": _identity,
    "methode": _method,
    "synthese": _synthesis,
    "coherence": _neighbours,
    "coordination": _team,
    "partenariats": _partners,
    "evaluation": _evaluation,
    "calendrier": _calendar,
}
"""Part of the outline -> what writes its first words."""
