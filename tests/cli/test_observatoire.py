"""`maillage observatoire`: the question of a département agent answered, in text and in JSON, with exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from maillage.cli.observatoire import observatoire
from tests.support.perimeters import COLUMNS, region_but

FOIX = COLUMNS.epcis[COLUMNS.row_of["09122"]]


@pytest.fixture(scope="module")
def perimeters(tmp_path_factory):
    path = tmp_path_factory.mktemp("observatoire") / "occitanie.csv"
    rows = [f"{code};{name};{stage};" for _, name, code, stage, _ in region_but("76", [FOIX])]
    path.write_text("\n".join(["code_commune;cpts;stade;date", *rows]) + "\n", encoding="utf-8")
    return str(path)


def run(*args):
    return CliRunner().invoke(observatoire, args)


def test_the_question_of_the_ariege(perimeters):
    told = run("zones-blanches", perimeters, "--departement", "Ariège")
    assert told.exit_code == 0
    assert "communes sur 325 ne sont dans aucune CPTS" in told.stdout
    assert "Foix (09122" in told.stdout
    assert "reste en taille" in told.stdout or "passe de la taille" in told.stdout
    assert "Hypothèse" in told.stdout


def test_the_same_in_json(perimeters):
    told = json.loads(run("zones-blanches", perimeters, "--departement", "09", "--json").stdout)
    assert list(told) == ["source", "fictif", "le", "lieu", "communes", "zones"]
    assert told["lieu"]["communes_sans_cpts"] == len(told["communes"])
    zone = told["zones"][0]
    assert {"creation", "extension", "extension_temporaire"} == {solution["type"] for solution in zone["solutions"]}
    assert {"population_avant", "taille_apres", "montant_apres", "compacite_apres"} <= set(zone["solutions"][1])


def test_coverage_and_places(perimeters):
    told = json.loads(run("couverture", perimeters, "--json").stdout)
    assert len(told["lignes"]) == 13
    assert told["lignes"][0]["code"] == "09"
    assert run("couverture", perimeters, "--region", "Occitanie", "--niveau", "epci").exit_code == 0
    assert run("couverture", perimeters, "--region", "Atlantide").exit_code == 1
    assert run("couverture", perimeters, "--region", "76", "--departement", "09").exit_code == 2


def test_quality_says_by_its_code_whether_there_are_errors(perimeters, tmp_path):
    assert run("qualite", perimeters).exit_code == 0
    wrong = tmp_path / "faux.csv"
    wrong.write_text("code_commune;cpts\n09122;A\n99999;A\n", encoding="utf-8")
    mended = tmp_path / "corrige.csv"
    told = run("qualite", str(wrong), "--corrige", str(mended))
    assert told.exit_code == 1
    assert "99" in told.stdout
    assert "a_verifier" in mended.read_text(encoding="utf-8")


def test_a_plan_is_proposed_edited_and_counted_again(perimeters, tmp_path):
    table = tmp_path / "plan.csv"
    told = run("plan", perimeters, "--region", "76", "--csv", str(table))
    assert told.exit_code == 0
    assert "plus personne n'est sans CPTS" in told.stdout.replace("\n", " ")
    again = json.loads(run("plan", perimeters, "--region", "76", "--modifie", str(table), "--json").stdout)
    assert again["a_la_main"]
    assert again["habitants_laisses"] == 0
    table.write_text("n'importe quoi\n", encoding="utf-8")
    assert run("plan", perimeters, "--region", "76", "--modifie", str(table)).exit_code == 1


def test_signals_and_plan_100(perimeters):
    told = json.loads(run("fragiles", perimeters, "--departement", "09", "--json").stdout)
    assert all(signal["seuil"] for each in told["cpts"] for signal in each["signaux"])
    assert "2.1 Déployer une task-force" in run("plan-100", perimeters).stdout


def test_without_perimeters_it_says_how_to_load_them():
    told = run("couverture")
    assert told.exit_code == 1
    assert "maillage donnees importer perimetres" in told.stderr


def test_an_unreadable_file_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "vide.csv"
    path.write_text("rien\n", encoding="utf-8")
    told = run("couverture", str(path))
    assert told.exit_code == 1
    assert "code_commune" in told.stderr


def test_coverage_ends_with_the_defects_of_the_list(tmp_path: Path) -> None:
    path = tmp_path / "liste fictive.csv"
    path.write_text("code_commune;cpts;stade\n84007;CPTS F;ACI signé\n84007;CPTS G;ACI signé\n84031;CPTS F;ACI signé\n")
    lines = [line for line in run("couverture", str(path)).stdout.replace("\xa0", " ").splitlines() if line]
    found = len(json.loads(run("qualite", str(path), "--json").stdout)["constats"])
    assert found > 1
    assert lines[-2:] == [
        "1 commune dans plusieurs CPTS à la fois, comptée une fois.",
        f"{found} défauts : maillage observatoire qualite '{path}'",
    ]
    assert json.loads(run("couverture", str(path), "--json").stdout)["defauts"] == found
    path.write_text("code_commune;cpts;stade\n84007;CPTS F;ACI signé\n")
    assert "défaut" not in run("couverture", str(path)).stdout
