"""How many communes, in words: arrondissements of the great cities are not communes, and are masculine."""

from collections.abc import Sequence

from maillage.facts.territory import Commune
from maillage.www.shared.formats import join, plural

NAMED = 3
"""Places named one by one in « … ajoutées »; more are counted."""


def counted(communes: Sequence[Commune]) -> str:
    """« 12 communes », « 2 arrondissements », or both.

    >>> counted(())
    '0\\xa0commune'
    """
    inside = sum(commune.kind == "arrondissement" for commune in communes)
    whole = len(communes) - inside
    parts = [plural(whole, "commune")] if whole or not inside else []
    return join(parts + ([plural(inside, "arrondissement")] if inside else []))


def changed(communes: Sequence[Commune], done: str) -> str:
    """« Apt ajoutée. », « 12 communes ajoutées. »; `done` is the masculine participle."""
    if not communes:
        return ""
    feminine = all(commune.kind == "commune" for commune in communes)
    agreed = done + ("e" if feminine else "") + ("s" if len(communes) > 1 else "")
    named = counted(communes) if len(communes) > NAMED else join([commune.name for commune in communes])
    return f"{named} {agreed}."
