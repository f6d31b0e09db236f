"""The page of objectives: figures and whether they changed, fiches and what they lack, by objective and by mission."""

from typing import Any

from maillage.community.missions import selectors
from maillage.community.missions.models import FicheAction, Objective
from maillage.facts.words import MISSIONS
from maillage.kernel.french import euros_short, join, typed
from maillage.results.cpts import snapshot
from maillage.results.cpts.completeness import of_fiche
from maillage.www.projet.presenters import figures
from maillage.www.shared.espace import Visit


def address(visit: Visit) -> str:
    return f"{visit.home}projet/objectifs/"


def page(visit: Visit) -> dict[str, Any]:
    """Context of the page."""
    home = f"{visit.home}projet/"
    objectives = list(selectors.objectives(visit.community))
    fiches = list(selectors.fiches(visit.community))
    chosen = figures.codes(visit)
    known = figures.present(visit) if any(one.figures for one in objectives) else {}
    return {
        "home": home,
        "objectives": [_objective(one, chosen, known, home) for one in objectives],
        "loose": [_fiche(one, home) for one in fiches if one.objective_id is None],
        "missions": [_mission(key, label, fiches, home) for key, label in MISSIONS.items()],
        "erased": [{"number": one.number, "title": one.title, "href": f"{home}fiches/{one.pk}/retablir/"}
                   for one in selectors.erased(visit.community)],
    }  # fmt: skip


def _objective(one: Objective, chosen: tuple[str, ...], known: figures.Figures, home: str) -> dict[str, Any]:
    linked = [
        {
            "label": figure["label"],
            "told": snapshot.told(figure),
            "on": figure["on"],
            "fictif": figure["fictif"],
            "href": figures.address(chosen, figure["key"]),
            "changed": snapshot.changed(figure, known),
        }
        for figure in one.figures
    ]
    return {
        "title": one.title,
        "finding": one.finding,
        "figures": linked,
        "has_changed": any(figure["changed"] for figure in linked),
        "fiches": [_fiche(fiche, home) for fiche in one.fiches.all()],
        "href": f"{home}objectifs/{one.pk}/",
        "new_fiche": f"{home}fiches/nouvelle/?objectif={one.pk}",
    }


def _mission(key: str, label: str, fiches: list[FicheAction], home: str) -> dict[str, Any]:
    mine = [one for one in fiches if one.mission == key]
    return {
        "label": label,
        "fiches": [_fiche(one, home) for one in mine],
        "hours": sum(one.hours for one in mine),
        "budget": euros_short(sum(one.budget or 0 for one in mine)),
        "new_fiche": f"{home}fiches/nouvelle/?mission={key}",
    }


def _fiche(one: FicheAction, home: str) -> dict[str, Any]:
    lacks = of_fiche(one)
    return {
        "number": one.number,
        "title": one.title,
        "mission": one.mission_label,
        "state": one.state,
        "state_label": one.get_state_display(),
        "pilot": one.pilot,
        "lacks": typed(f"Il manque {join(lacks)}.") if lacks else "",
        "href": f"{home}fiches/{one.pk}/",
    }
