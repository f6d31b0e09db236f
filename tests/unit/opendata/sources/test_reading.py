"""A list that a person or a publisher spoils is read all the same, or refused with what to do."""

import gzip
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.reading import LINE, csv_lines
from maillage.opendata.sources.rows import rows_of
from maillage.opendata.sources.source import UnableToRead

WANTED = (("code_commune", "insee"), "cpts")
GOOD = "code_commune;cpts;note\n09122;CPTS A;x\n09225;CPTS B;y\n"
CELLS = [("09122", "CPTS A"), ("09225", "CPTS B")]


def _read(folder: Path, content: bytes, name: str = "liste.csv") -> pl.DataFrame:
    path = folder / name
    path.write_bytes(content)
    return csv_lines(path, wanted=WANTED)


def _zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.replace(";", "\t").encode(),
        GOOD.replace("\n", "\r").encode(),
        gzip.compress(GOOD.encode()),
        _zipped(**{"liste.csv": GOOD.encode(), "__MACOSX/._liste.csv": b"\0\1", ".DS_Store": b"\0"}),
    ],
    ids=["utf-8", "bom", "utf-16", "tabulations", "vieux-mac", "gz", "zip-de-mac"],
)
def test_the_same_list_in_any_wrapping(tmp_path: Path, content: bytes) -> None:
    assert _read(tmp_path, content).select("code_commune", "cpts").rows() == CELLS


def test_columns_of_the_file_never_take_the_place_of_the_number_of_the_line(tmp_path: Path) -> None:
    content = GOOD.replace("note", "ligne").replace("cpts;", "cpts ;").encode()
    assert _read(tmp_path, content)[LINE].to_list() == [2, 3]
    found = rows_of(tmp_path / "liste.csv", {"cpts": ("cpts",)}).frame
    assert found.rows() == [(2, "CPTS A"), (3, "CPTS B")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD[:-8].encode(), "sa dernière ligne (« 09225;C ») n'est pas entière"),
        (GOOD.replace("09225", '"09225').encode(), "ligne 3 : un guillemet n'est pas refermé"),
        (
            GOOD.replace("cpts", "structure").encode(),
            "Il manque « cpts » dans « liste.csv », qui a les colonnes : code_commune, st",
        ),
        (b"<?xml version='1.0'?><a/>", "fichier XML"),
        (b"a;b\n1;2\n", "n'a pas la ligne d'en-tête attendue (colonnes « code_commune », « cpts »)"),
        (gzip.compress(GOOD.encode() * 500)[:-20], "abîmé ou coupé"),
    ],
)
def test_what_is_spoilt_is_refused_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(UnableToRead) as refusal:
        _read(tmp_path, content)
    assert said in str(refusal.value)


def test_a_last_line_without_line_end_is_read(tmp_path: Path) -> None:
    assert len(_read(tmp_path, GOOD.rstrip("\n").encode())) == 2


def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_WHOLE", 1 << 20)
    monkeypatch.setattr(opening, "_LINE", 1 << 20)
    bomb = gzip.compress(b"\0" * (64 << 20))
    with pytest.raises(UnableToRead, match="bien plus grand"):
        _read(tmp_path, bomb, "bombe.csv.gz")
    with pytest.raises(UnableToRead, match="bien plus grand"):
        rows_of(tmp_path / "bombe.csv.gz", {"cpts": ("cpts",)})


def test_a_line_of_separators_alone_is_read_no_wider_than_a_table(tmp_path: Path) -> None:
    wide = tmp_path / "large.csv"
    wide.write_text(";".join(["09122"] * 100_000))
    assert len(reading._cells(wide.read_text(), ";")) == 2_000
    with pytest.raises(UnableToRead, match="en-tête"):
        csv_lines(wide, wanted=("code_commune", "cpts"))
