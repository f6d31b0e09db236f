"""A CPTS whose contract was signed by the three eleven months ago, then an avenant: its first anniversary comes."""

from datetime import timedelta
from typing import Any

from maillage.community.communities import actions as communities
from maillage.community.contract import actions as contract
from maillage.community.contract.models import Contract
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision
from maillage.community.governance.models import Piece
from maillage.community.missions import actions
from maillage.community.missions import selectors as missions
from maillage.community.missions.states import FicheState
from maillage.kernel.french import typed
from maillage.kernel.periods import anniversary
from maillage.results import tailles, territoires
from maillage.results.cpts import contract_copy, payments, terms
from maillage.results.demonstration import making
from maillage.results.demonstration.stage import Scene, words

_SIGNED = 330
_AMENDED = 60
_PAID, _DELAY = 85, 5
"""Days ago when the payments were said to have come; days that each took."""


def play(scene: Scene) -> None:
    told = words("recits")
    making.first_steps(scene, 860)
    making.association(scene, 560, tuple(Piece))
    making.projet_de_sante(scene, 540)
    sent = scene.project(500)
    validation: dict[str, Any] = {
        "kind": Decision.Kind.VALIDATION,
        "decided_on": scene.on(460),
        "reasons": typed(told["validation"]),
    }
    filing.decide(sent, **validation, **scene.answers("ars", "esther", 460))
    contract.record_meeting(
        scene.community,
        held_on=scene.on(420),
        participants=told["rencontre_contrat"]["participants"],
        minutes=typed(told["rencontre_contrat"]["compte_rendu"]),
        today=scene.on(420),
        **scene.says(420),
    )
    _contract(scene)
    _at_work(scene)
    communities.set_public(scene.community, public=True, **scene.says(90))
    _payments(scene)
    _amendment(scene)


def _contract(scene: Scene) -> None:
    told = words("contrat")
    land = territoires.describe(scene.told_codes)
    values: dict[str, Any] = {
        **told["parties"],
        "ars_name": scene.cast.institutions["ars"].name,
        "cpam_name": scene.cast.institutions["cpam"].name,
        "planned_on": scene.on(_SIGNED),
        "population": land.population.value,
        "population_source": " ".join(filter(None, (land.population.source, land.population.vintage))),
        "taille": tailles.size_of(land, scene.on(_SIGNED)).taille,
    }
    made = contract.prepare(scene.community, values=values, version=0, **scene.says(400))
    for mission, one in told["missions"].items():
        starts = scene.on(_SIGNED - one["jours_apres"])
        words_of = typed(one["engagements"])
        contract.set_mission(made, mission=mission, starts_on=starts, commitments=words_of, **scene.says(395))
    for line in told["indicateurs"]:
        contract.add_indicator(made, values=line, **scene.says(390))
    _transmit(scene, made, 360)
    for days, (party, name) in zip((_SIGNED + 6, _SIGNED + 2, _SIGNED), told["signatures"].items(), strict=True):
        day: dict[str, Any] = {"signed_on": scene.on(days), "today": scene.on(days)}
        contract.sign(made, name=name, **day, **_side(scene, party, days))


def _amendment(scene: Scene) -> None:
    """An optional mission comes in, with its indicator of the second year."""
    told = words("contrat")
    one = told["avenant"]
    effect_on = scene.on(_AMENDED - 30)
    until = anniversary(scene.on(_SIGNED), 5)
    values: dict[str, Any] = {"effect_on": effect_on, "planned_on": scene.on(_AMENDED), **one["acte"]}
    made = contract.prepare_amendment(scene.community, values=values, version=0, until=until, **scene.says(_AMENDED + 20))
    for mission, commitments in one["missions"].items():
        started: dict[str, Any] = {"starts_on": effect_on, "commitments": typed(commitments)}
        contract.set_mission(made, mission=mission, **started, **scene.says(_AMENDED + 19))
    for line in one["indicateurs"]:
        contract.add_indicator(made, values=line, **scene.says(_AMENDED + 18))
    _transmit(scene, made, _AMENDED + 12)
    for days, (party, name) in zip((_AMENDED + 6, _AMENDED + 2, _AMENDED), told["signatures"].items(), strict=True):
        day: dict[str, Any] = {"signed_on": scene.on(days), "today": scene.on(days)}
        contract.sign(made, name=name, **day, **_side(scene, party, days))


def _payments(scene: Scene) -> None:
    """What the contract paid came, but the last payment, of which nobody said anything yet."""
    past = payments.past(scene.community, terms.terms_of(scene.community), scene.on(_PAID))
    for one in past:
        said = contract.Said(one.key, one.first, one.on + timedelta(days=_DELAY), one.cents)
        contract.tell_payments(scene.community, said=[said], today=scene.on(_PAID), **scene.says(_PAID))


def _transmit(scene: Scene, made: Contract, days: int) -> None:
    """The copy that the agency and the caisse read before they sign."""
    content = contract_copy.content(scene.community, made, scene.on(days))
    contract.transmit(made, content=content, sent_on=scene.on(days), **scene.says(days))


def _side(scene: Scene, party: str, days: int) -> dict[str, Any]:
    """Each party records its own signature: the CPTS, or an agent of the agency or of the caisse."""
    agents = {"ars": "esther", "cpam": "denis"}
    return scene.answers(party, agents[party], days) if party in agents else scene.says(days)


def _at_work(scene: Scene) -> None:
    """The fiches-actions of the missions that started begin with them; the plan for crises is still to write."""
    for mission, one in words("contrat")["missions"].items():
        days = _SIGNED - one["jours_apres"]
        for fiche in missions.fiches(scene.community).filter(mission=mission):
            if mission != "crise_sanitaire":
                actions.move_fiche(fiche, to=FicheState.RUNNING, **scene.says(days))
