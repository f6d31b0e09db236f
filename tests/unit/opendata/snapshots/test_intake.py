"""The gate: what is taken is kept with its digest, what is strange never replaces the last good file."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from maillage.opendata import assembly
from maillage.opendata.snapshots import intake, store, tables
from maillage.opendata.snapshots.intake import Given, Refused, take
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import UnableToRead
from maillage.opendata.warehouse.extra import shaped
from maillage.opendata.warehouse.opened import open_warehouse

DAY = date(2026, 11, 21)
HEADER = "code_commune;cpts;stade;date"
LINES = [f"{code};CPTS A;ACI;" for code in ("09122", "09225", "09261", "31555", "12218")]


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


def listed(folder: Path, *lines: str, name: str = "perimetres.csv") -> Given:
    path = folder / name
    path.write_text("\n".join((HEADER, *lines)) + "\n")
    return Given("perimetres", path, DAY)


def test_a_file_is_kept_under_its_period_and_digest(places: Places, tmp_path: Path) -> None:
    taken = take(tmp_path, listed(tmp_path, *LINES, name="perimetres_2026-09-15.csv"), places)
    (kept,) = store.listed(tmp_path, "perimetres")
    assert taken.kept
    assert kept.period == kept.published == "2026-09-15"
    assert kept.file == f"2026-09-15_2026-09-15_{kept.sha256[:12]}.csv"
    assert store.is_intact(tmp_path, kept)
    assert len(tables.tables_of(tmp_path, kept, places)["perimetres"]) == 5


def test_the_same_file_again_changes_nothing(places: Places, tmp_path: Path) -> None:
    given = listed(tmp_path, *LINES)
    take(tmp_path, given, places)
    again = take(tmp_path, given, places)
    assert not again.kept
    assert "déjà" in again.remark
    assert len(store.listed(tmp_path, "perimetres")) == 1


def test_a_trial_keeps_nothing(places: Places, tmp_path: Path) -> None:
    assert not take(tmp_path, listed(tmp_path, *LINES), places, trial=True).kept
    assert store.listed(tmp_path, "perimetres") == []


def test_a_short_file_is_refused_unless_forced(places: Places, tmp_path: Path) -> None:
    take(tmp_path, listed(tmp_path, *LINES), places)
    short = listed(tmp_path, *LINES[:2])
    with pytest.raises(Refused, match="coupé"):
        take(tmp_path, short, places)
    assert len(store.listed(tmp_path, "perimetres")) == 1
    assert take(tmp_path, short, places, force=True).kept


def test_too_many_rejected_lines_are_refused(places: Places, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="rejetées"):
        take(tmp_path, listed(tmp_path, *LINES, "99999;CPTS A;;", "99998;CPTS A;;"), places)


def test_a_file_of_another_kind_is_refused(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(UnableToRead):
        take(tmp_path, Given("perimetres", path, DAY), places)
    assert not (tmp_path / "instantanes" / "perimetres").exists()


def test_parts_stand_side_by_side_and_the_newest_of_each_serves(places: Places, tmp_path: Path) -> None:
    for name, period, lines in (
        ("occitanie", "2026-01", LINES),
        ("occitanie", "2026-06", LINES[:4]),
        ("corse", "2025", ["2A004;CPTS C;;"]),
    ):
        given = listed(tmp_path, *lines)
        take(tmp_path, Given("perimetres", given.path, DAY, period, name), places)
    assembly.assemble(tmp_path, built_by="test", known=places)
    warehouse = open_warehouse(tmp_path / "entrepot")
    assert {(s.period, s.part) for s in warehouse.manifest.snapshots} == {("2026-06", "occitanie"), ("2025", "corse")}
    assert len(warehouse.table("perimetres")) == 5


def test_real_rows_push_out_generated_ones_at_once(places: Places, tmp_path: Path) -> None:
    (tmp_path / "fictif").mkdir()
    invented = shaped("perimetres", [{"cpts": "x", "nom": "X", "commune": "75056", "fictif": True}])
    invented.write_parquet(tmp_path / "fictif" / "perimetres.parquet")
    rates = [
        {"source": source, "indicateur": "i", "niveau": "france", "code": "FR", "fictif": True} for source in ("apl", "bpe")
    ]
    shaped("indicateurs", rates).write_parquet(tmp_path / "fictif" / "indicateurs.parquet")
    assembly.assemble(tmp_path, built_by="test", known=places)
    before = open_warehouse(tmp_path / "entrepot")
    assert before.is_fictitious("perimetres")
    assert before.table("perimetres")["commune"].to_list() == ["75056"]
    take(tmp_path, listed(tmp_path, *LINES), places)
    assembly.assemble(tmp_path, built_by="test", known=places)
    after = open_warehouse(tmp_path / "entrepot")
    assert not after.is_fictitious("perimetres")
    assert not after.table("perimetres")["fictif"].any()
    assert after.is_fictitious("indicateurs")
    assert after.manifest.stamp != before.manifest.stamp


def test_generated_indicators_go_source_by_source(tmp_path: Path) -> None:
    invented = shaped("indicateurs", [{"source": s, "code": "FR", "fictif": True} for s in ("apl", "bpe")])
    real = shaped("indicateurs", [{"source": "apl", "code": "01001"}])
    kept = assembly._not_replaced(invented, [real], ("source",))
    assert kept["source"].to_list() == ["bpe"]
    assert assembly._not_replaced(invented, [real.clear()], ("source",)).equals(invented)


def test_an_invented_file_says_so_on_each_row(places: Places, tmp_path: Path) -> None:
    take(tmp_path, listed(tmp_path, *LINES, name="perimetres-fictifs.csv"), places)
    assembly.assemble(tmp_path, built_by="test", known=places)
    assert open_warehouse(tmp_path / "entrepot").table("perimetres")["fictif"].all()


def test_tables_are_read_again_from_the_snapshot_when_they_are_lost(places: Places, tmp_path: Path) -> None:
    snapshot = take(tmp_path, listed(tmp_path, *LINES), places).snapshot
    for path in sorted((tmp_path / "tables").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert isinstance(tables.tables_of(tmp_path, snapshot, places)["perimetres"], pl.DataFrame)


def test_a_damaged_snapshot_stops_the_build(places: Places, tmp_path: Path) -> None:
    snapshot = take(tmp_path, listed(tmp_path, *LINES), places).snapshot
    assembly.assemble(tmp_path, built_by="test", known=places)
    stamp = open_warehouse(tmp_path / "entrepot").manifest.stamp
    path = store.path_of(tmp_path, snapshot)
    path.chmod(0o644)
    path.write_text("abîmé")
    for table in (tmp_path / "tables").rglob("*.parquet"):
        table.unlink()
    for folder in (tmp_path / "tables" / "perimetres" / snapshot.stem).iterdir():
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
    with pytest.raises(UnableToRead, match="empreinte"):
        assembly.assemble(tmp_path, built_by="test", known=places)
    assert open_warehouse(tmp_path / "entrepot").manifest.stamp == stamp


def test_only_one_command_changes_the_data(tmp_path: Path) -> None:
    with store.alone(tmp_path), pytest.raises(store.Busy), store.alone(tmp_path):
        pass


def test_a_period_that_nothing_says_is_asked(places: Places, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--periode"):
        path = tmp_path / "cepidc.csv"
        path.write_text("x")
        intake.take(tmp_path, Given("cepidc", path, DAY), places)


def test_a_file_that_may_not_be_read_is_told_so(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(store, "digest_of", forbidden)
    with pytest.raises(UnableToRead, match="protégé"):
        take(tmp_path, listed(tmp_path, *LINES), places)


def test_a_vintage_that_is_only_the_day_of_the_import_is_told(places: Places, tmp_path: Path) -> None:
    assert "--publie-le" in take(tmp_path, listed(tmp_path, *LINES), places, trial=True).remark
    assert not take(tmp_path, listed(tmp_path, *LINES, name="perimetres_2026-09-15.csv"), places, trial=True).remark


def _serving(home: Path) -> str:
    (kept,) = store.serving(store.listed(home, "perimetres"), several_periods=False)
    return kept.sha256


def test_of_two_files_of_the_same_day_the_last_one_serves_and_the_first_may_come_back(places: Places, tmp_path: Path) -> None:
    files = [listed(tmp_path, *LINES[turn:], *LINES[:turn], name=f"liste{turn}.csv") for turn in range(4)]
    for given in (*files, *files):
        taken = take(tmp_path, given, places)
        assert taken.kept
        assert _serving(tmp_path) == taken.snapshot.sha256
    assert len(store.listed(tmp_path, "perimetres")) == len(files)


def test_an_older_file_is_kept_and_said_not_to_serve(places: Places, tmp_path: Path) -> None:
    newer = take(tmp_path, listed(tmp_path, *LINES, name="perimetres_2026-09-15.csv"), places)
    older = take(tmp_path, listed(tmp_path, *reversed(LINES), name="perimetres_2026-03-01.csv"), places)
    assert older.kept
    assert "plus récent sert déjà (période 2026-09-15)" in older.remark
    assert _serving(tmp_path) == newer.snapshot.sha256
