"""Puts people, institutions and four CPTS at four stages in the instance, once; their dates are counted back from today."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.institutions import actions as institutions
from maillage.institutions.models import Kind
from maillage.results import territoires
from maillage.results.demonstration import filed, idea, opposed, signed
from maillage.results.demonstration.stage import Cast, Scene, moment, words

_STORIES = {"idee": idea.play, "depose": filed.play, "oppose": opposed.play, "signe": signed.play}


def is_populated() -> bool:
    """Whether the people of the demonstration are already there."""
    return User.objects.filter(email=words()["personnes"][0]["courriel"]).exists()


@transaction.atomic
def populate(today: date) -> bool:
    """Plays the stories through the actions, so that the journal is true; False when there was nothing to do."""
    if is_populated():
        return False
    told = words()
    begun = today - timedelta(days=max(one["age"] for one in told["cpts"]) + 1)
    people = {one["cle"]: _person(one) for one in told["personnes"]}
    cast = Cast(people, {one["cle"]: _institution(one, people, begun) for one in told["institutions"]})
    for one in told["cpts"]:
        _cpts(one, cast, today)
    return True


def _person(one: dict[str, Any]) -> User:
    return User.objects.create_user(one["courriel"], name=one["nom"], is_fictif=True)


def _institution(one: dict[str, Any], people: dict[str, User], begun: date) -> Any:
    now = moment(begun)
    made = institutions.create_institution(
        kind=Kind(one["nature"]),
        name=one["nom"],
        departements=one["departements"],
        email=one["courriel"],
        now=now,
        fictif=True,
    )
    for key, role in one["roles"].items():
        institutions.give_role(made, person=people[key], role=role, by=None, now=now)
    return made


def _cpts(one: dict[str, Any], cast: Cast, today: date) -> None:
    opened = today - timedelta(days=one["age"])
    now = moment(opened)
    lead = cast.people[next(iter(one["roles"]))]
    made = communities.create_community(
        name=one["nom"], codes=_codes(one["epci"]), by=lead, now=now, today=opened, role="coordination", fictif=True
    )
    with within(made):
        for key, role in one["roles"].items():
            communities.give_role(made, person=cast.people[key], role=role, by=lead, now=now)
        communities.save_identity(made, values=one["identite"], version=1, by=lead, now=now)
        _STORIES[one["histoire"]](Scene(made, lead, cast, today, one))


def _codes(epcis: list[str]) -> list[str]:
    return [code for epci in epcis for code in territoires.members("epci", epci)]
