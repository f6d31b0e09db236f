"""Writes objectives and the figures they rest on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community
from maillage.community.missions import contents
from maillage.community.missions.actions.order import shift
from maillage.community.missions.models import Objective, ObjectiveVersion

MAX_FIGURES = 12
Figure = Mapping[str, Any]


@turns.act
def create_objective(
    community: Community, *, title: str, finding: str, figures: Iterable[Figure], by: User, now: datetime
) -> Objective:
    """A new objective, last of the list."""
    made: Objective = Objective.objects.create(
        community=community,
        title=_title(title),
        finding=_typed(finding),
        figures=_few(figures),
        position=Objective.objects.filter(community=community).count() + 1,
        updated_at=now,
        updated_by=by,
    )
    _keep(made, by, now)
    journal.write("objectif", by=by, at=now, chain=community.pk, subject=made, acte="cree")
    return made


@turns.act
def save_objective(
    objective: Objective, *, title: str, finding: str, figures: Iterable[Figure], version: int, by: User, now: datetime
) -> Objective:
    """Changes it, unless nothing did. A figure that was linked already keeps the value of the day it was linked."""
    kept = {figure["key"]: figure for figure in objective.figures}
    chosen = [kept.get(figure["key"], figure) for figure in _few(figures)]
    values = {"title": _title(title), "finding": _typed(finding), "figures": chosen}
    return _update(objective, values, version, by, now, "modifie")


@turns.act
def refresh_figures(objective: Objective, *, figures: Iterable[Figure], by: User, now: datetime) -> Objective:
    """Takes the present values of the figures already linked; one that no longer exists keeps its last value."""
    present = {figure["key"]: figure for figure in figures}
    fresh = [present.get(figure["key"], figure) for figure in objective.figures]
    return _update(objective, {"figures": fresh}, objective.version, by, now, "actualise")


@turns.act
def shift_objective(objective: Objective, *, up: bool) -> bool:
    """One place up or down; False at the end of the list."""
    return shift(
        Objective.objects.filter(community=objective.community_id).order_by("position", "updated_at"), objective, up=up
    )


@turns.act
def erase_objective(objective: Objective, *, by: User, now: datetime) -> None:
    """Erases it; refused while a fiche-action serves it."""
    if count := objective.fiches.filter(erased_at=None).count():
        raise UnableToSave(
            f"« {objective} » porte encore {count} fiche{'s' if count > 1 else ''}-action{'s' if count > 1 else ''} : "
            "rattachez-les d'abord à un autre objectif, ou supprimez-les."
        )
    journal.write("objectif", by=by, at=now, chain=objective.community_id, subject=objective, acte="supprime")
    objective.delete()


def _update(objective: Objective, values: dict[str, Any], version: int, by: User, now: datetime, act: str) -> Objective:
    if version == objective.version and all(getattr(objective, name) == value for name, value in values.items()):
        return objective
    done = Objective.objects.filter(pk=objective.pk, version=version).update(
        **values, version=version + 1, updated_at=now, updated_by=by
    )
    objective.refresh_from_db()
    if not done:
        raise Stale(
            f"{objective.updated_by} a changé cet objectif pendant que vous écriviez. Votre saisie est conservée ci-dessous : "
            "comparez, puis enregistrez à nouveau."
        )
    _keep(objective, by, now)
    journal.write("objectif", by=by, at=now, chain=objective.community_id, subject=objective, acte=act)
    return objective


def _keep(objective: Objective, by: User, now: datetime) -> None:
    content = contents.of_objective(objective)
    ObjectiveVersion.objects.create(
        community_id=objective.community_id, objective=objective, number=objective.version, content=content, at=now, by=by
    )


def _typed(text: str) -> str:
    """Browsers end lines their own way: the same words stay the same words."""
    return text.replace("\r\n", "\n").strip()


def _title(title: str) -> str:
    if not title.strip():
        raise UnableToSave("Donnez un intitulé à l'objectif.")
    return title.strip()


def _few(figures: Iterable[Figure]) -> list[Figure]:
    chosen = list(figures)
    if len(chosen) > MAX_FIGURES:
        raise UnableToSave(f"Un objectif repose sur {MAX_FIGURES} chiffres au plus : gardez ceux qui le fondent.")
    return chosen
