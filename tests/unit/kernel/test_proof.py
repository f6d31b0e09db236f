"""Degrees of proof: their order, their words, and what was written with yesterday's words."""

import pytest

from maillage.kernel.proof import NOTHING_READ, Proof


def test_from_the_strongest_to_the_weakest() -> None:
    words = [proof.label for proof in sorted(Proof, reverse=True)]
    assert words == ["votre contrat", "officiel", "secondaire", "transcription", "déduit", "inconnu"]
    assert [proof.key for proof in (Proof.VOTRE_CONTRAT, Proof.TRANSCRIPTION, Proof.DEDUIT)] == [
        "votre_contrat",
        "transcription",
        "déduit",
    ]
    assert [proof for proof in Proof if proof.is_established] == sorted(Proof)[Proof.TRANSCRIPTION :]
    assert all(proof.meaning.endswith(".") for proof in Proof)


@pytest.mark.parametrize(
    ("label", "proof"),
    [("votre contrat", Proof.VOTRE_CONTRAT), ("contrat", Proof.TRANSCRIPTION), ("déduit", Proof.DEDUIT), ("", Proof.INCONNU)],
)
def test_the_words_of_a_frozen_copy_are_read(label: str, proof: Proof) -> None:
    assert Proof.from_label(label) is proof


def test_what_reads_nothing_weakens_nothing() -> None:
    assert min(NOTHING_READ, *Proof) is Proof.INCONNU
    assert Proof.met(NOTHING_READ) is Proof.OFFICIEL
    assert Proof.weakest((None, Proof.OFFICIEL, Proof.DEDUIT)) is Proof.DEDUIT
    assert Proof.weakest((None,)) is None
