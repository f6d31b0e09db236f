"""Un avenant s'ajoute par des lignes de YAML, sans programme ; une faute est nommée avec son remède."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from maillage.law import reader
from maillage.law.errors import InvalidLaw, NotInForce

AVENANT_3 = """
  2027-07-01:
    published: 2027-01-15
    text: avenant-3
    article: art. 8
    taille_1: {value: 55000, proof: officiel}
    taille_2: {value: 66000.50, proof: officiel}
    taille_3: {value: 80000, proof: officiel}
    taille_4: {value: 95000, proof: inconnu, why: non publié}
"""
NEW_MISSION = """
label: Santé mentale, volet fixe
description: Part fixe annuelle d'une mission nouvelle
unit: EUR/an
dimensions: [taille]
values:
  2027-07-01:
    published: 2027-01-15
    text: avenant-3
    article: art. 5.3
    taille_1: {value: 12000, proof: officiel}
checked: {on: 2027-02-01, by: équipe}
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Une copie des fichiers de la loi, à modifier."""
    return Path(shutil.copytree(reader.ROOT, tmp_path / "law", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def add(file: Path, lines: str, before: str = "notes:") -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(before, lines.strip("\n") + f"\n{before}", 1), encoding="utf-8")


def test_un_avenant_ne_demande_que_des_lignes(copy: Path) -> None:
    add(copy / "parameters/aci/fonctionnement.yaml", AVENANT_3.replace("value: 95000, ", ""))
    (copy / "parameters/aci/missions/sante_mentale").mkdir()
    (copy / "parameters/aci/missions/sante_mentale/volet_fixe.yaml").write_text(NEW_MISSION, encoding="utf-8")
    law = reader.load(copy)
    assert law.digest != reader.load().digest
    assert law.at("aci/fonctionnement", date(2027, 6, 30)).value(taille=1).value == 50_000_00
    assert law.at("aci/fonctionnement", date(2027, 7, 1)).value(taille=2).value == 66_000_50
    assert law.at("aci/fonctionnement", date(2027, 7, 1), known_on=date(2027, 1, 14)).value(taille=1).value == 50_000_00
    assert law.at("aci/missions/sante_mentale/volet_fixe", date(2028, 1, 1)).require(taille=1).value == 12_000_00
    with pytest.raises(NotInForce):
        law.at("aci/missions/sante_mentale/volet_fixe", date(2027, 6, 30))


def test_la_mise_en_page_ne_change_pas_l_empreinte(copy: Path) -> None:
    file = copy / "parameters/aci/fonctionnement.yaml"
    file.write_text("# un commentaire\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert reader.load(copy).digest == reader.load().digest


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: 50000", "value: 50 mille", "values/2019-08-25/taille_1/value : «\N{NO-BREAK SPACE}50 mille"),
        ("proof: secondaire", "proof: sûr", "écrivez l'un de : officiel"),
        ("published: 2019-08-24", "published: bientôt", "écrivez une date AAAA-MM-JJ"),
        ("text: aci-2019", "text: aci-2020", "inscrivez d'abord ce texte dans texts.yaml"),
        ("taille_4:", "taille_5:", "attendu pour taille : taille_1"),
        ("unit: EUR/an", "unit: dollars", "prenez une unité de units.yaml"),
        ("label:", "titre:", "clé inconnue"),
        ("value: 50000,", "", "une valeur a une preuve"),
        ("published: 2019-08-24", "published: 2019-02-31", "YAML illisible"),
        ("taille_2:", "taille_1:", "écrite deux fois"),
        ("value: 50000", "value: -1", "un montant en euros, positif"),
        ("sources: [presse-2020]", "sources: [ouï-dire]", "inscrivez d'abord cette source"),
        ("  2019-08-25:", "  toujours:", "chaque version commence par sa date"),
    ],
)
def test_une_faute_nomme_fichier_cle_valeur_et_remede(copy: Path, old: str, new: str, expected: str) -> None:
    file = copy / "parameters/aci/fonctionnement.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidLaw) as refusal:
        reader.load(copy)
    assert expected in str(refusal.value)
    assert "parameters/aci/fonctionnement.yaml" in str(refusal.value)


def test_un_dossier_vide_est_refuse(tmp_path: Path) -> None:
    with pytest.raises(InvalidLaw, match=r"texts\.yaml : fichier absent"):
        reader.load(tmp_path)
