"""What a health project still lacks, part by part, with the reason: it warns, it blocks nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.missions import selectors as missions
from maillage.community.missions.models import FicheAction
from maillage.community.money import selectors as money
from maillage.kernel.french import join, plural
from maillage.results.cpts import placeholders
from maillage.results.cpts.around import around
from maillage.results.cpts.budget import Budget, NoBudget, budget
from maillage.results.cpts.outline import Part, parts


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the outline and what it lacks; complete when nothing."""

    part: Part
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


def lines(community: Community, day: date) -> tuple[Line, ...]:
    """In the order of the outline. Asked within the walls."""
    bodies = drafting.bodies(community, TextKind.PROJET)
    asked = {
        "identite": lambda: _identity(community, day, bodies),
        "diagnostic": lambda: _diagnosis(community, day),
        "objectifs": lambda: _objectives(community),
        "budget": lambda: _budget(community, day),
    }
    return tuple(Line(part, tuple(asked.get(part.kind, lambda part=part: _text(part, bodies))())) for part in parts())


def missing(community: Community, day: date) -> tuple[str, ...]:
    """Every lack as one sentence that begins with its part."""
    return tuple(f"{line.part.title} : {sentence}" for line in lines(community, day) for sentence in line.missing)


def overlapping(community: Community, day: date) -> tuple[str, ...]:
    """Who else claims communes of the perimeter, to be known before filing: the territory is one of the two grounds of an
    opposition. For the CPTS alone: no frozen copy says it, the others may have transmitted nothing."""
    perimeter = communities.perimeter(community, day)
    claims = around(perimeter.codes, day, but=community) if perimeter else ()
    return tuple(
        f"Territoire : {plural(len(one.shared), 'commune')} ({plural(one.people, 'habitant')}) que revendique aussi {one.name}. La "
        "pertinence du territoire est l'un des deux motifs d'opposition : convenez du partage avant de déposer."
        for one in claims
        if one.shared
    )


def of_fiche(fiche: FicheAction) -> tuple[str, ...]:
    """What a fiche-action lacks to be read alone."""
    wanted = {
        "un objectif": fiche.objective_id,
        "un constat": fiche.context,
        "des objectifs opérationnels": fiche.specific_objectives,
        "un public": fiche.public,
        "une description": fiche.description,
        "un pilote": fiche.pilot,
        "des moyens": fiche.human or fiche.material or fiche.budget,
        "un indicateur de résultat": any(line["kind"] == "resultat" for line in fiche.indicators),
        "un calendrier": fiche.starts_on,
    }
    return tuple(name for name, value in wanted.items() if not value)


def _written(fiche: FicheAction) -> Iterator[str]:
    for name in ("title", "context", "specific_objectives", "public", "description", "pilot", "human", "material"):
        yield str(getattr(fiche, name) or "")


def _text(part: Part, bodies: Mapping[str, str]) -> Iterator[str]:
    if part.required and part.key not in bodies:
        yield "rien n'est encore écrit."
    elif told := placeholders.sentence(bodies.get(part.key, "")):
        yield told


def _identity(community: Community, day: date, bodies: Mapping[str, str]) -> Iterator[str]:
    if communities.perimeter(community, day) is None:
        yield "aucune commune n'est choisie."
    if not community.seat:
        yield "le siège n'est pas renseigné (réglages)."
    if not community.email:
        yield "aucun contact n'est renseigné (réglages)."
    if "identite" not in bodies:
        yield "l'origine du projet et le choix du territoire ne sont pas racontés."
    elif told := placeholders.sentence(bodies["identite"]):
        yield told


def _diagnosis(community: Community, day: date) -> Iterator[str]:
    kept = missions.diagnosis(community)
    if kept is None:
        yield "le diagnostic n'est pas inséré."
        return
    perimeter = communities.perimeter(community, day)
    if perimeter and sorted(kept.content["codes"]) != sorted(perimeter.codes):
        yield "le périmètre a changé depuis que le diagnostic a été inséré : actualisez-le."


def _objectives(community: Community) -> Iterator[str]:
    objectives = list(missions.objectives(community))
    if not objectives:
        yield "aucun objectif n'est écrit."
    for one in objectives:
        lacks = [
            *([] if one.figures else ["ne repose sur aucun chiffre du diagnostic"]),
            *([] if one.fiches.all() else ["n'a pas de fiche-action"]),
        ]
        if lacks:
            yield f"l'objectif « {one.title} » {join(lacks)}."
    for fiche in missions.fiches(community):
        if wanting := of_fiche(fiche):
            yield f"à la fiche n° {fiche.number} il manque {join(wanting)}."
        if told := placeholders.sentence("\n".join(_written(fiche))):
            yield f"à la fiche n° {fiche.number} {told}"


def _budget(community: Community, day: date) -> Iterator[str]:
    try:
        found = budget(community, day)
    except NoBudget as refused:
        yield str(refused)
        return
    if found is None:
        yield "les dates supposées du contrat ne sont pas données : les recettes de l'accord ne se calculent pas."
        if not money.lines(community):
            yield "aucune dépense n'est prévue."
        return
    yield from _balance(found)


def _balance(found: Budget) -> Iterator[str]:
    if not any(year.expenses for year in found.years):
        yield "aucune dépense n'est prévue."
    if short := found.deficits:
        which = "l'année" if len(short) == 1 else "les années"
        yield (
            f"les dépenses dépassent les recettes prudentes pour {which} {join([str(year.number) for year in short])} : "
            "réduisez-les, ou trouvez une autre recette que la part variable."
        )
