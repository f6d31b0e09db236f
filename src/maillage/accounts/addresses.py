"""Whether a mail may be sent to an address: asked before one is kept, and again before one leaves."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LONGEST = 254
_SHOWN = 60


def clean(given: str) -> str:
    """As addresses are kept: without spaces around, in lower case."""
    return given.strip().lower()


def fault(address: str) -> str:
    """Why no mail can reach a clean address, in a sentence; empty when one may try."""
    shown = visible(address)[:_SHOWN]
    if not address.isascii():
        return (
            f"« {shown} » porte un signe que les adresses électroniques n'ont pas (lettre accentuée, espace…) : "
            "corrigez-la, puis recommencez."
        )
    if len(address) > _LONGEST:
        return f"« {shown}… » est trop longue pour une adresse électronique : corrigez-la, puis recommencez."
    try:
        validate_email(address)
    except ValidationError:
        return f"« {shown} » n'est pas une adresse électronique : corrigez-la, puis recommencez."
    return ""


def visible(address: str) -> str:
    """The address as a row can keep it and a person read it: signs that do not print are replaced, what is too long is cut."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in address)[:_LONGEST]
