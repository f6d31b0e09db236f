"""First words of the letter come from what is known; what is frozen needs nothing else."""

import json
from datetime import timedelta

import pytest

from maillage.accounts.walls import within
from maillage.community.creation.actions import meetings, missions
from maillage.community.filing import actions as filing
from maillage.community.filing.models import TransmissionKind
from maillage.results.cpts import letter
from maillage.results.cpts.letter_proposals import proposal
from tests.support.personas import NOW, TODAY, People


def words(who: People, key: str) -> str:
    with within(who.ours):
        return proposal(who.ours, key, TODAY).text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("porteurs", "**Bruno Essai** (adhérent)"),
        ("territoire", "3 communes et 11 920 habitants : une CPTS de taille 1. Il est en 2 morceaux."),
        ("diagnostic", "### Fragilités"),
        ("orientations", "### Crise sanitaire"),
    ],
)
def test_each_section_has_first_words(who: People, key: str, said: str) -> None:
    assert said in words(who, key)


def test_what_is_not_recorded_is_not_proposed(who: People) -> None:
    assert words(who, "calendrier") == ""
    assert words(who, "appui") == ""


def test_records_come_into_the_words(who: People) -> None:
    with within(who.ours):
        sent = filing.transmit(who.ours, kind=TransmissionKind.CONTACT, content={}, sent_on=TODAY, by=who.amina, now=NOW)
        meetings.propose(sent, at=NOW + timedelta(days=3), place="Foix", by=who.amina, now=NOW)
        missions.record_mission(who.ours, mission="parcours", since=TODAY, evidence="Un protocole.", by=who.amina, now=NOW)
    assert "- 5 novembre 2026 : rencontre prévue" in words(who, "calendrier")
    assert "fonctionne depuis le 2 novembre 2026. Un protocole." in words(who, "orientations")


def test_the_frozen_copy_is_plain_data(who: People) -> None:
    with within(who.ours):
        kept = letter.frozen(who.ours, TODAY)
    assert json.loads(json.dumps(kept)) == kept
    assert kept["perimeter"]["population"] == 11_920
    assert kept["perimeter"]["drawing"]["areas"]
    assert [one["key"] for one in kept["sections"]] == [part.key for part in letter.parts()]
    assert kept["diagnosis"]["figures"][0]["vintage"] == "2021"
    assert kept["fictif"]
