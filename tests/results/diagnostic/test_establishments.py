"""Emergency departments and maternities come from two files: each is counted once, under the name of the one that told it."""

from datetime import date
from pathlib import Path

import pytest

from maillage.opendata import assembly
from maillage.opendata.snapshots import intake
from maillage.results import etablissements
from maillage.results.diagnostic import diagnose
from tests.support.sources import places, sample

IN_THE_REGISTER, IN_THE_BPE = "12218", "09122"
CARE = (
    "nofinessej;rsej;activite;libactivite;modalite;libmodalite;forme;libforme;nofinesset\n"
    "1;x;14;Médecine d'urgence;30;Structure des urgences;00;;120000003\n"
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAILLAGE_DIR", str(tmp_path / "instance"))
    stock, care = tmp_path / "etablissements.csv", tmp_path / "activites.csv"
    stock.write_bytes(sample("finess").read_bytes())
    care.write_text(CARE, encoding="utf-8")
    _take(tmp_path / "instance", "finess", intake.bundle([stock, care], tmp_path / "finess.zip"))
    return tmp_path / "instance"


def _take(home: Path, source: str, path: Path) -> None:
    assert intake.take(home, intake.Given(source, path, date(2026, 1, 1)), places(), force=True).kept
    assembly.assemble(home, built_by="test", known=places())


def _emergencies(code: str) -> tuple[str, str, int]:
    """Sources of the figure and of the list, and how many are listed."""
    measured = diagnose([code]).views["etablissements_urgences"].measured
    listed = etablissements.structures([code], families=["urgences"])
    assert (measured.value or 0) == len(listed.items)
    return measured.source, listed.source, len(listed.items)


def test_the_register_tells_them_when_it_is_alone(home: Path) -> None:
    source, listed, count = _emergencies(IN_THE_REGISTER)
    assert ("FINESS" in source, listed, count) == (True, "FINESS", 1)


def test_the_bpe_tells_them_when_it_is_there(home: Path, tmp_path: Path) -> None:
    equipment = tmp_path / "bpe.csv"
    equipment.write_bytes(sample("bpe").read_bytes())
    _take(home, "bpe", equipment)
    source, listed, count = _emergencies(IN_THE_BPE)
    assert ("équipements" in source, listed, count) == (True, "BPE", 1)
    assert _emergencies(IN_THE_REGISTER)[2] == 0
    assert diagnose([IN_THE_REGISTER]).views["etablissements_ehpad"].measured.source.endswith("médico-sociaux")
