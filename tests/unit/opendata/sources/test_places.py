"""From codes and postal addresses to present communes."""

import pytest

from maillage.opendata import assembly
from maillage.opendata.sources.places import Places


@pytest.fixture(scope="module")
def places() -> Places:
    return assembly.places()


@pytest.mark.parametrize(
    ("postal_code", "town", "commune"),
    [
        ("09000", "Foix", "09122"),
        ("09200", "ST GIRONS", "09261"),
        ("75014", "Paris", "75114"),
        ("75674", "PARIS CEDEX 14", "75114"),
        ("69421", "LYON CEDEX 03", "69383"),
        ("13284", "MARSEILLE CEDEX 7", "13207"),
        ("75480", "PARIS CEDEX", "75056"),
        ("69003", "LYON", "69383"),
        ("34280", "MAUGUIO", "34154"),
        ("97110", "LES ABYMES", "97101"),
        ("37000", "STRASBOURG", None),
        ("75014", "LYON", None),
        ("6000", "CHARLEROI", None),
        ("27240", "DAMVILLE", "27198"),
        ("44156", "ANCENIS", "44003"),
        ("56450", "THEIX", "56251"),
        ("74010", "ANNECY-LE-VIEUX", "74010"),
        ("71100", "CHALON S/SAONE", "71076"),
        ("06160", "JUAN LES PINS", "06004"),
        ("59650", "VILLENEUVE D’ASCQ", "59009"),
        ("31059", "TOULOUSE CEDEX 9", "31555"),
        ("12320", "CONQUES", "12218"),
        ("69003", "LYON 3EME", "69383"),
        ("1000", "BOURG EN BRESSE", "01053"),
        ("20090", "AJACCIO", "2A004"),
        ("", "Lyon", "69123"),
        ("01440", "01440 VIRIAT", "01451"),
        ("49000", "Nulle part", None),
        ("", "", None),
    ],
)
def test_an_address_finds_its_commune(places: Places, postal_code: str, town: str, commune: str | None) -> None:
    assert places.commune_of(postal_code, town) == commune


@pytest.mark.parametrize(
    ("code", "present"),
    [
        ("12076", "12218"),
        ("9122", "09122"),
        ("75056", "75056"),
        ("75114", "75114"),
        ("98818", None),
        ("99999", None),
        (None, None),
    ],
)
def test_a_code_becomes_the_present_one(places: Places, code: str | None, present: str | None) -> None:
    assert places.to_present(code) == present


def test_departements_are_read_as_sources_write_them(places: Places) -> None:
    written = ("9", "09", "009", "2a", "9D", "974", "97-4", "999", "99", "")
    assert [places.departement(code) for code in written] == ["09", "09", "09", "2A", "974", "974", "974", None, None, None]
