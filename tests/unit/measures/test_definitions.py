"""The shipped definitions are whole and true to the tables; a mistake in a file is named with its remedy."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from maillage.measures.accessibilite import steps_of
from maillage.measures.model import FAMILIES, METHODS, SECTIONS, Definition
from maillage.measures.reader import ROOT, InvalidDefinitions, load_definitions, load_features
from maillage.measures.schema import COLUMNS, FILTERS, KEYS, features
from maillage.opendata import sources
from maillage.opendata.warehouse import extra

DEFINITIONS = load_definitions()
EACH = pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)
MORE_SOURCES = {"base", "calcul"}


@EACH
def test_each_says_all_that_a_reader_needs(definition: Definition) -> None:
    for text in (definition.title, definition.short, definition.why, definition.unit, definition.limits, definition.author):
        assert text
        assert "{" not in text
    assert definition.why.endswith(".")
    assert definition.limits.endswith(".")
    assert definition.checked <= definition.next_review
    assert definition.method_sentence
    assert date(2026, 1, 1) < definition.checked


@EACH
def test_each_term_names_a_column_of_a_table(definition: Definition) -> None:
    for term in (definition.numerator, definition.denominator):
        if term is not None and term.table in extra.SCHEMAS:
            assert set(term.where) <= set(extra.SCHEMAS[term.table])
            values = {"profession": extra.PROFESSIONS, "mode": extra.MODES, "famille": extra.FAMILLES, "stade": extra.STADES}
            for column, kept in term.where.items():
                if column in values:
                    assert set(kept) <= set(values[column])
            if term.table == extra.INDICATEURS:
                assert {"source", "indicateur"} <= set(term.where)


@EACH
def test_each_source_has_its_folder(definition: Definition) -> None:
    folders = {path.name for path in Path(sources.__path__[0]).iterdir() if path.is_dir()} | MORE_SOURCES
    assert set(definition.sources) <= folders
    assert definition.sources or definition.find_it


def test_every_section_and_every_family_of_rezone_is_there() -> None:
    assert {definition.section for definition in DEFINITIONS.values()} == set(SECTIONS)
    assert {definition.family for definition in DEFINITIONS.values()} == set(FAMILIES)
    assert {definition.method for definition in DEFINITIONS.values()} == set(METHODS)


def test_what_no_source_gives_says_where_to_read_it() -> None:
    empty = [definition for definition in DEFINITIONS.values() if definition.method == "a_relever"]
    assert {definition.family for definition in empty} == {"population", "acces", "prevention"}
    assert all("Rézone" in definition.find_it for definition in empty)


def test_catchments_are_readable() -> None:
    found = [definition for definition in DEFINITIONS.values() if definition.method == "accessibilite"]
    assert found
    for definition in found:
        assert steps_of(str(definition.parameters["poids"]))[-1][0] == float(definition.parameters["rayon_km"])


def test_a_file_makes_one_measure_for_each_variant() -> None:
    density = DEFINITIONS["densite_ipa"]
    assert (density.group, density.variant) == ("densite", "ipa")
    assert density.title == "Densité\N{NO-BREAK SPACE}: infirmiers en pratique avancée"
    assert density.numerator is not None
    assert density.numerator.where == {"profession": ("ipa",)}
    assert DEFINITIONS["couverture_cpts_tous_stades"].numerator.where["stade"] == extra.STADES  # type: ignore[union-attr]
    assert DEFINITIONS["effectif_infirmier"].title == "Nombre d'infirmiers"


def test_measures_follow_the_sections_then_the_files() -> None:
    sections = list(dict.fromkeys(definition.section for definition in DEFINITIONS.values()))
    assert sections == list(SECTIONS)
    assert next(iter(DEFINITIONS)) == "population"


def test_similar_territories_are_told_by_what_they_inherit() -> None:
    found = load_features()
    assert [feature.key for feature in found][:2] == ["population", "habitants_par_commune"]
    assert {DEFINITIONS[feature.key].section for feature in found} == {"population"}
    assert (found[0].log, found[0].weight, found[2].log) == (True, 2, False)
    errors: list[str] = []
    features([{"mesure": "populasion"}, {"mesure": "population", "poids": "lourd"}], DEFINITIONS, "x.yaml", errors)
    said = " ".join(errors).replace("\N{NO-BREAK SPACE}", " ")
    assert "« populasion » ; mesures voisines : population" in said
    assert "écrivez un poids entier" in said
    assert "au moins un trait" in said


def test_the_guide_names_every_key_and_every_method() -> None:
    guide = (ROOT / "README.md").read_text("utf-8")
    assert [key for key in (*KEYS, *METHODS) if f"`{key}`" not in guide] == []
    assert set(COLUMNS) == set(FILTERS)


def written(folder: Path, text: str, name: str = "offre/10-essai.yaml") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


GOOD = (ROOT / "offre" / "20-densite.yaml").read_text("utf-8")


def test_a_definition_of_another_folder_is_read(tmp_path: Path) -> None:
    found = load_definitions(written(tmp_path, GOOD))
    assert "essai_infirmier" in found
    assert found["essai_infirmier"].per == Decimal(10_000)
    assert found["essai_infirmier"].file == "offre/10-essai.yaml"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("famille: offre", "famille: ofre", "famille : « ofre » ; écrivez l'un de : offre"),
        ("methode: rapport", "methode: moyenne", "methode : « moyenne »"),
        ("pour: 10000", "pour: beaucoup", "écrivez un nombre positif"),
        ("sens: haut_favorable", "", "sens : absent"),
        ("niveaux: [commune, ", "niveaux: [canton, ", "niveaux : « canton »"),
        ("sources: [rpps]", "", "sources : absent"),
        ("limites: >-", "limite: >-", "limite : « clé inconnue » ; attendu : limites."),
        ("table: professionnels", "table: medecins", "table : « medecins »"),
        ("colonne: population", "colonne: habitants", "colonne : « habitants »"),
        ("profession: ", "metier: ", "numerateur/ou/metier : « clé inconnue »"),
        ("{nom}", "{prenom}", "les mots entre accolades sont : cle, nom"),
        ("prochaine_revue: 2027-11-21", "prochaine_revue: bientôt", "écrivez une date AAAA-MM-JJ"),
        ("denominateur:", "diviseur:", "denominateur : absent"),
        ("methode: rapport", "methode: distance", "parametres/detour : absent ; la méthode"),
        ("methode: rapport", "methode: a_relever", "ou_trouver : absent"),
        ("pour: 10000", "besoin: {libelle: Besoin, table: base}\npour: 10000", "seule la méthode « accessibilite »"),
        ("declinaisons:", "declinaisons: []\nautre:", "declinaisons : « [] »"),
        ("titre:", "titre: :\n  :", "YAML illisible"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in GOOD
    with pytest.raises(InvalidDefinitions) as refusal:
        load_definitions(written(tmp_path, GOOD.replace(before, after)))
    shown = str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")
    assert said in shown, shown
    assert shown.startswith("offre/10-essai.yaml : ")


def test_a_key_is_given_once_and_a_section_is_known(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD, "acces/90-essai.yaml")
    with pytest.raises(InvalidDefinitions, match=r"est déjà celle de acces/90-essai\.yaml"):
        load_definitions(tmp_path)
    with pytest.raises(InvalidDefinitions, match="rangez le fichier dans"):
        load_definitions(written(tmp_path / "autre", GOOD, "divers/10-essai.yaml"))
