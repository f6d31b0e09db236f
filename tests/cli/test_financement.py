"""`maillage financement`: amounts out, sentences for what is refused, exit codes 0, 1, 2."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from maillage.cli.financement import financement

DOSSIER = "population: 90000\ncontrat:\n  signe_le: 2025-03-01\n  missions: {acces_aux_soins: {demarre_le: 2025-09-01}}\n"
TABLE = (
    "cpts;population;signe_le;acces_aux_soins;taux_acces_aux_soins\n"
    "CPTS A (fictive);90000;2025-03-01;2025-09-01;0.8\n"
    "CPTS B (fictive);beaucoup;2025-03-01;;\n"
    "CPTS C (fictive);30000;2018-03-01;;\n"
)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "dossier.yaml"
    path.write_text(DOSSIER)
    return path


def _maillage(*arguments: object, text: str | None = None) -> Result:
    return CliRunner().invoke(financement, [str(a) for a in arguments], input=text)


def test_calculer_gives_json(dossier: Path) -> None:
    result = _maillage("calculer", dossier, "--json", "--le", "2026-11-21")
    assert result.exit_code == 0
    year = json.loads(result.stdout)["annees"][0]
    assert year["missions"]["acces_aux_soins"]["volet_fixe"] == 44630.14


def test_calculer_reads_standard_input_and_writes_a_report() -> None:
    result = _maillage("calculer", "-", text=DOSSIER)
    assert result.exit_code == 0
    assert "33\u202f472,60" in result.stdout
    assert "Ce que les textes ne disent pas" in result.stdout


@pytest.mark.parametrize(("option", "sentence"), [("--le", "01/01/2018"), ("--connu-le", "publié")])
def test_a_date_before_the_agreement_is_refused_with_its_reason(dossier: Path, option: str, sentence: str) -> None:
    result = _maillage("calculer", dossier, option, "2018-01-01")
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_each_mistake_of_a_dossier_is_a_line(tmp_path: Path) -> None:
    bad = tmp_path / "faux.yaml"
    bad.write_text("population: -3\ncontrat: {signe_le: 2025-02-31}\n")
    result = _maillage("calculer", bad)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2


def test_a_missing_file_is_bad_usage() -> None:
    result = _maillage("calculer", "absent.yaml")
    assert result.exit_code == 2
    assert "absent.yaml" in result.stderr


def test_a_binary_file_is_refused_without_a_trace(tmp_path: Path) -> None:
    junk = tmp_path / "image.yaml"
    junk.write_bytes(bytes(range(256)))
    result = _maillage("calculer", junk)
    assert result.exit_code == 1
    assert "YAML" in result.stderr


def test_national_keeps_good_rows_and_lists_bad_ones() -> None:
    result = _maillage("national", "-", "--json", text=TABLE)
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert [row["cpts"] for row in data["cpts"]] == ["CPTS A (fictive)"]
    assert [rejection.split(",")[0] for rejection in data["rejets"]] == ["Ligne 3", "Ligne 4"]
    assert data["ensemble"]["acquis"] == data["cpts"][0]["acquis"]
    assert "2 lignes refusées" in _maillage("national", "-", text=TABLE).stdout


def test_proof_stands_beside_each_sum_in_json_and_in_text() -> None:
    data = json.loads(_maillage("national", "-", "--json", text=TABLE).stdout)
    row = data["cpts"][0]
    assert row["preuves"] == data["ensemble"]["preuves"]
    assert list(row["preuves"]) == ["acquis", "probable", "en_jeu"]
    assert row["preuves"]["acquis"] in ("transcription", "déduit")
    told = _maillage("national", "-", text=TABLE).stdout
    for words in ("dû", "selon indicateurs", "à obtenir", f"[{row['preuves']['acquis']}]"):
        assert words in told


def test_national_names_unknown_and_missing_columns() -> None:
    unknown = _maillage("national", "-", text="cpts;population;signe_le;couleur\n")
    assert (unknown.exit_code, "couleur" in unknown.stderr) == (1, True)
    missing = _maillage("national", "-", text="cpts;population\nA;1\n")
    assert (missing.exit_code, "signe_le" in missing.stderr) == (1, True)


EXCEL = (
    "\ufeffCPTS;Population;signe_le;acces_aux_soins;taux_acces_aux_soins;crise_reconnue\r\n"
    "CPTS A (fictive);90\u00a0000;01/03/2025;01/09/25;0,8;oui\r\n"
    "CPTS B (fictive);90 000,00;45717;1er septembre 2025;80 %;Non\r\n"
    ";;;;;\r\n"
    "cpts a (FICTIVE);80000;2025-03-01;;;\r\n"
)


def test_national_reads_what_excel_writes_in_france_and_tells_a_cpts_given_twice() -> None:
    result = _maillage("national", "-", "--json", text=EXCEL)
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert [(row["cpts"], row["population"]) for row in data["cpts"]] == [
        ("CPTS A (fictive)", 90_000),
        ("CPTS B (fictive)", 90_000),
    ]
    assert data["cpts"][0]["acquis"] == data["cpts"][1]["acquis"]
    assert data["rejets"] == [
        "Ligne 5, cpts a (FICTIVE) : cette CPTS est déjà à la ligne 2, seule comptée ; gardez-en une, ou distinguez leurs noms."
    ]
    tabs = _maillage("national", "-", "--json", text=EXCEL.replace(";", "\t"))
    assert json.loads(tabs.stdout)["cpts"] == data["cpts"]


def test_national_fails_when_nothing_is_computed() -> None:
    refused = _maillage("national", "-", text="cpts;population;signe_le\nCPTS F;beaucoup;bientôt\n")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "« beaucoup » n'est pas une population" in refused.stderr
    assert _maillage("national", "-", text="cpts;population;signe_le\n").exit_code == 1
