"""Tags of the pieces that every page draws: an alert, a figure, its « Pourquoi ? », a table that scrolls.

They are built in (`TEMPLATES` of the settings): no template loads them.
"""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.community.governance import numbers
from maillage.community.governance.numbers import Offer
from maillage.kernel.proof import Proof
from maillage.results.cpts import carriers as known
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import octets
from maillage.www.shared.refused import is_refused, refused_fields

register = template.Library()


@register.inclusion_tag("components/alert.html", takes_context=True)
def alert(
    context: Context,
    level: str,
    text: object = "",
    *,
    title: object = "",
    items: Iterable[object] = (),
    href: str = "",
    label: object = "",
    focused: bool = False,
) -> dict[str, object]:
    """A framed message. level: info | attention | erreur | succes; items: more sentences; href and label: a way out.

    An error that answers a form takes the focus, as the summary of its fields does; a fragment of HTMX leaves it.
    """
    return {
        "level": level,
        "text": text,
        "title": title,
        "items": items,
        "href": href,
        "label": label,
        "focused": focused or (level == "erreur" and _answers_a_form(context)),
    }


@register.simple_tag(takes_context=True)
def refusals(context: Context) -> dict[str, object]:
    """What the page refuses of the form it answers. fields: to correct, each with its place; told: true with any refusal."""
    if not _answers_a_form(context):
        return {"fields": [], "told": False}
    values = {str(name): value for name, value in context.flatten().items()}
    return {"fields": refused_fields(values), "told": is_refused(values)}


def _answers_a_form(context: Context) -> bool:
    request = getattr(context, "request", None)
    return request is not None and request.method == "POST" and not request.headers.get("HX-Request")


@register.inclusion_tag("components/stat.html")
def stat(
    label: object, value: object, *, unit: str = "", when: object = "", why: str = "", proof: Proof | None = None
) -> dict[str, object]:
    """One figure with its name; when: vintage and source; why: address of its explanation; proof: its badge."""
    return {"label": label, "value": value, "unit": unit, "when": when, "why": why, "proof": proof}


@register.inclusion_tag("components/proof_badge.html")
def proof_word(word: str) -> dict[str, object]:
    """The badge of a degree kept as its words in a frozen copy; of yesterday's « contrat » too."""
    return {"proof": Proof.from_label(word)}


register.filter("octets", octets)


@register.simple_tag
def noted_numbers(visit: Visit) -> tuple[Offer, ...]:
    """Numbers noted with a piece of the association that the identity of the CPTS lacks, or contradicts."""
    return numbers.offers(visit.community)


@register.inclusion_tag("components/carriers.html")
def carriers(visit: Visit) -> dict[str, object]:
    """The lists « porteurs » (name and capacity) and « porteurs-noms » that fields of names offer; once a page."""
    return {"signatures": known.signatures(visit.community), "names": known.names(visit.community)}


@register.inclusion_tag("components/why_link.html")
def why(href: str, label: object) -> dict[str, object]:
    """Link to the explanation of a figure; label: what is explained, read after « Pourquoi ? ».

    It opens in the drawer of a page that has one.
    """
    return {"href": href, "label": label}


@register.simple_block_tag
def scrolled_table(content: SafeString, *name: object, table: str = "", frame: str = "") -> SafeString:
    """A table that scrolls sideways in its frame, by keyboard too, and that has a name (RGAA 5.4).

    name: its parts, joined by a space; table, frame: more classes. A table that opens on a `<caption>` shows it; any
    other gets its name as a hidden one.
    """
    words = " ".join(str(part) for part in name)
    shown = content.lstrip().startswith("<caption")
    caption = "" if shown else format_html('<caption class="visually-hidden">{}</caption>', words)
    return format_html(
        '<div class="{}" tabindex="0" role="group" aria-label="{}"><table class="{}">{}{}</table></div>',
        f"table-scroll {frame}".strip(),
        words,
        f"table {table}".strip(),
        caption,
        content,
    )
