"""La loi fournie se lit, vite, et dit ce que le dossier établit."""

from datetime import date
from fractions import Fraction

import pytest

from maillage.kernel.proof import Proof
from maillage.law import reader
from maillage.law.errors import NotEstablished, NotInForce, NotKnownYet, UnknownDimension, UnknownParameter

LAW = reader.load()
TODAY = date(2026, 11, 21)
BEFORE = date(2022, 9, 2)


def amounts(path: str, day: date, *keys: str) -> list[int | None]:
    version = LAW.at(path, day)
    return [version.values["/".join((*keys, f"taille_{n}"))].value for n in (1, 2, 3, 4)]  # type: ignore[misc]


def test_fonctionnement_identique_dans_les_deux_versions() -> None:
    for day in (date(2019, 8, 25), BEFORE, TODAY):
        assert amounts("aci/fonctionnement", day) == [50_000_00, 60_000_00, 75_000_00, 90_000_00]


@pytest.mark.parametrize(
    ("mission", "fixe", "variable"),
    [
        ("acces_aux_soins", [60_000, 75_000, 90_000, 115_000], [20_000, 27_500, 35_000, 40_000]),
        ("parcours", [25_000, 35_000, 45_000, 50_000], [25_000, 35_000, 45_000, 50_000]),
        ("prevention", [10_000, 12_500, 17_500, 20_000], [10_000, 12_500, 17_500, 20_000]),
        ("qualite", [7_500, 10_000, 15_000, 20_000], [7_500, 10_000, 15_000, 20_000]),
        ("accompagnement", [5_000, 7_500, 10_000, 15_000], [5_000, 7_500, 10_000, 15_000]),
    ],
)
def test_montants_de_l_avenant_2(mission: str, fixe: list[int], variable: list[int]) -> None:
    for volet, expected in (("volet_fixe", fixe), ("volet_variable", variable)):
        assert amounts(f"aci/missions/{mission}/{volet}", TODAY) == [100 * euros for euros in expected]
        assert LAW.at(f"aci/missions/{mission}/{volet}", TODAY).value(taille=3).proof is Proof.TRANSCRIPTION


def test_le_total_d_une_mission_est_la_somme_de_ses_volets() -> None:
    for mission in ("acces_aux_soins", "parcours", "prevention"):
        fixe, variable, total = (
            amounts(f"aci/missions/{mission}/{name}", TODAY) for name in ("volet_fixe", "volet_variable", "total")
        )
        assert [a + b for a, b in zip(fixe, variable, strict=True)] == total  # type: ignore[operator]


def test_le_maximum_est_la_somme_de_tous_les_montants() -> None:
    """Plan initial et crise reconnue ; les quatre tailles, dont la taille 4 annoncée par l'Assurance Maladie."""
    parts = [amounts("aci/fonctionnement", TODAY), amounts("aci/missions/crise_sanitaire/volet_fixe", TODAY, "initial")]
    parts.append(amounts("aci/missions/crise_sanitaire/volet_variable", TODAY))
    for mission in ("acces_aux_soins", "parcours", "prevention", "qualite", "accompagnement"):
        parts += [amounts(f"aci/missions/{mission}/{volet}", TODAY) for volet in ("volet_fixe", "volet_variable")]
    assert [sum(column) for column in zip(*parts, strict=True)] == amounts("aci/maximum", TODAY)  # type: ignore[arg-type]


def test_le_maximum_de_2019_est_la_somme_des_totaux() -> None:
    parts = [amounts("aci/fonctionnement", BEFORE), amounts("aci/missions/acces_aux_soins/total", BEFORE)]
    for mission in ("parcours", "prevention", "qualite", "accompagnement"):
        parts += [amounts(f"aci/missions/{mission}/{volet}", BEFORE) for volet in ("volet_fixe", "volet_variable")]
    sums = [sum(column) for column in zip(*parts, strict=True)]  # type: ignore[arg-type]
    assert sums == [220_000_00, 287_500_00, 370_000_00, 450_000_00]


def test_la_mise_a_jour_du_plan_vaut_la_moitie_du_plan_initial() -> None:
    version = LAW.at("aci/missions/crise_sanitaire/volet_fixe", TODAY)
    share = LAW.at("aci/missions/crise_sanitaire/part_de_la_mise_a_jour", TODAY).value().value
    assert share == Fraction(1, 2)
    for taille in (1, 2, 3, 4):
        initial = version.value(plan="initial", taille=taille).value
        assert version.value(plan="mise_a_jour", taille=taille).value == share * initial  # type: ignore[operator]


def test_avant_le_premier_texte_rien_n_est_en_vigueur() -> None:
    with pytest.raises(NotInForce, match="25\N{NO-BREAK SPACE}août 2019") as refusal:
        LAW.at("aci/fonctionnement", date(2018, 6, 1))
    assert refusal.value.first_day == date(2019, 8, 25)
    with pytest.raises(NotInForce, match="3\N{NO-BREAK SPACE}septembre 2022"):
        LAW.at("aci/missions/crise_sanitaire/volet_fixe", BEFORE)


def test_une_ligne_fermee_n_existe_plus() -> None:
    assert LAW.at("aci/missions/acces_aux_soins/surcout_snp", BEFORE).until == date(2022, 9, 3)
    with pytest.raises(NotInForce, match="n'existe plus"):
        LAW.at("aci/missions/acces_aux_soins/surcout_snp", date(2022, 9, 3))


def test_connu_le_ne_voit_pas_l_avenir() -> None:
    assert LAW.at("aci/version", TODAY).value().value == "AVENANT_2"
    assert LAW.at("aci/version", TODAY, known_on=date(2022, 3, 30)).value().value == "ACI_2019"
    assert LAW.at("aci/version", TODAY, known_on=date(2022, 3, 30)).until is None
    assert LAW.at("aci/version", TODAY, known_on=date(2022, 3, 31)).value().value == "AVENANT_2"
    with pytest.raises(NotKnownYet, match="24\N{NO-BREAK SPACE}août 2019"):
        LAW.at("aci/version", TODAY, known_on=date(2019, 8, 23))


def test_l_inconnu_refuse_et_dit_pourquoi() -> None:
    version = LAW.at("aci/missions/acces_aux_soins/volet_fixe", BEFORE)
    with pytest.raises(NotEstablished, match="seul le total"):
        version.require(taille=3)
    assert version.value(taille=3).chosen is None
    assert LAW.at("aci/paiement/base_prorata", TODAY).value().chosen == "jours_reels"


def test_une_case_qui_n_existe_pas_est_nommee() -> None:
    version = LAW.at("aci/fonctionnement", TODAY)
    with pytest.raises(UnknownDimension, match="taille_9"):
        version.value(taille=9)
    with pytest.raises(UnknownDimension, match="dimensions attendues"):
        version.value(mission="parcours")


def test_un_chemin_inconnu_propose_ses_voisins() -> None:
    with pytest.raises(UnknownParameter, match="aci/fonctionnement"):
        LAW.at("aci/fonctionement", TODAY)


def test_le_plafond_de_la_securite_sociale_par_annee() -> None:
    expected = {2019: 40_524, 2020: 41_136, 2021: 41_136, 2022: 41_136, 2023: 43_992, 2024: 46_368, 2025: 47_100, 2026: 48_060}
    for year, euros in expected.items():
        assert LAW.at("securite_sociale/pass", date(year, 12, 31)).require().value == 100 * euros


def test_les_parts_sont_exactes() -> None:
    assert LAW.at("aci/paiement/avance_mission", TODAY).value().value == Fraction(3, 4)
    assert LAW.at("aci/calendrier/demarrage_au_plus_tard", TODAY).value(mission="crise_sanitaire").value == 6
    assert LAW.at("aci/calendrier/demarrage_au_plus_tard", TODAY).value(mission="qualite").value == "libre"


def test_la_lecture_est_gardee() -> None:
    assert reader.load(reader.ROOT).digest == LAW.digest
    assert reader.load() is LAW


def test_une_place_est_prete_pour_le_prochain_avenant() -> None:
    assert LAW.texts["avenant-3"].status == "place_prete"
    assert LAW.fed_by("avenant-3") == ()
    assert LAW.texts["projet-avenant-2020"].status == "jamais_en_vigueur"
    assert LAW.fed_by("projet-avenant-2020") == ()
