"""The user guide as pages: the Markdown of docs/guide, its links turned into addresses of the site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from maillage.kernel.folding import dashed

_PACKAGED = Path(__file__).resolve().parents[2] / "guide"
_CHECKOUT = Path(__file__).resolve().parents[4]
FOLDER = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT / "docs" / "guide"
"""Beside the code once installed as a package, in `docs/` of a checkout."""
FIRST, VERSIONS = "README", "versions"
_OF_THE_SITE = {"../donnees.md": "pages:sources", "../glossaire.yaml": "textes:index"}
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_ENTRY = re.compile(r"^\d+\. \[(?P<title>[^\]]+)\]\((?P<name>[a-z]+)\.md\) : (?P<about>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the guide, as its summary tells it."""

    name: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    title: str
    body: SafeString
    """Our own text, rendered without any HTML of its own."""


class UnknownPage(LookupError):
    """No page of the guide has this name."""


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The pages in the order of the summary."""
    summary = (FOLDER / f"{FIRST}.md").read_text("utf-8")
    return tuple(Entry(**found.groupdict()) for found in _ENTRY.finditer(summary))


@lru_cache(maxsize=64)
def page(name: str) -> GuidePage:
    """The page with this name, or UnknownPage."""
    if name == VERSIONS:
        path = FOLDER / "CHANGELOG.md" if FOLDER == _PACKAGED else _CHECKOUT / "CHANGELOG.md"
    elif name in {entry.name for entry in entries()}:
        path = FOLDER / f"{name}.md"
    else:
        raise UnknownPage(name)
    text = path.read_text("utf-8")
    title = _TITLE.search(text)
    return GuidePage(title[1] if title else name, mark_safe(_markdown().render(_TITLE.sub("", text, count=1))))  # noqa: S308 - ours


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    reader.core.ruler.push("addresses", lambda state: _readdress(state.tokens))
    return reader


def _readdress(tokens: Sequence[Token]) -> None:
    """Links and pictures point to the site; titles get an anchor; each table takes the name of the title above it."""
    heading = ""
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[position + 1].content
            token.attrSet("id", dashed(heading))
        elif token.type == "table_open":
            token.meta["name"] = heading
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", _address(str(child.attrGet("href"))))
            elif child.type == "image":
                child.attrSet("src", static(f"guide/{Path(str(child.attrGet('src'))).name}"))


def _address(href: str) -> str:
    name, _, anchor = href.partition("#")
    if name in _OF_THE_SITE:
        return reverse(_OF_THE_SITE[name])
    if name.endswith("CHANGELOG.md"):
        return reverse("pages:guide_page", args=[VERSIONS])
    if not name.endswith(".md"):
        return href
    known = Path(name).stem
    address = reverse("pages:guide") if known == FIRST else reverse("pages:guide_page", args=[known])
    return f"{address}#{anchor}" if anchor else address


class _Renderer(RendererHTML):
    """Tables scroll in a frame that has a name, as `scrolled_table` draws them elsewhere."""

    def table_open(self, tokens: Sequence[Token], position: int, _options: Any, _env: Any) -> str:
        name = tokens[position].meta["name"] or "Tableau"
        return format_html(
            '<div class="table-scroll" tabindex="0" role="group" aria-label="{}"><table class="table">'
            '<caption class="visually-hidden">{}</caption>',
            name,
            name,
        )

    def table_close(self, *_: Any) -> str:
        return "</table></div>"

    def fence(self, tokens: Sequence[Token], position: int, _options: Any, _env: Any) -> str:
        return format_html('<pre tabindex="0"><code>{}</code></pre>', tokens[position].content)
