"""Degrees of proof of what the product says of the law, from the strongest to the weakest."""

from enum import IntEnum


class Proof(IntEnum):
    """How well a value is established. The weakest one met travels with the result: `min` of all."""

    INCONNU = 0
    DEDUIT = 1
    CONTRAT = 2
    SECONDAIRE = 3
    OFFICIEL = 4

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def meaning(self) -> str:
        """One French sentence for people."""
        return _MEANINGS[self]

    @classmethod
    def from_label(cls, label: str) -> "Proof":
        """The degree named in French (« déduit »); ValueError lists the five names."""
        for proof, name in _LABELS.items():
            if name == label:
                return proof
        raise ValueError(f"degré de preuve « {label} » inconnu ; attendu : {', '.join(_LABELS.values())}")

    @property
    def is_established(self) -> bool:
        """May be shown as a right: read in a text, in sources, or in a signed contract."""
        return self >= Proof.CONTRAT


_LABELS = {
    Proof.OFFICIEL: "officiel",
    Proof.SECONDAIRE: "secondaire",
    Proof.CONTRAT: "contrat",
    Proof.DEDUIT: "déduit",
    Proof.INCONNU: "inconnu",
}
_MEANINGS = {
    Proof.OFFICIEL: "Lu dans un texte officiel.",
    Proof.SECONDAIRE: "Attesté par une ou plusieurs sources secondaires ; le texte officiel n'a pas été lu.",
    Proof.CONTRAT: "Lu dans un contrat signé ou son annexe.",
    Proof.DEDUIT: "Déduit par le calcul d'autres chiffres : à vérifier avant de s'en prévaloir.",
    Proof.INCONNU: "Non établi : aucune source trouvée.",
}
