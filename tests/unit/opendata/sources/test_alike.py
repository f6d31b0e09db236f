"""A file given to the wrong source is named in one sentence."""

import json
from pathlib import Path

import pytest

from maillage.opendata import assembly
from maillage.opendata.sources import registry
from maillage.opendata.sources.places import Places
from maillage.opendata.sources.source import UnableToRead

RPPS = Path(registry.__file__).parent / "rpps" / "sample.csv"


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


@pytest.mark.parametrize("asked", ["finess", "perimetres"])
def test_another_publication_is_named_with_its_command(places: Places, asked: str) -> None:
    with pytest.raises(UnableToRead, match=r"Annuaire santé.*importer rpps sample\.csv"):
        registry.load(asked, RPPS, places, period="2026")


def test_a_feed_without_one_good_line_is_one_sentence(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "flux-fictif.json"
    sites = [{"informationsGeneralesEGE": {"autreNumero": str(n)}, "etatObjet": "A"} for n in range(1752)]
    path.write_text(json.dumps({"pmej": [{"ege": sites}]}))
    with pytest.raises(UnableToRead, match="ses 1752 lignes sont rejetées, d'abord la ligne 1") as refusal:
        registry.load("finess", path, places, period="2026")
    assert "\n" not in str(refusal.value)
