"""Lays out in a DOCX what people wrote as Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any

from maillage.documents.shared.blocks import Block, blocks
from maillage.documents.shared.docx_writer import Text, Writer

WIDTH = 170.0
"""Millimetres between the margins."""


def write(writer: Writer, text: str, *, level: int = 2) -> None:
    """The blocks of a text; its largest heading takes `level`."""
    for block in blocks(text):
        _write(writer, block, level)


def _write(writer: Writer, block: Block, level: int) -> None:
    match block["kind"]:
        case "heading":
            writer.heading("".join(run["text"] for run in block["runs"]), min(3, block["level"] + level - 1))
        case "list":
            _list(writer, block)
        case "quote":
            for inner in block["blocks"]:
                _write(writer, inner, level)
        case "table":
            width = WIDTH / len(block["heads"])
            heads = ["".join(run["text"] for run in cell) for cell in block["heads"]]
            rows = ([_runs(cell) for cell in row] for row in block["rows"])
            writer.table([width] * len(heads), heads, rows)
        case "code":
            writer.paragraph(Text(block["text"]))
        case "paragraph":
            writer.paragraph(*_runs(block["runs"]))


def _list(writer: Writer, block: Block) -> None:
    """Numbers are written out: those of the text program would run on from one list to the next."""
    if not block["ordered"]:
        writer.bullets(_flat(item) for item in block["items"])
        return
    for number, item in enumerate(block["items"], 1):
        writer.paragraph(Text(f"{number}. "), *_flat(item))


def _flat(item: Sequence[Block]) -> list[Text]:
    """A list inside a list is written in its line."""
    return list(_pieces(item))


def _pieces(item: Sequence[Block]) -> Iterator[Text]:
    for rank, block in enumerate(item):
        if rank:
            yield Text("\n")
        if block["kind"] == "list":
            for inner in block["items"]:
                yield Text("– ")
                yield from _pieces(inner)
                yield Text("\n")
        elif block["kind"] == "code":
            yield Text(block["text"])
        else:
            yield from _runs(block.get("runs", ()))


def _runs(runs: Sequence[dict[str, Any]]) -> list[Text]:
    return [Text(_with_address(run), "gras" if run["bold"] else "") for run in runs]


def _with_address(run: dict[str, Any]) -> str:
    """Paper does not follow links: the address is written after the words."""
    href, text = run["href"], str(run["text"])
    return f"{text} ({href})" if href and href not in text else text
