"""What people write, as a piece of page: the parser of the documents, with headings under those of the page."""

from django.utils.safestring import SafeString, mark_safe

from maillage.documents.shared.blocks import parser, tokens

FIRST_LEVEL = 3
"""A text is a part of a page: its largest heading comes under the page's own."""


def render(text: str) -> SafeString:
    """HTML without anything that runs: the parser escapes markup, and refuses addresses that are code."""
    found = tokens(text)
    for token in found:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + FIRST_LEVEL - 1)}"
        for inline in token.children or ():
            if inline.type == "link_open":
                inline.attrSet("rel", "nofollow noopener noreferrer")
    return mark_safe(parser().renderer.render(found, parser().options, {}))  # noqa: S308
