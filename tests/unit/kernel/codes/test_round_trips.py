"""Every identifier survives compact, validate and format, and one wrong digit is always caught."""

import string
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.codes import commune, departement, finess, rna, rpps, siren, siret
from maillage.kernel.codes.errors import InvalidChecksum, InvalidCode, InvalidComponent, InvalidFormat, InvalidLength

DEPARTEMENTS = [*(f"{n:02}" for n in range(1, 96) if n != 20), "2A", "2B"]
digits = st.text(string.digits, min_size=3, max_size=3)
communes = st.builds("".join, st.tuples(st.sampled_from(DEPARTEMENTS), digits))
finess_numbers = st.builds(
    lambda place, rest: finess.with_key(place + rest),
    st.sampled_from(DEPARTEMENTS),
    st.text(string.digits, min_size=6, max_size=6),
)
rpps_numbers = st.text(string.digits, min_size=10, max_size=10).map(rpps.with_key)
rna_numbers = st.builds("W{}{}".format, st.sampled_from(DEPARTEMENTS), st.text(string.digits, min_size=7, max_size=7))
MODULES = [commune, departement, finess, rna, rpps, siren, siret]


@given(communes)
def test_a_commune_survives(code: str) -> None:
    assert commune.validate(commune.format(code.lower())) == code
    assert departement.is_valid(departement.of_commune(code))


@given(finess_numbers)
def test_a_finess_number_survives(number: str) -> None:
    assert finess.validate(finess.format(number)) == number
    assert finess.validate(finess.to_idnst(number)) == number


@given(rpps_numbers)
def test_an_rpps_number_survives(number: str) -> None:
    assert rpps.validate(rpps.format(number)) == number
    assert rpps.validate(rpps.to_idnps(number)) == number


@given(rna_numbers)
def test_an_rna_number_survives(number: str) -> None:
    assert rna.validate(rna.format(number.lower())) == number


@given(rpps_numbers, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_caught(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not rpps.is_valid(wrong)


@given(st.text(max_size=20))
def test_any_text_gets_a_sentence(text: str) -> None:
    for module in MODULES:
        sentence = _refusal(module, text)
        assert sentence is None or (sentence.endswith(".") and len(sentence) < 250), module


def _refusal(module: ModuleType, text: str) -> str | None:
    try:
        module.validate(text)
    except InvalidCode as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("module", "text", "error"),
    [
        (commune, "84O07", InvalidFormat),
        (commune, "20004", InvalidComponent),
        (commune, "97501", InvalidComponent),
        (commune, "96001", InvalidComponent),
        (commune, "8400", InvalidLength),
        (commune, "٨٤٠٠٧", InvalidFormat),
        (finess, "3A0000014", InvalidFormat),
        (finess, "2A0000015", InvalidChecksum),
        (rpps, "1000321810A", InvalidFormat),
        (siren, "73282932", InvalidLength),
        (siret, "35600000049838", InvalidChecksum),
        (rna, "W20A123456", InvalidFormat),
        (rna, "W001123456", InvalidComponent),
        (departement, "99", InvalidComponent),
        (departement, "987", InvalidComponent),
    ],
)
def test_what_is_wrong_has_a_name(module: ModuleType, text: str, error: type[InvalidCode]) -> None:
    with pytest.raises(error):
        module.validate(text)


def test_real_numbers_of_corsica_and_of_la_poste_are_valid() -> None:
    """Hospitals of Corsica; an office of La Poste whose Luhn key is wrong by design."""
    assert finess.is_valid("2A0000014")
    assert finess.is_valid("2B0000020")
    assert siret.is_valid("35600000049837")


def test_arrondissements_belong_to_their_city() -> None:
    assert len(commune.arrondissements_of("75056")) == 20
    assert len(commune.arrondissements_of("13055")) == 16
    assert commune.city_of_arrondissement("75120") == "75056"
    assert commune.city_of_arrondissement("13055") is None
    assert commune.validate("13055") == "13055"
