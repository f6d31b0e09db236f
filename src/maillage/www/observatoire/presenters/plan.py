"""The plan « 100 % CPTS » by axis, with where each action stands, and both indicators beside the starting point."""

from decimal import Decimal
from typing import Any

from maillage.results.couverture.plan100 import STATES, Followed, Membership, PlanView
from maillage.www.observatoire.presenters import stages
from maillage.www.shared import formats


def page(view: PlanView) -> dict[str, Any]:
    base = view.plan.baseline
    noted = [action for action in view.actions if action.state]
    return {
        "axes": [_axis(number, title, view) for number, title in view.plan.axes.items()],
        "count": len(view.actions),
        "noted": formats.plural(len(noted), "suivie"),
        "done": formats.plural(sum(action.state == "fait" for action in noted), "faite"),
        "covered": formats.percent(view.covered.value) if view.covered.value is not None else "",
        "covered_reason": formats.typed(view.covered.reason),
        "stages": [(name, stages.label(name), formats.percent(share)) for name, share in view.by_stage.items() if share],
        "cpts": formats.number(view.cpts),
        "membership": _membership(view.membership.value),
        "membership_reason": formats.typed(view.membership.reason),
        "base": {
            "on": formats.long_day(base.on),
            "cpts": formats.number(base.cpts),
            "covered": formats.percent(Decimal(base.covered.numerator) / base.covered.denominator, 0),
            "members": formats.typed(base.members),
            "active": formats.typed(base.active),
            "exhausted": formats.typed(base.exhausted),
        },
        "text": view.plan.text,
    }


def _axis(number: int, title: str, view: PlanView) -> dict[str, Any]:
    return {
        "number": number,
        "title": formats.typed(title),
        "actions": [_action(a) for a in view.actions if a.action.axis == number],
    }


def _action(one: Followed) -> dict[str, Any]:
    action = one.action
    return {
        "number": action.number,
        "title": formats.typed(action.title),
        "lead": formats.typed(action.lead),
        "public": formats.typed(action.public),
        "means": formats.typed(action.means),
        "budget": formats.typed(action.budget),
        "due": formats.typed(action.due),
        "state": one.state or "inconnu",
        "state_label": STATES.get(one.state, "Non renseignée"),
        "progress": "" if one.progress is None else formats.percent(one.progress, 0),
        "width": 0 if one.progress is None else round(100 * one.progress),
        "on": formats.day(one.on) if one.on else "",
        "comment": formats.typed(one.comment),
    }


def _membership(told: Membership | None) -> dict[str, str] | None:
    if told is None:
        return None
    return {
        "cpts": formats.plural(told.cpts, "CPTS", "CPTS"),
        "members": formats.percent(told.members_share),
        "active": formats.percent(told.active_share),
    }
