"""What a text still holds of its model is found, and what only looks like it is not."""

import pytest

from maillage.results.cpts.placeholders import left, sentence


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("profession et lieu d'exercice à préciser", ("à préciser",)),
        ("Présidente : (à écrire)", ("(à écrire)",)),
        ("Nous comptons … médecins", ("…",)),
        ("Nous comptons ... médecins", ("...",)),
        ("Siège : [adresse], le __________", ("[adresse]", "__________")),
        ("À COMPLÉTER par le bureau, TODO", ("À COMPLÉTER", "TODO")),
        ("à\u00a0préciser", ("à préciser",)),
    ],
)
def test_what_is_left_of_a_model_is_found(body: str, found: tuple[str, ...]) -> None:
    assert left(body) == found


@pytest.mark.parametrize(
    "body", ["", "Voir [la carte](/carte/).", "- [ ] à faire\n- [x] fait", "Il a précisé l'adresse à Foix."]
)
def test_what_only_looks_like_it_is_not(body: str) -> None:
    assert left(body) == ()
    assert sentence(body) == ""


def test_the_sentence_names_what_to_replace() -> None:
    assert sentence("a … b à préciser (à écrire) [x y]") == (
        "il reste à remplacer « … », « à préciser » et « (à écrire) », et d'autres."
    )
