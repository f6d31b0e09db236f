"""Every parameter has text, article, unit, proof and a date of check; every text is cited or says why it is there."""

import re
from datetime import date

import pytest

from maillage.kernel.proof import Proof
from maillage.law import reader
from maillage.law.corpus import chapter_path
from maillage.law.model import Parameter
from tests.support.checkout import texts

LAW = reader.load()
PARAMETERS = list(LAW.parameters.values())
CODE = "\n".join(
    text for name, text in texts(".py").items() if name.startswith(("src/maillage/rules/", "src/maillage/results/"))
)
# Read by the pages about the law only, until the room that needs them is built: creation, money, care requests.
SHOWN_ONLY = (
    "aci/creation/", "aci/contrat/", "aci/indemnites/", "aci/missions_de_service_public", "aci/maximum", "aci/duree_de_l_accord", "comptes/", "soins/", "securite_sociale/",
    "aci/paiement/fongibilite", "aci/paiement/delai_apres_anniversaire", "aci/paiement/cumul_des_paliers",
    "aci/paiement/plafond_du_volet_variable",
    # The calculation follows the default (or abstains) without a branch of its own.
    "aci/calendrier/crise_contrats_anterieurs",
)  # fmt: skip
CROSS_CHECKS = ("/total", "/maximum", "/surcout_snp", "/part_de_la_mise_a_jour")


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.path)
def test_a_parameter_says_where_each_value_comes_from(parameter: Parameter) -> None:
    assert parameter.label
    assert parameter.description
    assert parameter.unit in LAW.units
    assert date(2026, 1, 1) <= parameter.checked_on
    assert parameter.checked_by
    for version in parameter.rows:
        assert version.text in LAW.texts
        assert version.article
        for key, value in version.values.items():
            assert value.proof is Proof.INCONNU or value.value is not None, key
            assert value.proof is not Proof.INCONNU or (value.why and parameter.confirm), key
            assert value.sources or value.proof in (Proof.INCONNU, Proof.OFFICIEL), key


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.path)
def test_a_parameter_is_used_by_a_rule_or_is_shown_for_itself(parameter: Parameter) -> None:
    folder, _, name = parameter.path.rpartition("/")
    prefix = re.sub(r"^aci/missions/.*", "aci/missions", folder)
    used = parameter.path in CODE or (f'f"{prefix}/{{' in CODE and re.search(rf'[/"]{name}\b', CODE))
    assert used or parameter.path.startswith(SHOWN_ONLY) or parameter.path.endswith(CROSS_CHECKS)


def test_what_was_never_in_force_feeds_nothing() -> None:
    for text in LAW.texts.values():
        if text.status in ("jamais_en_vigueur", "place_prete", "hors_champ"):
            assert LAW.fed_by(text.id) == ()


def test_a_version_has_the_dates_of_its_text() -> None:
    for parameter in PARAMETERS:
        for version in parameter.rows:
            text = LAW.texts[version.text]
            if text.kind in ("convention", "decret", "arrete", "ordonnance") and text.status != "annonce":
                assert (version.published, version.since) == (text.published, text.in_force), parameter.path


def test_every_parameter_belongs_to_a_chapter() -> None:
    known = {chapter.path for chapter in LAW.chapters}
    assert [path for path in LAW.parameters if not chapter_path(path, known)] == []
    assert [chapter.path for chapter in LAW.chapters if not LAW.in_chapter(chapter)] == []


def test_questions_lead_to_what_exists() -> None:
    for question in LAW.questions:
        assert set(question.parameters) <= set(LAW.parameters)
        assert set(question.texts) <= set(LAW.texts)


def test_every_unknown_parameter_is_in_a_question_or_says_how_to_settle_it() -> None:
    for parameter in PARAMETERS:
        values = [value for version in parameter.versions for value in version.values.values()]
        if any(value.proof is Proof.INCONNU for value in values):
            assert parameter.confirm, parameter.path
