"""Tables of any form and size give the same rows: blocks, encodings, line ends, headers that move, damaged files."""

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from maillage.opendata.sources import rows
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.rows import header_of, rows_of
from maillage.opendata.sources.source import UnableToRead

WANTED = {"code": ("Code",), "valeur": ("Valeur",), "note": ("Note",)}


def _rows(path: Path) -> list[tuple[object, ...]]:
    return rows_of(path, WANTED, optional=("note",)).frame.rows()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(("Titre;;", "Code;Valeur;Libellé", "9122; 3 ;Foix, été", "01001;_Z;x", "")).encode(encoding))
    assert _rows(path) == [(3, "9122", "3", None), (4, "01001", None, None)]


def test_lines_keep_their_number_from_block_to_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows.blocks
    monkeypatch.setattr(rows, "blocks", lambda file, path: whole(file, path, 64))
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress("\n".join(("Code,Valeur", *(f"{n},{n * 2}" for n in range(500)))).encode()))
    read = rows_of(path, {"code": ("Code",), "valeur": ("Valeur",)}, keep=lambda frame: frame.filter(pl.col("valeur") == "200"))
    assert read.lines == 500
    assert read.frame.rows() == [(102, "100", "200")]


def test_json_and_parquet_give_the_same_rows(tmp_path: Path) -> None:
    records = [{"Code": "9122", "Valeur": 3}, {"Code": "01001", "Valeur": None}]
    (tmp_path / "a.json").write_text(json.dumps({"results": records}))
    pl.DataFrame(records).write_parquet(tmp_path / "a.parquet")
    for name in ("a.json", "a.parquet"):
        assert _rows(tmp_path / name) == [(1, "9122", "3", None), (2, "01001", None, None)]
        assert header_of(tmp_path / name) == ["Code", "Valeur"]


def test_ragged_lines_and_repeated_titles(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Code;Valeur;Valeur;\n1;2;3;4;5;6\n7;8\n")
    assert _rows(path) == [(2, "1", "2", None), (3, "7", "8", None)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"Rien;du tout\n1;2\n", "en-tête"),
        ("a.json", b'{"results": [', "JSON"),
        ("a.json", b'{"autre": 1}', "enregistrements"),
        ("a.parquet", b"PAR1 coupe", "abîmé"),
        ("a.csv.gz", gzip.compress(b"Code;Valeur\n" + b"1;2\n" * 10_000, mtime=0)[:60], "abîmé"),
        ("a.csv", b"", "aucune ligne"),
    ],
)
def test_damaged_or_foreign_files_are_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnableToRead, match=said):
        rows_of(path, WANTED, optional=("note",))


def test_progress_ends_at_the_size(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Code;Valeur\n" + "1;2\n" * 100)
    seen: list[tuple[int, int]] = []
    rows_of(path, {"code": ("Code",)}, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)
    assert LINE == "ligne"
