"""What the tests of the health project share: its rows, made by its actions, and the words of a page."""

from datetime import date
from typing import Any

from lxml import html

from maillage.accounts.walls import within
from maillage.community.missions import actions as missions
from maillage.community.missions.models import FicheAction, Objective
from maillage.community.money import actions as money
from maillage.community.money.models import BudgetLine
from tests.support.personas import NOW, People

HOME = "/c/cpts-du-pays-de-foix/projet/"


def fiche(who: People, **more: Any) -> FicheAction:
    values = {"title": "Rappels de vaccination", "mission": "prevention", **more}
    with within(who.ours):
        return missions.create_fiche(who.ours, values=values, by=who.amina, now=NOW)


def objective(who: People, title: str = "Mieux prévenir", figures: tuple = ()) -> Objective:
    with within(who.ours):
        return missions.create_objective(who.ours, title=title, finding="", figures=figures, by=who.amina, now=NOW)


def suppose(who: People) -> None:
    with within(who.ours):
        starts = {"acces_aux_soins": date(2027, 6, 1)}
        money.set_hypothesis(who.ours, signed_on=date(2027, 1, 1), starts=starts, by=who.amina, now=NOW)


def line(who: People, **more: Any) -> BudgetLine:
    values = {
        "side": "depense",
        "account": "64",
        "label": "Coordination",
        "mission": "",
        "year": 1,
        "cents": 4_500_000,
        "note": "",
    }
    with within(who.ours):
        return money.create_line(who.ours, values={**values, **more}, by=who.amina, now=NOW)


def text(response: Any) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())
