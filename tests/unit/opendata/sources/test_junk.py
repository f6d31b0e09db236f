"""Whatever file is given to whichever source: a sentence, never a trace."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from maillage.opendata import assembly
from maillage.opendata.sources import registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import UnableToRead


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "rien;de;bon\n" * 400)
    return buffer.getvalue()


GZ = gzip.compress(b"a;b\n1;2\n" * 4_000, mtime=0)
JUNK = {
    "vide.csv": b"",
    "octets.csv": bytes(range(256)) * 20,
    "page.csv": b"<!doctype html><html><body>Maintenance</body></html>",
    "guillemets.csv": b'"a;b\n"1;2\n3;"4"5";6\n',
    "json.json": b'{"pmej": [',
    "classeur.xlsx": b"PK\x03\x04 pas un classeur",
    "archive.zip": _zip("a.csv", "b.csv"),
    "archive-coupee.zip": _zip("a.csv")[:-40],
    "archive-abimee.zip": _zip("a.csv").replace(b"PK\x03\x04", b"PK\x03\x05", 1),
    "coupe.csv.gz": GZ[:-30],
    "abime.csv.gz": GZ[:20] + b"\xff" * 20 + GZ[40:],
}


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


@pytest.mark.parametrize("name", JUNK)
@pytest.mark.parametrize("source", registry.names())
def test_junk_is_refused_with_a_sentence(source: str, name: str, places: Places, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(JUNK[name])
    registry.period_of(source, path)
    registry.part_of(source, path)
    with pytest.raises(UnableToRead) as refusal:
        registry.load(source, path, places, period="2026")
    assert str(refusal.value).endswith((".", "?"))
    assert len(str(refusal.value)) > 30


def test_every_source_says_where_it_comes_from_and_has_an_invented_sample() -> None:
    folder = Path(registry.__file__).parent
    assert {"rpps", "finess", "perimetres"} <= set(registry.names())
    for source in registry.all_sources():
        assert source.name in registry.names()
        assert source.publisher
        assert source.licence
        assert source.tables
        assert all(address.startswith("https://") for address in (source.address, *source.downloads) if address)
        assert (folder / source.name / "README.md").exists()
        samples = list((folder / source.name).glob("sample*"))
        assert samples
