"""A plan for a région as rows: who takes what and with which effects, and the form that changes it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from maillage.kernel.proof import Proof
from maillage.results.couverture import Coverage
from maillage.results.couverture.plan import Move, Plan
from maillage.results.observatoire import Territory, plans
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import money
from maillage.www.observatoire.presenters.zones import ratio
from maillage.www.shared import formats


def nothing(place: Territory, asked: Asked) -> dict[str, Any]:
    """Without any perimeter there is nothing to extend."""
    return {
        "place": place,
        "crumbs": _crumbs(place, asked),
        "sentence": f"{place.name}.",
        "plan": None,
        "groups": (),
        "errors": (),
    }


def page(coverage: Coverage, place: Territory, plan: Plan, asked: Asked, posted: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "place": place,
        "crumbs": _crumbs(place, asked),
        "sentence": formats.typed(plan.sentence),
        "plan": {
            "by_hand": plan.by_hand,
            "proven": plan.proven,
            "gap": formats.percent(plan.gap, 2),
            "rules": [formats.typed(sentence) for sentence in plan.rules.sentences],
            "moves": [_move(move, asked) for move in plan.moves],
            "changes": formats.number(plan.changes),
            "creations": formats.number(plan.creations),
            "gain": money.fixed(plan.gain),
            "left": formats.number(plan.left),
        },
        "groups": [_group(group, posted) for group in plans.groups(coverage, place.code)],
    }


def _crumbs(place: Territory, asked: Asked) -> list[tuple[str, str]]:
    return [("Observatoire", asked.link("index")), (place.name, asked.link("region", place.code))]


def _move(move: Move, asked: Asked) -> dict[str, Any]:
    before, after = move.before, move.after
    return {
        "name": move.name,
        "href": asked.link("cpts", move.cpts) if move.kind == "extension" else "",
        "kind": "extension" if move.kind == "extension" else "création",
        "pieces": formats.plural(move.pieces, "morceau", "morceaux") if move.pieces > 1 else "",
        "communes": formats.number(len(move.codes)),
        "taken": formats.number(move.taken),
        "population": formats.number(after.population),
        "taille": money.change(str(before.taille) if before else "", str(after.taille)),
        "changes": move.changes_taille,
        "amount": money.change(money.fixed(before.amount.fixed) if before else "", money.fixed(after.amount.fixed)),
        "proof": Proof.weakest(one.amount.proof for one in (before, after) if one),
        "compactness": ratio(move.compactness),
        "km": f"{formats.number(Decimal(str(move.km)), 1)} km",
        "exceptions": [formats.typed(sentence) for sentence in move.exceptions],
    }


def _group(group: plans.Group, posted: Mapping[str, Any]) -> dict[str, Any]:
    chosen = posted.get(group.key, group.proposed)
    return {
        "key": group.key,
        "name": group.name,
        "zone": group.zone,
        "communes": formats.plural(len(group.codes), "commune"),
        "population": formats.number(group.population),
        "choices": [(choice.key, choice.name, choice.key == chosen) for choice in group.choices],
        "changed": chosen != group.proposed,
    }
