"""Lists cut short that still open: what is not shown at once folds under « et 65 autres », never behind it."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from maillage.www.shared.formats import join, plural


def names(found: Sequence[str], shown: int) -> str:
    """« A, B et 65 autres », where the others open; plain text when all are told. For a place that may hold a block."""
    if len(found) <= shown:
        return join(list(found))
    return format_html("{} {}", ", ".join(found[:shown]), folded(plural(len(found) - shown, "autre"), found[shown:]))


def short(found: Sequence[str], shown: int) -> str:
    """The same words without what opens: for the name of a button."""
    hidden = len(found) - shown
    return join([*found[:shown], *([plural(hidden, "autre")] if hidden > 0 else [])])


def items(found: Sequence[str], shown: int, one: str = "autre", many: str = "") -> list[str]:
    """Items of a list, the last of which opens on those that are not shown."""
    hidden = len(found) - shown
    if hidden <= 0:
        return list(found)
    rest = format_html_join("", "<li>{}</li>", ((text,) for text in found[shown:]))
    more = format_html('<details class="rest"><summary>et {}</summary><ul>{}</ul></details>', plural(hidden, one, many), rest)
    return [*found[:shown], more]


def folded(label: str, found: Sequence[str]) -> SafeString:
    """« et 65 autres », which opens on names."""
    return format_html('<details class="rest"><summary>et {}</summary> {}</details>', label, join(list(found)))
