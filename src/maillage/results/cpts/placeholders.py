"""What a text still holds of the model it began from: « à préciser », « (à écrire) », « … », words between brackets."""

import re
from collections.abc import Mapping

from maillage.kernel.french import join

_LEFT = re.compile(
    r"""
    \(?\bà\s+(?:préciser|écrire|compléter|définir|remplir|renseigner)\b\)?
    | …+ | \.{3,}                     # a blank left open
    | \[(?!\s*[xX ]?\s*\])[^\[\]\n]{1,80}\](?!\()   # [to fill]; a Markdown link or a ticked box is not
    | \b(?:XX+|TODO)\b
    | _{3,}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHOWN = 3


def left(body: str) -> tuple[str, ...]:
    """Each sign once, in the order of the text, as it is written.

    >>> left("Médecin à préciser, kiné (à écrire)… voir [la carte](/carte), à préciser")
    ('à préciser', '(à écrire)', '…')
    """
    return tuple(dict.fromkeys(" ".join(found[0].split()) for found in _LEFT.finditer(body)))


def sentence(body: str) -> str:
    """What remains to be replaced; empty when nothing does."""
    found = left(body)
    if not found:
        return ""
    shown = join([f"« {one} »" for one in found[:_SHOWN]])
    more = ", et d'autres" if len(found) > _SHOWN else ""
    return f"il reste à remplacer {shown}{more}."


def of_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Label -> sentence, for the fields that hold one."""
    return {label: told for label, body in fields.items() if (told := sentence(body))}
