"""`maillage textes`: one line each, one parameter in full, JSON that keeps its shape, refusals in sentences."""

import json
import re

import pytest
from click.testing import CliRunner, Result

from maillage.cli.textes import textes
from maillage.law import reader


def run(*arguments: str) -> Result:
    return CliRunner().invoke(textes, arguments)


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


def test_the_list_names_every_parameter() -> None:
    result = run()
    assert result.exit_code == 0
    assert all(path in result.output for path in reader.load().parameters)


def test_a_folder_lists_its_parameters_only() -> None:
    result = run("aci/paiement/")
    assert "aci/paiement/avance_mission" in result.output
    assert "aci/fonctionnement" not in result.output


def test_a_parameter_is_told_with_its_texts_and_proofs() -> None:
    output = plain(run("aci/missions/acces_aux_soins/volet_fixe").output)
    assert "Taille 3  90 000 € [transcription]" in output
    assert "Taille 3  non établi [inconnu]" in output
    assert "avenant 2 CPTS (2021), art. 8, modifié (publié le 31/03/2022)" in output


def test_a_day_keeps_one_version() -> None:
    output = plain(run("aci/maximum", "--le", "2020-01-01").output)
    assert "450 000 €" in output
    assert "580 000 €" not in output


def test_json_keeps_its_shape() -> None:
    data = json.loads(run("aci/missions/crise_sanitaire/volet_fixe", "--le", "2026-01-01", "--json").output)
    assert set(data) == {"empreinte", "le", "connu_le", "parametres"}
    (parameter,) = data["parametres"]
    (version,) = parameter["versions"]
    assert version["depuis"] == "2022-09-03"
    assert {"plan": "mise_a_jour", "taille": "taille_3"} in [value["cas"] for value in version["valeurs"]]
    assert [v["valeur"] for v in version["valeurs"] if v["preuve"] == "transcription"] == [22500.0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["aci/fonctionement"], "Chemins voisins : aci/fonctionnement"),
        (["rien/du/tout"], "Aucun paramètre ne s'appelle « rien/du/tout »."),
        (["aci/fonctionnement", "--le", "2018-01-01"], "n'existe pas encore au 1er janvier 2018"),
        (["aci/fonctionnement", "--connu-le", "2019-08-23"], "rien n'était publié"),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_1(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert sentence in plain(result.stderr)
    assert result.stdout == ""


def test_an_impossible_date_is_bad_usage() -> None:
    assert run("aci/fonctionnement", "--le", "2026-02-31").exit_code == 2
