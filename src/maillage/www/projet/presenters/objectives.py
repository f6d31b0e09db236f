"""The page of objectives: figures and whether they changed, fiches and what they lack, by objective and by mission."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from maillage.community.missions import selectors
from maillage.community.missions.models import FicheAction, Objective
from maillage.facts.words import MISSIONS
from maillage.kernel.french import euros_short, join, plural, typed
from maillage.results.cpts import snapshot
from maillage.results.cpts.completeness import of_fiche
from maillage.www.projet.presenters import figures
from maillage.www.shared.espace import Visit

Asked = Mapping[UUID, int]
"""Fiche -> remarks that await an answer."""


def address(visit: Visit) -> str:
    return f"{visit.home}projet/objectifs/"


def page(visit: Visit) -> dict[str, Any]:
    """Context of the page."""
    home = f"{visit.home}projet/"
    objectives = list(selectors.objectives(visit.community))
    fiches = list(selectors.fiches(visit.community))
    chosen = figures.codes(visit)
    asked = selectors.open_comments(visit.community)
    known = figures.present(visit) if any(one.figures for one in objectives) else {}
    return {
        "home": home,
        "objectives": [_objective(one, chosen, known, home, asked) for one in objectives],
        "loose": [_fiche(one, home, asked) for one in fiches if one.objective_id is None],
        "missions": [_mission(key, label, fiches, home, asked) for key, label in MISSIONS.items()],
        "erased": [{"number": one.number, "title": one.title, "href": f"{home}fiches/{one.pk}/retablir/"}
                   for one in selectors.erased(visit.community)],
    }  # fmt: skip


def told(kept: Mapping[str, Any]) -> dict[str, str]:
    """A version, label by label."""
    figures = "\n".join(typed(f"{figure['label']} : {snapshot.told(figure)}") for figure in kept["figures"])
    return {"Intitulé": kept["title"], "Constat": kept["finding"], "Chiffres du diagnostic": figures}


def _objective(one: Objective, chosen: tuple[str, ...], known: figures.Figures, home: str, asked: Asked) -> dict[str, Any]:
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
        "fiches": [_fiche(fiche, home, asked) for fiche in one.fiches.all()],
        "href": f"{home}objectifs/{one.pk}/",
        "version": one.version,
        "new_fiche": f"{home}fiches/nouvelle/?objectif={one.pk}",
    }


def _mission(key: str, label: str, fiches: list[FicheAction], home: str, asked: Asked) -> dict[str, Any]:
    mine = [one for one in fiches if one.mission == key]
    return {
        "label": label,
        "fiches": [_fiche(one, home, asked) for one in mine],
        "hours": sum(one.hours for one in mine),
        "budget": euros_short(sum(one.budget or 0 for one in mine)),
        "new_fiche": f"{home}fiches/nouvelle/?mission={key}",
    }


def _fiche(one: FicheAction, home: str, asked: Asked) -> dict[str, Any]:
    lacks = of_fiche(one)
    return {
        "number": one.number,
        "title": one.title,
        "mission": one.mission_label,
        "state": one.state,
        "state_label": one.get_state_display(),
        "pilot": one.pilot,
        "lacks": typed(f"Il manque {join(lacks)}.") if lacks else "",
        "comments": plural(count, "commentaire") if (count := asked.get(one.pk, 0)) else "",
        "href": f"{home}fiches/{one.pk}/",
    }
