"""One line of the tree that « Pourquoi ? » opens, ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from maillage.kernel.proof import Proof


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line of the tree, ready to be shown. `kind`: regle, parametre, convention or fait."""

    kind: str
    name: str
    label: str
    value: str
    sentence: str = ""
    article: str = ""
    text: str = ""
    text_id: str = ""
    since: date | None = None
    published: date | None = None
    proof: Proof | None = None
    read_in: str = ""
    """Of a value of the law: « Lu dans : … », « Déduit de : … »; empty when nothing establishes it."""
    source: str = ""
    vintage: str = ""
    operation: str = ""
    """Of a rule: the arithmetic that gives the value, with what it read."""
    again: bool = False
    """Its origins are told elsewhere in the tree (`told_once`)."""
    children: tuple["Explanation", ...] = field(default=())


def told_once(root: Explanation) -> Explanation:
    """The tree where what was told once is not told again: a repeated line keeps its value, without its origins."""
    return replace(root, children=_told(root.children, set()))


def _told(children: Iterable[Explanation], told: set[int]) -> tuple[Explanation, ...]:
    """Lines of one level; those of a level are told there rather than under one of them."""
    mine = list(children)
    again = [id(child) in told and bool(child.children) for child in mine]
    told.update(map(id, mine))
    return tuple(
        replace(child, again=repeated, children=() if repeated else _told(child.children, told))
        for child, repeated in zip(mine, again, strict=True)
    )
