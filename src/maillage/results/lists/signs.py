"""What a line says beside a code: a postal code never wins over the name of the commune that is written there."""

import re

from maillage.results.territoires.naming import at_postal_code, bears, communes_named, labels, present_of
from maillage.results.territoires.words import shown, typed

_MARKS = re.compile(r"[\s()\[\]«»\"':,;.–—-]+")


def left_of(cell: str, code: str) -> str:
    """The cell without its code: « Avignon (84007) » says Avignon.

    >>> left_of("Avignon (84007)", "84007"), left_of("84007", "84007")
    ('Avignon', '')
    """
    before, _, after = cell.partition(code)
    return " ".join(part for part in (_trimmed(before), _trimmed(after)) if part)


def judged(code: str, name: str, *, is_sure: bool) -> tuple[str, str]:
    """The code to keep, and why none: the postal code of the commune named is that commune.

    `is_sure`: the name is that of the commune, so that another code beside it is refused rather than believed.
    """
    if not name or not communes_named(name) or bears(code, name):
        return code, ""
    if found := at_postal_code(code, name):
        return found, ""
    if not is_sure or not (present := present_of(code)):
        return code, ""
    own = labels([present])[0]
    return "", typed(f"{code} est le code de {own}, et la ligne dit « {shown(name)} » : gardez le nom, ou corrigez le code.")


def _trimmed(text: str) -> str:
    return re.sub(rf"^{_MARKS.pattern}|{_MARKS.pattern}$", "", text)
