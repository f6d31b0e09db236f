"""What people write as Markdown, as plain blocks that the PDF and the DOCX both lay out; the pages use the same parser."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]
"""`kind` is heading (level, runs), paragraph (runs), list (ordered, items: blocks of each), quote (blocks), table (heads, rows),
code (text) or rule; a run is {text, bold, italic, href}."""


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """CommonMark and tables, without HTML, without pictures fetched elsewhere; links that run code stay text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "reference"])


def tokens(text: str) -> list[Token]:
    """What the parser reads, with headings that begin at level 1 and skip none: a reader by ear follows them."""
    found = parser().parse(text)
    above: list[int] = []
    for token in found:
        if token.type == "heading_open":
            given = int(token.tag[1])
            above = [*(level for level in above if level < given), given]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{len(above)}"
    return found


def blocks(text: str) -> list[Block]:
    """The blocks of a text, from top to bottom."""
    return list(_blocks(SyntaxTreeNode(tokens(text)).children))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        yield _block(node)


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return {"kind": "heading", "level": int(node.tag[1]), "runs": _runs(node.children)}
        case "bullet_list" | "ordered_list":
            items = [list(_blocks(item.children)) for item in node.children]
            return {"kind": "list", "ordered": node.type == "ordered_list", "items": items}
        case "blockquote":
            return {"kind": "quote", "blocks": list(_blocks(node.children))}
        case "table":
            head, *body = ([[_runs(cell.children) for cell in row.children] for row in part.children] for part in node.children)
            return {"kind": "table", "heads": head[0], "rows": body[0] if body else []}
        case "fence" | "code_block":
            return {"kind": "code", "text": node.content.rstrip("\n")}
        case "hr":
            return {"kind": "rule"}
    return {"kind": "paragraph", "runs": _runs(node.children)}


def _runs(nodes: Sequence[SyntaxTreeNode], bold: bool = False, italic: bool = False, href: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for node in nodes:
        if node.type in ("text", "code_inline"):
            found.append({"text": node.content, "bold": bold, "italic": italic, "href": href})
        elif node.type in ("softbreak", "hardbreak"):
            found.append({"text": "\n" if node.type == "hardbreak" else " ", "bold": bold, "italic": italic, "href": href})
        else:
            address = str(node.attrs.get("href", "")) if node.type == "link" else href
            found += _runs(node.children, bold or node.type == "strong", italic or node.type == "em", address)
    return [run for run in found if run["text"]]
