"""Zoning: lines before the header, zones by their number, arrondissements rather than cities, nothing for what is not published."""

from pathlib import Path

import pytest

from maillage.opendata.sources import registry
from maillage.opendata.sources.cartosante import schema
from maillage.opendata.sources.source import UnableToRead
from tests.support.sources import load, real, reasons, sample

SOURCE = "cartosante"


def test_the_sample() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    assert loaded.tables["zonage"].select("commune", "profession", "zone", "libelle").rows() == [
        ("09122", "infirmier", "2", "Sous-dotée"),
        ("09225", "infirmier", "1", "Très sous-dotée"),
        ("75101", "infirmier", "3", "Intermédiaire"),
        ("12218", "infirmier", "5", "Sur-dotée"),
    ]
    assert reasons(loaded) == ["code de commune inconnu, même parmi les anciens", "zone inconnue"]
    assert loaded.rejected[0].line == 10
    assert loaded.counts["communes sans zonage publié"] == 1
    assert registry.part_of(SOURCE, sample(SOURCE)) == "infirmier"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("3_intermediaire", "3"),
        ("Très sous dotée", "1"),
        ("ZIP", "zip"),
        ("Zone d'action complémentaire", "zac"),
        ("6_rien", None),
    ],
)
def test_zones(text: str, zone: str | None) -> None:
    found = schema.zone_of(text)
    assert (found[0] if found else None) == zone


def test_former_communes_of_different_zones_give_none(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    path.write_text(
        "CartoSanté\nx\ny\nCode;Libellé;Zonage sages-femmes\n12076;a;1_x\n12218;b;4_x\n09122;c;2_x\n", encoding="cp1252"
    )
    loaded = load(SOURCE, path)
    assert loaded.tables["zonage"].select("commune", "profession").rows() == [("09122", "sage_femme")]
    assert reasons(loaded) == ["communes réunies depuis, de zones différentes"]


def test_another_indicator_of_the_atlas_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "libre.csv"
    path.write_text("CartoSanté\nx\nCode;Libellé;Densité\n09122;Foix;3\n", encoding="utf-8")
    with pytest.raises(UnableToRead, match="Zonage"):
        load(SOURCE, path)


def test_the_real_file() -> None:
    loaded = load(SOURCE, real("cartosante/zonage-raw.csv"))
    table = loaded.tables["zonage"]
    assert dict(table["zone"].value_counts().rows()) == {"1": 1400, "2": 4257, "3": 15676, "4": 8792, "5": 4792}
    assert table["commune"].is_unique().all()
    assert not set(table["commune"]) & {"75056", "13055", "69123"}
    assert {"75101", "13201", "69381"} <= set(table["commune"])
    assert not loaded.rejected
