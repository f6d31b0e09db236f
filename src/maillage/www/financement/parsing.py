"""Texts of one field to values; each refusal is a French sentence with the field, the value and the remedy."""

from datetime import date
from decimal import Decimal

from maillage.facts import words
from maillage.facts.dossier import MAX_POPULATION
from maillage.facts.reading import FIRST_DAY, LAST_DAY
from maillage.kernel import written
from maillage.kernel.money import InvalidAmount, cents

MAX_AMOUNT = 1_000_000_000
"""Cents: no contract of a CPTS comes near ten million euros."""


class Refused(ValueError):
    """The text of a field cannot be used; the message is for people."""


def shown(text: str) -> str:
    """A typed text, cut, for a sentence."""
    return text if len(text) <= 40 else text[:39] + "…"


def day(text: str, label: str) -> date:
    """A date written 2027-03-01 or 01/03/2027, between 2000 and 2099."""
    try:
        found = written.day(text)
    except written.Unreadable:
        raise Refused(f"{label} : « {shown(text)} » n'est pas une date du calendrier. Écrivez-la comme 01/03/2027.") from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Refused(f"{label} : {found.year} est hors du possible. Donnez une date entre 2000 et 2099.")
    return found


def population(text: str, label: str) -> int:
    """A number of inhabitants, at least 1."""
    try:
        number = written.whole(text)
    except written.Unreadable:
        raise Refused(
            f"{label} : « {shown(text)} » n'est pas un nombre entier d'habitants. Écrivez par exemple 90 000."
        ) from None
    if not 1 <= number <= MAX_POPULATION:
        raise Refused(
            f"{label} : « {shown(text)} » n'est pas une population possible. "
            f"Donnez un nombre entre 1 et {words.count(MAX_POPULATION)}."
        )
    return number


def rate(text: str, label: str) -> Decimal:
    """A percentage as a share, 0 to 1, exact to the millionth."""
    try:
        percent = written.number(text.strip().removesuffix("%"))
    except written.Unreadable:
        raise Refused(f"{label} : « {shown(text)} » n'est pas un pourcentage. Écrivez par exemple 80.") from None
    if not 0 <= percent <= 100:
        raise Refused(f"{label} : « {shown(text)} % » est impossible. La part variable va de 0 % à 100 % de l'enveloppe.")
    return (percent / 100).quantize(Decimal("0.000001")).normalize()


def amount(text: str, label: str) -> int:
    """An amount in euros as cents, not negative."""
    try:
        found = cents(text)
    except InvalidAmount:
        raise Refused(
            f"{label} : « {shown(text)} » n'est pas un montant en euros. Écrivez par exemple 90 000 ou 44 630,14, "
            "avec deux décimales au plus."
        ) from None
    if not 0 <= found <= MAX_AMOUNT:
        raise Refused(
            f"{label} : « {shown(text)} € » n'est pas un montant possible. Donnez un montant entre 0 et 10 000 000 €."
        )
    return found


def choice(text: str, label: str, allowed: dict[str, str]) -> str:
    """One of the allowed words."""
    if text not in allowed:
        raise Refused(f"{label} : « {shown(text)} » n'est pas un choix possible. Choisissez : {', '.join(allowed)}.")
    return text


def yes_or_no(text: str, label: str) -> bool:
    """« oui » or « non »; a box that is ticked says « oui »."""
    return choice(text, label, {"oui": "", "non": ""}) == "oui"
