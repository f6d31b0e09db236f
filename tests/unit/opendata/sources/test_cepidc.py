"""Mortality: rates as published, sexes apart, chapters by their words and not by their numbers."""

from pathlib import Path

import pytest

from maillage.opendata.sources import registry
from maillage.opendata.sources.cepidc import schema
from maillage.opendata.sources.source import UnableToRead
from tests.support.sources import figures, load, real, reasons, sample

SOURCE = "cepidc"


def test_sexes_are_apart_and_zero_is_a_rate() -> None:
    loaded = load(SOURCE, sample(SOURCE))
    both = figures(loaded, indicateur="mortalite_standardisee", modalite="tumeurs").sort("code")
    assert both.select("code", "valeur", "secret").rows() == [("09", 200.5, False), ("2A", 180, False), ("974", 0, False)]
    men = figures(loaded, indicateur="mortalite_standardisee_hommes", modalite="tumeurs", code="09")
    assert men["valeur"].to_list() == [260.7]
    assert reasons(loaded) == ["code de département inconnu", "sexe inconnu"]


def test_an_empty_rate_is_not_zero_and_an_unknown_chapter_keeps_its_words() -> None:
    odd = figures(load(SOURCE, sample(SOURCE)), modalite="cause_fictive")
    assert odd.select("valeur", "secret").rows() == [(None, True)]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("7. Maladies de l’appareil circulatoire", "circulatoire"),
        ("12. Maladies de l'appareil circulatoire", "circulatoire"),
        ("18. Covid-19 : U071-U072,U109,U129", "covid_19"),
        ("Toutes causes", "toutes_causes"),
    ],
)
def test_chapters(label: str, key: str) -> None:
    assert schema.cause_of(label) == key


def test_crude_rates_are_refused(tmp_path: Path) -> None:
    crude = tmp_path / "bruts.csv"
    crude.write_text(sample(SOURCE).read_text(encoding="utf-8").replace("Taux standardisé", "Taux brut"), encoding="utf-8")
    with pytest.raises(UnableToRead, match="standardisés"):
        load(SOURCE, crude)


def test_the_real_files_serve_side_by_side() -> None:
    chapters, whole = real("cepidc/mortalite_2023_standardise_all.csv"), real("cepidc/toutes_causes.csv")
    assert (registry.part_of(SOURCE, chapters), registry.part_of(SOURCE, whole)) == ("causes", "toutes_causes")
    loaded = load(SOURCE, chapters)
    known = set(schema._CHAPTERS.values()) - {schema.ALL_CAUSES}
    assert set(figures(loaded)["modalite"]) == known
    assert figures(loaded).height == 101 * 18 * 3
    assert loaded.counts["taux nuls"] == 282
    all_causes = load(SOURCE, whole)
    assert figures(all_causes, code="976")["annee"].min() == 2014
    assert figures(all_causes, code="01", annee=2010)["valeur"].to_list() == [1076.1]
    assert not loaded.rejected
    assert not all_causes.rejected
