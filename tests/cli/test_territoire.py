"""`maillage territoire decrire`: text, JSON, lists, exit codes."""

import json

import pytest
from click.testing import CliRunner

from maillage.cli.territoire import territoire


def run(*args, stdin=None):
    return CliRunner().invoke(territoire, ["decrire", *args], input=stdin)


def as_json(*args, stdin=None):
    return json.loads(run(*args, "--json", stdin=stdin).stdout)


@pytest.mark.parametrize(
    ("codes", "population", "taille"),
    [
        (["13055"], 886_040, 4),
        (["13201", "13202"], 61_977, 2),
        (["2A004"], 76_320, 2),
        (["97411"], 155_634, 3),
        (["01015"], 710, 1),
    ],
)
def test_population_and_size(codes, population, taille):
    told = as_json(*codes)
    assert (told["population"], told["taille"], told["refus"]) == (population, taille, [])
    assert told["millesime"] == "2023"
    assert told["populations"]["2018"] is None
    assert run(*codes).exit_code == 0


def test_the_keys_of_the_json_are_stable():
    assert list(as_json("84007")) == [
        "codes",
        "population",
        "millesime",
        "populations",
        "evolution",
        "evolution_periode",
        "taille",
        "taille_preuve",
        "manque_pour_la_taille_suivante",
        "ages",
        "communes",
        "epci",
        "departements",
        "regions",
        "morceaux",
        "trous",
        "remarques",
        "refus",
    ]


def test_a_retired_code_is_explained():
    result = run("05043")
    assert result.exit_code == 0
    assert "Aubessagne (05039)" in result.stdout


def test_a_refused_code_is_said_and_fails_but_the_others_are_described():
    result = run("84007", "97501")
    assert result.exit_code == 1
    assert "92\u202f188" in result.stdout
    assert "hors du champ" in result.stderr


def test_only_refused_codes():
    result = run("99999")
    assert result.exit_code == 1
    assert "Aucune commune" in result.stdout


def test_no_code_is_bad_usage():
    assert run().exit_code == 2


def test_codes_from_standard_input_and_from_a_file(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("code_insee;nom\n84031;Carpentras\nxxxxx;?\n", encoding="utf-8")
    told = as_json("-", "--fichier", str(path), stdin="84007\n")
    assert told["codes"] == ["84007", "84031"]
    assert told["refus"][0]["ligne"] == 3


def test_an_unreadable_file_is_a_sentence(tmp_path):
    path = tmp_path / "liste.xlsx"
    path.write_bytes(b"pas un tableur")
    result = run("--fichier", str(path))
    assert result.exit_code == 1
    assert "tableur" in result.stderr
    assert run("--fichier", str(tmp_path / "absent.csv")).exit_code == 2


def test_before_the_agreement_there_is_no_size():
    told = as_json("84007", "--le", "2018-01-01")
    assert told["taille"] is None
    assert told["population"] == 92_188
