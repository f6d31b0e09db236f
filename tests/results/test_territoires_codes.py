"""Codes as people type them: translated and said, or refused and said; nothing counted twice."""

import pytest

from maillage.results.territoires import resolve


def said(resolution):
    return " ".join(remark.sentence for remark in resolution.remarks).replace("\u00a0", " ")


def refused(code):
    resolution = resolve([code])
    assert resolution.codes == ()
    (refusal,) = resolution.refusals
    return refusal.sentence.replace("\u00a0", " ")


@pytest.mark.parametrize("text", ["2A004", "2a004", " 2A 004 ", "2a.004"])
def test_corsica_however_it_is_typed(text):
    assert resolve([text]).codes == ("2A004",)


@pytest.mark.parametrize(
    ("old", "present", "words"),
    [
        ("05043", "05039", "Les Costes) n'existe plus depuis le 1er janvier 2018 : son territoire est celui d'Aubessagne"),
        ("02311", "02589", "(Filain) n'existe plus (dernière présence dans la liste officielle : 2024)"),
        ("01340", "01015", "(Saint-Bois) est une commune déléguée d'Arboys en Bugey (01015)"),
        ("20004", "2A004", "est un ancien code : cette commune a maintenant le code 2A004"),
        ("98501", "97614", "Ouangani (97614)"),
    ],
)
def test_a_retired_code_is_translated_and_said(old, present, words):
    resolution = resolve([old])
    assert resolution.codes == (present,)
    assert words in said(resolution)


def test_a_commune_established_again_keeps_its_own_code():
    assert resolve(["15031"]).codes == ("15031",)


def test_a_present_commune_wins_over_the_delegated_one_of_the_same_code():
    resolution = resolve(["01015"])
    assert resolution.codes == ("01015",)
    assert "Arboys en Bugey" in said(resolution)
    assert "Arbignieu" in said(resolution)


def test_many_shared_codes_make_one_remark():
    resolution = resolve(["01015", "01033", "01036", "01080", "01138", "01187", "01267"])
    assert [remark.code for remark in resolution.remarks] == ["homonyme"]


def test_a_lost_zero_is_put_back_and_said():
    resolution = resolve(["1004"])
    assert resolution.codes == ("01004",)
    assert "zéro" in said(resolution)


def test_a_code_given_twice_counts_once_and_is_said():
    resolution = resolve(["84007", "84007", " 84007"])
    assert resolution.codes == ("84007",)
    assert "3 fois" in said(resolution)


def test_old_and_new_code_of_one_place_count_once():
    assert resolve(["05043", "05039"]).codes == ("05039",)


def test_a_city_hides_its_arrondissements():
    resolution = resolve(["13201", "13055", "13202"])
    assert resolution.codes == ("13055",)
    assert "13201 et 13202" in said(resolution)


def test_all_arrondissements_are_the_city():
    assert resolve([str(code) for code in range(75101, 75121)]).codes == ("75056",)
    assert resolve([str(code) for code in range(75101, 75120)]).codes == tuple(str(c) for c in range(75101, 75120))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("97501", "hors du champ"),
        ("98818", "Nouméa"),
        ("84000", "Avignon (84007)"),
        ("75001", "Paris 1er Arrondissement (75101)"),
        ("84", "Vaucluse"),
        ("248400053", "est un EPCI"),
        ("99999", "aucun département"),
        ("84999", "n'est le code d'aucune commune"),
        ("Avignon", "Avignon (84007)"),
        ("", "vide"),
        ("<b>", "« <b> » n'est pas un code de commune"),
        ("=1+1", "n'est pas un code"),
    ],
)
def test_what_is_not_a_commune_is_refused_with_what_it_is(text, words):
    assert words in refused(text)


def test_an_absurdly_long_text_is_cut():
    assert len(resolve(["x" * 10_000]).refusals[0].given) <= 30


def test_good_codes_are_kept_beside_bad_ones():
    resolution = resolve(["84007", "zzz", "97501"])
    assert resolution.codes == ("84007",)
    assert len(resolution.refusals) == 2


def test_the_order_does_not_matter():
    codes = ["2A004", "84007", "13201", "97411"]
    assert resolve(codes).codes == resolve(reversed(codes)).codes == ("13201", "2A004", "84007", "97411")
