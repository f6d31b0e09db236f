"""What Typst cannot tag yet in the tables of a PDF: the cell that names each row, and the summary of each table.

Only the structure tree changes, never a page. One rule for every table of ours: its first column names its rows.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))


def completed(data: bytes) -> bytes:
    """The same PDF; each row of its tables has a header cell, each table without a caption the heading above it as summary."""
    if b"/Table" not in data:
        return data
    reader = PdfReader(BytesIO(data))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    root: Any = writer.root_object["/StructTreeRoot"]
    heading, numbers = "", count(1)
    for element in elements(root):
        if element["/S"] in _HEADINGS:
            heading = str(element.get("/T", heading))
        elif element["/S"] == "/Table":
            _complete(element, heading, next(numbers))
    _index(root)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def elements(node: Any) -> Iterator[Any]:
    """Every element (DictionaryObject) of a structure tree under a node, in the order of reading."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        found = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from elements(found)


def attributes(element: Any) -> DictionaryObject:
    """Those that say something of a table, written when there were none."""
    known = element.get("/A")
    owners = known if isinstance(known, ArrayObject) else ArrayObject([] if known is None else [known])
    for one in owners:
        found = one.get_object()
        if isinstance(found, DictionaryObject) and found.get("/O") == "/Table":
            return found
    made = DictionaryObject({NameObject("/O"): NameObject("/Table")})
    owners.append(made)
    element[NameObject("/A")] = owners
    return made


def _complete(table: Any, heading: str, number: int) -> None:
    parts = list(elements(table))
    if heading and not any(part["/S"] == "/Caption" for part in parts):
        attributes(table)[NameObject("/Summary")] = TextStringObject(heading)
    rows = (row for body in parts if body["/S"] == "/TBody" for row in elements(body) if row["/S"] == "/TR")
    for rank, row in enumerate(rows, 1):
        _name(row, f"T{number}L{rank}".encode())


def _name(row: Any, key: bytes) -> None:
    """The first cell becomes the header of its row; the others point to it too."""
    first, *others = (cell for cell in elements(row) if cell["/S"] in ("/TD", "/TH"))
    if first["/S"] == "/TH":
        return
    identity = ByteStringObject(key)
    first[NameObject("/S")], first[NameObject("/ID")] = NameObject("/TH"), identity
    attributes(first)[NameObject("/Scope")] = NameObject("/Row")
    for cell in others:
        told = attributes(cell)
        told[NameObject("/Headers")] = ArrayObject([*told.get("/Headers", []), identity])


def _index(root: Any) -> None:
    """The names by which cells point to their headers, in one sorted list."""
    known = {element["/ID"].original_bytes: element.indirect_reference for element in elements(root) if "/ID" in element}
    names = ArrayObject(one for key in sorted(known) for one in (ByteStringObject(key), known[key]))
    root[NameObject("/IDTree")] = DictionaryObject({NameObject("/Names"): names})
