"""The whole health project as plain data: what is frozen when it is transmitted, and what its documents are made from."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import attaching
from maillage.community.filing.models import TransmissionKind
from maillage.community.library import selectors as library
from maillage.community.missions import selectors as missions
from maillage.community.missions.models import FicheAction, Objective
from maillage.results import cartes, tailles, territoires
from maillage.results.cpts import completeness
from maillage.results.cpts.budget import NoBudget, as_data, budget
from maillage.results.cpts.outline import parts

FORMAT = 1
"""Version of the shape of `frozen`: documents of an old transmission are made from what it holds."""
IDENTITY = ("name", "finess", "siren", "siret", "rna", "seat", "email", "phone", "website")


def frozen(community: Community, day: date) -> dict[str, Any]:
    """Everything the project says on a day, as JSON: identity, perimeter, texts, diagnosis, fiches, budget, what is missing.

    Asked within the walls. Nothing in it needs the database or the warehouse to be read again.
    """
    bodies = drafting.bodies(community, TextKind.PROJET)
    return {
        "kind": "projet",
        "format": FORMAT,
        "title": "Projet de santé",
        "made_on": day.isoformat(),
        "fictif": community.is_fictif,
        "community": {name: getattr(community, name) for name in IDENTITY},
        "perimeter": perimeter(community, day),
        "sections": [
            {"key": one.key, "letter": one.letter, "title": one.title, "kind": one.kind, "body": bodies.get(one.key, "")}
            for one in parts()
            if one.required or one.key in bodies
        ],
        "diagnosis": _diagnosis(community),
        "objectives": [_objective(one) for one in missions.objectives(community)],
        "fiches": [_fiche(one) for one in missions.fiches(community)],
        "budget": _budget(community, day),
        "missing": list(completeness.missing(community, day)),
    }


def draft(community: Community, day: date) -> dict[str, Any]:
    """What would be frozen today, with the files kept for the project: those that leave are chosen at the filing."""
    kept = library.attached(community, to=TransmissionKind.PROJET.label)
    return {**frozen(community, day), "annexes": attaching.frozen(list(kept))}


def perimeter(community: Community, day: date) -> dict[str, Any] | None:
    """The communes in force on a day, with their map and what they count; the same in every frozen copy."""
    version = communities.perimeter(community, day)
    if version is None:
        return None
    territory = territoires.describe(version.codes)
    size = tailles.size_of(territory, day)
    drawing = cartes.drawing(territory.codes)
    names = {part.code: part.name for part in territory.epcis}
    return {
        "number": version.number,
        "since": version.since.isoformat(),
        "codes": list(version.codes),
        "population": territory.population.value,
        "population_source": " ".join(filter(None, (territory.population.source, territory.population.vintage))),
        "taille": size.taille,
        "taille_proof": size.proof.label,
        "communes": [
            {"code": one.code, "name": one.name, "epci": names.get(one.epci, ""), "population": one.population}
            for one in territory.communes
        ],
        "drawing": json.loads(json.dumps(asdict(drawing))) if drawing else None,
    }


def _diagnosis(community: Community) -> dict[str, Any] | None:
    kept = missions.diagnosis(community)
    return {**kept.content, "taken_on": kept.taken_on.isoformat(), "stamp": kept.stamp} if kept else None


def _objective(one: Objective) -> dict[str, Any]:
    return {
        "title": one.title,
        "finding": one.finding,
        "figures": one.figures,
        "fiches": [fiche.number for fiche in one.fiches.all()],
    }


_FICHE_FIELDS = (
    "number", "title", "axis", "context", "general_objective", "specific_objectives", "public", "description", "pilot",
    "partners", "human", "material", "budget", "cofunding", "indicators", "aci_indicator", "risks", "evaluation",
)  # fmt: skip


def _fiche(one: FicheAction) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in _FICHE_FIELDS},
        "mission": one.mission_label,
        "mission_key": one.mission,
        "objective": one.objective.title if one.objective else "",
        "state": one.get_state_display(),
        "starts_on": one.starts_on.isoformat() if one.starts_on else None,
        "ends_on": one.ends_on.isoformat() if one.ends_on else None,
    }


def _budget(community: Community, day: date) -> dict[str, Any] | None:
    try:
        found = budget(community, day)
    except NoBudget:
        return None
    return as_data(found) if found else None
