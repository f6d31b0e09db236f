"""Writes fiches-actions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from maillage.accounts import journal, turns
from maillage.accounts.models import User
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.community.communities.models import Community
from maillage.community.drafting import actions as drafting
from maillage.community.missions import contents
from maillage.community.missions.actions.order import shift
from maillage.community.missions.contents import FICHE
from maillage.community.missions.models import FicheAction, FicheComment, FicheVersion
from maillage.community.missions.states import FicheState, moves
from maillage.facts.words import MISSIONS


@turns.act
def create_fiche(community: Community, *, values: Mapping[str, Any], by: User, now: datetime) -> FicheAction:
    """A new fiche, planned, last of the list, with the next number."""
    _check(community, values)
    values = _typed(values)
    fiches = FicheAction.objects.filter(community=community)
    number = (fiches.aggregate(last=Max("number"))["last"] or 0) + 1
    made: FicheAction = FicheAction.objects.create(
        community=community, number=number, position=number, updated_at=now, updated_by=by, **values
    )
    _keep(made, by, now)
    _tell(made, by, now, "creee")
    return made


@turns.act
def save_fiche(fiche: FicheAction, *, values: Mapping[str, Any], version: int, by: User, now: datetime) -> FicheAction:
    """Changes it over version `version`; Stale when it is no longer the present one, and `fiche` then holds what is kept.

    Saving the same words does nothing.
    """
    _check(fiche.community, values)
    return _update(fiche, _typed(values), version, by, now, "modifiee")


@turns.act
def move_fiche(fiche: FicheAction, *, to: str, by: User, now: datetime) -> FicheAction:
    """Another state, among those its present state allows."""
    if to not in moves(fiche.state):
        wanted = FicheState(to).label.lower() if to in FicheState.values else to
        allowed = " ou ".join(f"« {state.label.lower()} »" for state in moves(fiche.state))
        raise UnableToSave(
            f"La fiche n° {fiche.number} est « {FicheState(fiche.state).label.lower()} » : elle ne peut pas devenir "
            f"« {wanted} », seulement {allowed}."
        )
    return _update(fiche, {"state": to}, fiche.version, by, now, to)


@turns.act
def duplicate_fiche(fiche: FicheAction, *, by: User, now: datetime) -> FicheAction:
    """A planned copy, with its own number; dates and evaluation stay with the original."""
    values = {name: getattr(fiche, name) for name in FICHE}
    kept = {**values, "title": f"{fiche.title[:190]} (copie)", "starts_on": None, "ends_on": None, "evaluation": ""}
    return create_fiche(fiche.community, values=kept, by=by, now=now)


@turns.act
def shift_fiche(fiche: FicheAction, *, up: bool) -> bool:
    """One place up or down among the fiches of its mission; False at the end."""
    every = FicheAction.objects.filter(community=fiche.community_id, erased_at=None, mission=fiche.mission)
    return shift(every.order_by("position", "number"), fiche, up=up)


@turns.act
def erase_fiche(fiche: FicheAction, *, by: User, now: datetime) -> None:
    """Takes it out of the project; `restore_fiche` brings it back whole."""
    FicheAction.objects.filter(pk=fiche.pk).update(erased_at=now)
    _tell(fiche, by, now, "supprimee")


@turns.act
def restore_fiche(fiche: FicheAction, *, by: User, now: datetime) -> None:
    """Brings back an erased fiche, under its number."""
    if FicheAction.objects.filter(pk=fiche.pk).exclude(erased_at=None).update(erased_at=None):
        _tell(fiche, by, now, "retablie")


def comment_fiche(fiche: FicheAction, *, body: str, by: User, now: datetime) -> FicheComment:
    """A remark on it."""
    made = FicheComment(fiche=fiche)
    drafting.say(made, about=fiche, body=body, by=by, now=now)
    return made


def _update(fiche: FicheAction, values: Mapping[str, Any], version: int, by: User, now: datetime, act: str) -> FicheAction:
    if version == fiche.version and all(getattr(fiche, name) == value for name, value in values.items()):
        return fiche
    done = FicheAction.objects.filter(pk=fiche.pk, version=version, erased_at=None).update(
        **values, version=version + 1, updated_at=now, updated_by=by
    )
    fiche.refresh_from_db()
    if not done:
        raise Stale(
            f"{fiche.updated_by} a changé la fiche n° {fiche.number} pendant que vous écriviez. Votre saisie est conservée "
            "ci-dessous : comparez, puis enregistrez à nouveau."
        )
    _keep(fiche, by, now)
    _tell(fiche, by, now, act)
    return fiche


def _keep(fiche: FicheAction, by: User, now: datetime) -> None:
    content = contents.of_fiche(fiche)
    FicheVersion.objects.create(
        community_id=fiche.community_id, fiche=fiche, number=fiche.version, content=content, at=now, by=by
    )


def _typed(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Browsers end lines their own way: the same words stay the same words."""
    return {name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in values.items()}


def _check(community: Community, values: Mapping[str, Any]) -> None:
    if unknown := set(values) - set(FICHE):
        raise ValueError(f"pas un champ d'une fiche-action : {sorted(unknown)}")
    if not str(values.get("title", "")).strip():
        raise UnableToSave("Donnez un intitulé à la fiche-action.")
    if values.get("mission") not in MISSIONS:
        raise UnableToSave("Choisissez la mission que sert la fiche-action, parmi les six de l'accord.")
    start, end = values.get("starts_on"), values.get("ends_on")
    if start and end and end < start:
        raise UnableToSave(f"Fin : le {end:%d/%m/%Y} précède le début, le {start:%d/%m/%Y} ; corrigez l'une des deux dates.")
    objective = values.get("objective")
    if objective is not None and objective.community_id != community.pk:
        raise UnableToSave("Choisissez un objectif de votre projet de santé.")


def _tell(fiche: FicheAction, by: User, now: datetime, act: str) -> None:
    journal.write("fiche_action", by=by, at=now, chain=fiche.community_id, subject=fiche, acte=act, numero=fiche.number)
