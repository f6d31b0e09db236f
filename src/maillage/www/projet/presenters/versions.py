"""The versions of a fiche-action or of an objective: what each changed, and two of them compared field by field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from maillage.community.missions.models import Version
from maillage.kernel.french import join
from maillage.www.components.versions import Change, Kept, compare

Told = Callable[[Mapping[str, Any]], Mapping[str, str]]
"""The content of a version as labels and texts."""


def rows(kept: Sequence[Version], told: Told) -> list[Kept]:
    """Newest first, as they come."""
    before = [*kept[1:], None]
    return [Kept(one.number, one.at, one.by, _said(one, old, told)) for one, old in zip(kept, before, strict=True)]


def changes(kept: Sequence[Version], told: Told, first: int, second: int) -> list[Change]:
    """The fields that differ between two numbers; nothing comes before the first."""
    contents = {one.number: told(one.content) for one in kept}
    old, new = contents.get(first, {}), contents[second]
    return [Change(label, compare(old.get(label, ""), text)) for label, text in new.items() if old.get(label, "") != text]


def _said(one: Version, old: Version | None, told: Told) -> str:
    if old is None:
        return "Création" if one.number == 1 else "Première version gardée"
    before = told(old.content)
    changed = [label for label, text in told(one.content).items() if before[label] != text]
    return join(changed) or "Rien"
