"""The coverage of an instance: nothing, then what was imported, with the defects of the file as it was written."""

import pytest
from click.testing import CliRunner

from maillage.cli.donnees import donnees
from maillage.results import couverture
from maillage.results.couverture.reading import FICTITIOUS
from tests.support.perimeters import DAY, coverage


@pytest.fixture
def instance(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_DIR", str(tmp_path / "instance"))
    return tmp_path


def test_nothing_is_covered_before_a_list_is_imported(instance):
    found = couverture.load(today=DAY)
    assert found.is_empty
    assert found.white_zones() == ()
    assert found.by_level("france")[0].covered == 0
    assert found.all_cpts() == found.history() == ()
    assert found.quality().issues == ()


def test_what_is_imported_answers_at_once_and_its_defects_stay_visible(instance):
    path = instance / "perimetres.csv"
    path.write_text(
        "code_commune;cpts;stade;date\n9122;CPTS de Foix;ACI signé;2022-03-01\n09329;CPTS de Foix;LI;\n", encoding="utf-8"
    )
    told = CliRunner().invoke(donnees, ["importer", "perimetres", str(path)])
    assert told.exit_code == 0, told.output
    found = couverture.load(today=DAY)
    assert not found.fictitious
    assert found.cpts("cpts-de-foix").codes == ("09122", "09329")
    assert "zero_perdu" in found.quality().by_kind
    assert found.source.endswith("liste de 1\N{NO-BREAK SPACE}département sur 101")


def test_fictitious_rows_say_so():
    rows = [("a", "CPTS fictive", "09122", "aci_signe", None)]
    found = couverture.of_rows(rows, today=DAY, fictitious=True, source=FICTITIOUS)
    assert found.fictitious
    assert found.cpts("a").fictitious
    assert found.plan("06").fictitious
    assert found.quality().fictitious
    assert not coverage(rows).fictitious
