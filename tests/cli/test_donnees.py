"""`maillage donnees`: what answers, and the warehouse of the instance."""

import json

import pytest
from click.testing import CliRunner

from maillage.cli.donnees import donnees


@pytest.fixture
def instance(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DIR", str(tmp_path))
    return tmp_path


def run(*args):
    return CliRunner().invoke(donnees, list(args))


def test_the_embedded_data_answer_first(instance):
    told = json.loads(run("etat", "--json").stdout)
    assert told["embarque"] is True
    assert told["probleme"] == ""
    assert all(file["intact"] for file in told["fichiers"])
    assert {source["licence"] for source in told["sources"]} == {"Licence Ouverte 2.0"}


def test_a_built_warehouse_answers_then(instance):
    assert run("construire").exit_code == 0
    assert run("construire").exit_code == 0
    told = json.loads(run("etat", "--json").stdout)
    assert told["embarque"] is False
    assert told["construit_par"] == "maillage donnees construire"


def test_a_damaged_warehouse_is_said_and_the_embedded_data_answer(instance):
    run("construire")
    (instance / "entrepot" / "manifest.json").write_text("{}", encoding="utf-8")
    result = run("etat")
    assert result.exit_code == 1
    assert "illisible" in result.stdout
    assert "données embarquées" in result.stdout


def test_an_impossible_folder_is_a_sentence(instance, monkeypatch):
    (instance / "plein").write_text("", encoding="utf-8")
    monkeypatch.setenv("MAILLAGE_DIR", str(instance / "plein"))
    result = run("construire")
    assert result.exit_code == 1
    assert "rien n'a changé" in result.stderr
