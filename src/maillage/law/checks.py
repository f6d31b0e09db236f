"""Lit un champ brut de YAML ou dit ce qui ne va pas : fichier, clé, valeur, remède."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from maillage.kernel.money import InvalidAmount, cents
from maillage.kernel.proof import Proof
from maillage.law.model import Scalar, Unit
from maillage.law.sentences import close_names, quoted, typographic

PROOFS = {proof.key: proof for proof in sorted(Proof, reverse=True) if proof is not Proof.VOTRE_CONTRAT}
"""Les degrés qu'un texte peut avoir ; « votre contrat » est celui d'une saisie, jamais d'un fichier de la loi."""
_READ = PROOFS | {"contrat": Proof.TRANSCRIPTION}
"""Un contrat lu était celui d'une autre communauté : le mot d'hier se lit encore."""


class Complaints:
    """Fautes relevées dans un fichier, en phrases."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[str] = []

    def add(self, key: str, given: object, remedy: str) -> None:
        shown = "absent" if given is None else quoted(str(given)[:80])
        self.errors.append(f"{self.file} : {key} : {shown} ; {remedy}")

    def day(self, raw: Mapping[str, Any], key: str, where: str, *, required: bool = True) -> date | None:
        given = raw.get(key)
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        if given is not None or required:
            self.add(f"{where}{key}", given, "écrivez une date AAAA-MM-JJ qui existe.")
        return None

    def text(self, raw: Mapping[str, Any], key: str, where: str = "", *, required: bool = True) -> str:
        given = raw.get(key)
        if isinstance(given, str) and given.strip():
            return typographic(given.strip())
        if given is not None or required:
            self.add(f"{where}{key}", given, "écrivez une phrase.")
        return ""

    def only(self, raw: Mapping[str, Any], allowed: Iterable[str], where: str = "") -> None:
        """Signale les clés qui ne sont pas dans la liste."""
        known = tuple(allowed)
        for key in raw:
            if key not in known:
                near = close_names(str(key), known)
                self.add(f"{where}{key}", "clé inconnue", f"attendu : {', '.join(near or known)}.")

    def proof(self, raw: Mapping[str, Any], where: str) -> Proof:
        given = raw.get("proof")
        if given in _READ:
            return _READ[given]
        self.add(f"{where}proof", given, f"écrivez l'un de : {', '.join(PROOFS)}.")
        return Proof.INCONNU

    def scalar(self, given: object, unit: Unit, choices: Mapping[str, str], where: str) -> Scalar | None:
        """Valeur exacte dans la nature de l'unité : centimes, entier, fraction ou texte."""
        if given is None:
            return None
        if str(given) in choices:
            return str(given)
        try:
            return _EXACT[unit.kind](given)
        except (ValueError, InvalidOperation, ZeroDivisionError, InvalidAmount):
            expected = f"l'un de : {', '.join(choices)}" if unit.kind == "choice" else _EXPECTED[unit.kind]
            self.add(where, given, f"attendu : {expected}.")
            return None


def _integer(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise ValueError
    return given


def _share(given: object) -> Fraction:
    share = Fraction(given) if isinstance(given, str) and "/" in given else Fraction(Decimal(str(given)))
    if not 0 <= share <= 1:
        raise ValueError
    return share


def _money(given: object) -> int:
    if isinstance(given, bool):
        raise ValueError
    amount = cents(given)
    if amount < 0:
        raise ValueError
    return amount


def _text(given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValueError
    return typographic(given.strip())


def _choice(given: object) -> str:
    raise ValueError


_EXACT: dict[str, Callable[[object], Scalar]] = {
    "money": _money,
    "integer": _integer,
    "share": _share,
    "text": _text,
    "choice": _choice,
}
_EXPECTED = {
    "money": "un montant en euros, positif, au plus deux décimales",
    "integer": "un nombre entier, sans guillemets",
    "share": "une part entre 0 et 1, par exemple 0.75 ou 3/4",
    "text": "une phrase",
}
