"""A fiche-action or an objective as plain data: what a version keeps of it."""

from collections.abc import Mapping
from typing import Any

from maillage.community.missions.models import FicheAction, Objective

FICHE = (
    "title", "mission", "axis", "objective", "context", "general_objective", "specific_objectives", "public", "description",
    "pilot", "partners", "human", "material", "budget", "cofunding", "indicators", "aci_indicator", "risks", "starts_on",
    "ends_on", "evaluation",
)  # fmt: skip
"""What people write of a fiche; its state has its own act."""


def of_fiche(fiche: FicheAction) -> Mapping[str, Any]:
    """The objective by its key, and by its title of that day: it may be erased later."""
    return {
        **{name: getattr(fiche, name) for name in FICHE},
        "objective": str(fiche.objective_id) if fiche.objective_id else None,
        "objective_title": fiche.objective.title if fiche.objective else "",
        "starts_on": fiche.starts_on.isoformat() if fiche.starts_on else None,
        "ends_on": fiche.ends_on.isoformat() if fiche.ends_on else None,
        "state": fiche.state,
    }


def of_objective(objective: Objective) -> Mapping[str, Any]:
    return {"title": objective.title, "finding": objective.finding, "figures": objective.figures}
