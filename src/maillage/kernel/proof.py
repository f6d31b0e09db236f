"""Degrees of proof of what the product says of the law, from the strongest to the weakest."""

from collections.abc import Iterable
from enum import IntEnum

NOTHING_READ = 6
"""Where a weighing starts: above every degree, so that what reads no value weakens nothing."""


class Proof(IntEnum):
    """How well an amount is established. The weakest one met travels with the result: `min` of all.

    It says nothing of whether the amount will be paid: that is its certainty (`results.runs.model`).
    """

    INCONNU = 0
    DEDUIT = 1
    TRANSCRIPTION = 2
    SECONDAIRE = 3
    OFFICIEL = 4
    VOTRE_CONTRAT = 5

    @property
    def label(self) -> str:
        """The words for people: « votre contrat »."""
        return _LABELS[self]

    @property
    def key(self) -> str:
        """The word of JSON, tables and YAML: « votre_contrat »."""
        return self.label.replace(" ", "_")

    @property
    def meaning(self) -> str:
        """One French sentence for people."""
        return _MEANINGS[self]

    @classmethod
    def from_label(cls, label: str) -> "Proof":
        """The degree that these words name; « contrat », of yesterday's copies, was that of another community."""
        return _OLD_LABELS.get(label) or next((one for one in cls if one.label == label), cls.INCONNU)

    @classmethod
    def met(cls, degree: int) -> "Proof":
        """The degree of a weighing that may have read nothing: zero euros of a mission not started is no opinion on a text."""
        return cls.OFFICIEL if degree == NOTHING_READ else cls(degree)

    @classmethod
    def weakest(cls, proofs: Iterable["Proof | None"]) -> "Proof | None":
        """The weakest of some degrees; None when there is none."""
        return min((one for one in proofs if one is not None), default=None)

    @property
    def is_established(self) -> bool:
        """Read somewhere: in the contract of the CPTS, a text, sources, or the contract of another."""
        return self >= Proof.TRANSCRIPTION


_LABELS = {
    Proof.VOTRE_CONTRAT: "votre contrat",
    Proof.OFFICIEL: "officiel",
    Proof.SECONDAIRE: "secondaire",
    Proof.TRANSCRIPTION: "transcription",
    Proof.DEDUIT: "déduit",
    Proof.INCONNU: "inconnu",
}
_OLD_LABELS = {"contrat": Proof.TRANSCRIPTION}
_MEANINGS = {
    Proof.VOTRE_CONTRAT: "Saisi par la CPTS d'après son propre contrat.",
    Proof.OFFICIEL: "Lu dans un texte officiel.",
    Proof.SECONDAIRE: "Attesté par une ou plusieurs sources secondaires ; le texte officiel n'a pas été lu.",
    Proof.TRANSCRIPTION: "Recopié du contrat ou de l'annexe d'une autre CPTS ; le texte officiel n'a pas été lu.",
    Proof.DEDUIT: "Déduit par le calcul d'autres chiffres : à saisir depuis votre contrat, ou à vérifier avant de s'en prévaloir.",
    Proof.INCONNU: "Non établi : aucune source trouvée.",
}
