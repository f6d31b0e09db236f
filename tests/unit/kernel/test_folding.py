"""Two texts that a person takes for one have one folded form."""

import unicodedata

import pytest

from maillage.kernel.folding import dashed, folded, unaccented

SAME = (
    ("Villeneuve-d’Ascq", "VILLENEUVE D'ASCQ"),
    ("Villeneuve-dʼAscq", "villeneuve d´ascq"),
    ("Bourg\u2011en\u2011Bresse", "Bourg–en—Bresse"),
    ("Aix\u00a0en\u202fProvence", "aix-en-provence"),
    ("Œuilly", "OEUILLY"),
    ("Élodie Œuf", unicodedata.normalize("NFD", "ÉLODIE ŒUF")),
    ("Foix\u200b", "\ufefffoix"),
    ("Saint\u00adDenis", "saintdenis"),
    ("Code_commune", "code commune"),
    ("Łódź Strasse", "lodz straße"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_are_one_text(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


def test_letters_of_other_alphabets_stay() -> None:
    assert folded("Ελένη") == "ελενη"
    assert folded("Иван") != ""


def test_saint_is_only_abbreviated_in_names_of_places() -> None:
    assert folded("ST JULIEN", saints=True) == folded("Saint-Julien") != folded("ST JULIEN")


def test_names_of_files_are_plain() -> None:
    assert dashed("Île-de-Ré, l’Été œuvré") == "ile-de-re-l-ete-oeuvre"
    assert dashed("«  »") == ""
    assert unaccented("Règlement « intérieur »") == "Reglement « interieur »"
