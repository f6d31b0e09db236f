"""The quality report: each defect named with its lines, nothing mended in silence, a corrected file that can be read again."""

import csv
from datetime import date

import pytest

from maillage.results import couverture
from tests.support.perimeters import DAY, coverage, region_but

HEADER = "code_commune;cpts;stade;date\n"


def report(tmp_path, lines, header=HEADER):
    path = tmp_path / "perimetres.csv"
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return couverture.read_file(path, today=DAY).quality()


def only(found, kind):
    issues = [issue for issue in found.issues if issue.kind == kind]
    assert len(issues) == 1, found.by_kind
    return issues[0]


@pytest.mark.parametrize(
    ("kind", "lines", "where"),
    [
        ("ligne_incomplete", ["09122;A;ACI;", ";A;ACI;"], (3,)),
        ("ligne_incomplete", ["09122;A;ACI;", "09225;;ACI;"], (3,)),
        ("code_inconnu", ["09122;A;ACI;", "31999;A;ACI;"], (3,)),
        ("hors_champ", ["09122;A;ACI;", "98735;A;ACI;"], (3,)),
        ("zero_perdu", ["9122;A;ACI;"], (2,)),
        ("doublon", ["09122;A;ACI;", "09122;A;ACI;"], (2, 3)),
        ("commune_disputee", ["09122;Alpha;ACI;", "09122;Beta;ACI;"], (2, 3)),
        ("ville_et_arrondissements", ["69123;Alpha;ACI;", "69383;Beta;ACI;"], (2,)),
        ("ville_et_arrondissements", ["75056;Alpha;ACI;", "75056;Beta;ACI;"], (2, 3)),
        ("stade_illisible", ["09122;A;peut-être;"], (2,)),
        ("date_illisible", ["09122;A;ACI;bientôt"], (2,)),
        ("date_future", ["09122;A;ACI;2031-01-01"], (2,)),
        ("stades_contradictoires", ["09122;A;ACI;", "09225;A;LI;"], (2, 3)),
    ],
)
def test_a_defect_is_told_with_its_lines(tmp_path, kind, lines, where):
    issue = only(report(tmp_path, lines), kind)
    assert issue.lines == where
    assert issue.sentence
    assert issue.remedy


def test_a_clean_file_has_nothing_to_say(tmp_path):
    found = report(tmp_path, [f"{code};CPTS de Foix;ACI;2022-03-01" for code in ("09122", "09329")])
    assert found.issues == ()
    assert found.is_clean


def test_a_commune_far_away_is_probably_a_namesake(tmp_path):
    near = ["09122", "09329", "09121", "09264"]
    rows = [f"{code};CPTS de Foix;ACI;" for code in near] + ["81207;CPTS de Foix;ACI;"]
    issue = only(report(tmp_path, rows), "homonyme_probable")
    assert issue.lines == (6,)
    assert "09207" in issue.remedy
    assert "Rien n'est changé" in issue.remedy


def test_pieces_that_do_not_touch_are_told(tmp_path):
    found = report(tmp_path, [f"{code};CPTS;ACI;" for code in ("09122", "09329", "09225")])
    issue = only(found, "morceaux")
    assert issue.codes == ("09122", "09329")


@pytest.mark.parametrize(
    ("first", "second", "may_be_one"),
    [
        ("CPTS du Pays de Foix", "CPTS Pays de Foix", True),
        ("CPTS Vallée d'Olmes", "CPTS Vallée d'Olme", True),
        ("CPTS Toulouse Nord", "CPTS Toulouse Sud", False),
        ("CPTS Paris 13", "CPTS Paris 14", False),
        ("CPTS de Foix", "CPTS de Pamiers", False),
    ],
)
def test_names_that_may_be_one(tmp_path, first, second, may_be_one):
    found = report(tmp_path, [f"09122;{first};ACI;", f"09225;{second};ACI;"])
    assert ("noms_proches" in found.by_kind) is may_be_one


def test_the_corrected_file_says_what_it_changed_and_reads_again(tmp_path):
    lines = ["9122;A;ACI;2022-03-01", "9122;A;ACI;2022-03-01", "31999;A;ACI;", "09225;=cmd;LI;"]
    found = report(tmp_path, lines)
    rows = list(csv.DictReader(found.corrected.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines(), delimiter=";"))
    assert [row["code_commune"] for row in rows] == ["09122", "31999", "09225"]
    assert rows[0]["correction"] == "zéro de tête remis"
    assert rows[0]["a_verifier"] == ""
    assert rows[1]["a_verifier"]
    assert rows[2]["cpts"].startswith("'=")
    again = tmp_path / "corrige.csv"
    again.write_text(found.corrected, encoding="utf-8")
    kinds = couverture.read_file(again, today=DAY).quality().by_kind
    assert "zero_perdu" not in kinds
    assert "doublon" not in kinds
    assert "code_inconnu" in kinds


def test_fragile_signals_have_a_sentence_and_no_score():
    rows = region_but("94", (), "lettre_intention")
    dated = [(cpts, name, code, stage, date(2024, 1, 1)) for cpts, name, code, stage, _ in rows]
    found = coverage(dated).fragilities()
    assert found
    for each in found:
        states = {signal.kind.key: signal for signal in each.signals}
        assert states["lettre_sans_suite"].state == "signale"
        assert "1er janvier 2024" in states["lettre_sans_suite"].sentence
        assert states["adhesion"].state == "inconnu"
        assert all(signal.sentence and signal.kind.threshold for signal in each.signals)
    early = coverage(dated, date(2025, 3, 1)).fragilities()
    assert all(signal.state != "signale" for each in early for signal in each.signals if signal.kind.key == "lettre_sans_suite")
