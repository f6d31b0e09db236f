"""Ce que la relecture de la loi a corrigé : dates, textes et degrés, chacun des deux côtés de son jour."""

from datetime import date, timedelta

import pytest

from maillage.kernel.proof import Proof
from maillage.law import glossary, reader
from maillage.law.errors import NotEstablished, NotInForce, NotKnownYet
from maillage.rules.aci import RULES

LAW = reader.load()
TODAY = date(2026, 11, 29)


def degree(path: str, day: date = TODAY, **dimensions: object) -> Proof:
    return LAW.at(path, day).value(**dimensions).proof


def test_l_association_est_exigee_depuis_l_ordonnance_de_2021() -> None:
    before = LAW.at("aci/adhesion/conditions", date(2021, 5, 13)).value(condition="association_loi_1901")
    since = LAW.at("aci/adhesion/conditions", date(2021, 5, 14))
    assert before.proof is Proof.INCONNU
    assert (since.text, since.published) == ("ordonnance-2021-584", date(2021, 5, 13))
    assert since.value(condition="association_loi_1901").proof is Proof.OFFICIEL


def test_les_versements_aux_membres_viennent_de_l1434_12_1() -> None:
    assert "membres" in LAW.texts["csp-l1434-12-1"].summary
    assert "six missions" in LAW.texts["csp-l1434-12-2"].summary
    assert "versements aux membres" not in LAW.texts["csp-l1434-12-2"].summary


def test_les_six_missions_de_service_public() -> None:
    version = LAW.at("aci/missions_de_service_public", TODAY)
    assert len(version.values) == 6
    assert {value.proof for value in version.values.values()} == {Proof.OFFICIEL}
    with pytest.raises(NotInForce):
        LAW.at("aci/missions_de_service_public", date(2021, 5, 13))


def test_le_plafond_et_le_seuil_de_subventions_ont_ete_lus() -> None:
    assert degree("aci/indemnites/plafond_pass") is Proof.OFFICIEL
    assert "jour du versement" in LAW.parameters["aci/indemnites/plafond_pass"].notes
    assert "structure adhérente" in LAW.parameters["aci/indemnites/plafond_pass"].notes
    assert degree("comptes/seuil_de_subventions") is Proof.OFFICIEL
    assert LAW.at("comptes/seuil_de_subventions", TODAY).text == "code-commerce-d612-5"


def test_le_plafond_de_2027_n_est_pas_etabli() -> None:
    assert LAW.at("securite_sociale/pass", date(2026, 12, 31)).require().value == 48_060_00
    with pytest.raises(NotEstablished):
        LAW.at("securite_sociale/pass", date(2027, 6, 1)).require()


def test_le_delai_de_48_heures_a_un_jour_deduit() -> None:
    found = [
        (LAW.at("soins/delai_soins_non_programmes", day).require().value, degree("soins/delai_soins_non_programmes", day))
        for day in (date(2022, 3, 30), date(2022, 3, 31), date(2022, 9, 3), TODAY)
    ]
    assert found == [(24, Proof.SECONDAIRE), (48, Proof.DEDUIT), (48, Proof.DEDUIT), (48, Proof.OFFICIEL)]


def test_le_calendrier_de_2019_n_est_connu_que_par_une_page_plus_recente() -> None:
    for path in ("aci/calendrier/demarrage_au_plus_tard", "aci/calendrier/deploiement_au_plus_tard"):
        old = {value.proof for value in LAW.at(path, date(2022, 9, 2)).values.values()}
        new = {value.proof for value in LAW.at(path, date(2022, 9, 3)).values.values()}
        assert (old, new) == ({Proof.SECONDAIRE}, {Proof.OFFICIEL}), path


def test_une_page_ecrite_apres_l_avenant_2_n_etait_pas_connue_avant_lui() -> None:
    pages = [p for p in LAW.parameters.values() if p.rows[0].text == "ameli-mode-emploi"]
    assert len(pages) >= 4
    for parameter in pages:
        with pytest.raises(NotKnownYet):
            LAW.at(parameter.path, TODAY, known_on=date(2022, 3, 30))


def test_une_seule_cpts_par_territoire_n_est_pas_dans_la_loi() -> None:
    version = LAW.at("aci/creation/une_cpts_par_territoire", TODAY)
    assert (version.text, version.value().proof) == ("territoires-apta-macsf", Proof.SECONDAIRE)


def test_la_duree_du_contrat_ne_vient_pas_du_code() -> None:
    assert RULES["duree_du_contrat"].cites == "Contrat-type"


def test_la_part_fixe_des_missions_cite_ce_qui_a_ete_lu() -> None:
    missions = [RULES[name].cites for name in ("debut_du_financement", "part_fixe_due", "avance_part_fixe", "solde_part_fixe")]
    assert all("art. 6.2" in cites and "9.1" not in cites for cites in missions), missions
    assert "9.1" in RULES["avance_fonctionnement"].cites


def test_les_deux_avenants_2_portent_des_noms_differents() -> None:
    assert LAW.texts["avenant-2"].short == "avenant 2 CPTS (2021)"
    other = LAW.texts["avenant-2-msp-2026"]
    assert other.summary.startswith("Ne concerne pas les CPTS")
    assert LAW.fed_by("avenant-2-msp-2026") == ()


def test_l_avis_de_l_avenant_3_commence_le_1er_juillet_2026_et_finit_avec_lui() -> None:
    assert LAW.notices(date(2026, 6, 30)) == ()
    (awaited,) = LAW.notices(date(2026, 7, 1))
    assert awaited.id == "avenant-3"
    assert "légalement due depuis le 30/06/2026" in awaited.notice
    assert LAW.texts["lfss-2026-art-63"].status == "en_vigueur"


def test_le_forfait_sas_est_du_medecin_depuis_2026() -> None:
    assert LAW.at("soins/forfait_sas", date(2026, 1, 1)).require().value == 1_000_00
    with pytest.raises(NotInForce):
        LAW.at("soins/forfait_sas", date(2026, 1, 1) - timedelta(days=1))


def test_une_tension_hospitaliere_n_est_pas_une_crise() -> None:
    version = LAW.at("soins/crise_definition", TODAY)
    assert "tension hospitalière" in str(version.require(crise="exclusions").value)
    assert degree("soins/crise_definition", crise="etendue") is Proof.OFFICIEL
    assert degree("soins/crise_definition", crise="declaration") is Proof.SECONDAIRE
    assert degree("soins/crise_definition", crise="lignes_directrices") is Proof.INCONNU


def test_la_permanence_des_soins_commence_le_samedi_a_midi() -> None:
    hours = LAW.at("soins/horaires_permanence_des_soins", TODAY)
    assert "samedi à partir de midi" in str(hours.require(permanence="selon_les_besoins").value)
    assert "quarante-cinq jours" in str(LAW.at("soins/tableau_de_garde", TODAY).require(tableau="transmission").value)


def test_les_mots_corriges_du_glossaire() -> None:
    said = {term.term: term.definition for term in glossary.terms()}
    assert "missions de service public" in said["Rémunération"]
    assert "pendant douze à dix-huit mois, dès la lettre" in said["Coordinateur amorcé"]
    assert "ancienne nomenclature" in said["Numéro FINESS"]
