"""What is wrong with an identifier, in one French sentence that says what to do."""

NBSP = "\N{NO-BREAK SPACE}"


class InvalidCode(ValueError):
    """The text is not a valid identifier; `str(error)` is a sentence for people."""


class InvalidFormat(InvalidCode):
    """Characters that the identifier cannot hold."""


class InvalidLength(InvalidCode):
    """Too short or too long."""


class InvalidChecksum(InvalidCode):
    """The check digit does not match: a typing error, most of the time."""


class InvalidComponent(InvalidCode):
    """A part of the identifier (département, office) does not exist."""


def quoted(text: str) -> str:
    """The given text between French quotes, cut when absurdly long."""
    return f"«{NBSP}{text[:30]}{NBSP}»"


def wrong_length(given: str, name: str, expected: str) -> InvalidLength:
    return InvalidLength(f"{quoted(given)} a {len(given)} caractères{NBSP}; {name} en a {expected}.")


def wrong_key(given: str, name: str) -> InvalidChecksum:
    return InvalidChecksum(f"La clé de {quoted(given)} est fausse{NBSP}: recopiez {name} chiffre par chiffre.")
