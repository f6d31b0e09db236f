"""The user guide is true: its commands exist, its dossier and its file are read, its JSON is the one that comes out."""

import json
import re
from datetime import date

import click
import pytest

from maillage.cli.main import maillage
from maillage.facts import dossier
from maillage.results import national, runs
from tests.support.checkout import ROOT

GUIDE = (ROOT / "docs" / "guide" / "commande.md").read_text("utf-8")
DAY = date(2026, 11, 21)


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.M | re.S)
    assert found
    return found


def commands() -> list[str]:
    return re.findall(r"^maillage ([a-z]+(?: [a-z][a-z0-9-]*)?)", blocks("")[0], re.M)


@pytest.mark.parametrize("words", commands())
def test_each_command_exists(words: str) -> None:
    command: click.Command = maillage
    for word in words.split():
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None, word
        command = found


def test_the_dossier_of_the_guide_is_computed_as_it_says() -> None:
    facts = runs.facts_of(dossier.read(blocks("yaml")[0]))
    told = json.loads(blocks("json")[0])
    given = runs.simulate(facts, day=DAY).as_json()
    assert told.keys() == given.keys()
    for name in ("annees", "versements", "calendrier", "changements_de_taille", "conventions"):
        assert told[name][0].keys() == given[name][0].keys(), name
    first, mission = given["annees"][0], "acces_aux_soins"
    assert told["annees"][0]["missions"][mission] == first["missions"][mission]
    assert told["versements"][0] == given["versements"][0]
    assert told["calendrier"][0] | {"phrase": ""} == given["calendrier"][0] | {"phrase": ""}


def test_the_national_file_of_the_guide_is_read() -> None:
    table = national.read(blocks("csv")[0])
    assert len(table.rows) == 1
    assert table.rejected == ()
    assert national.compute(table, day=DAY).as_json()["ensemble"]["cpts"] == 1


def test_the_commands_of_the_guide_are_all_there_are() -> None:
    verbs = {words.split()[0] for words in commands()}
    assert verbs
    assert set(maillage.list_commands(click.Context(maillage))) == verbs
