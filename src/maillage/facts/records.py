"""A small CSV that a person kept (a list of CPTS, a plan, memberships) as records: its separator and its header are found."""

import csv
from collections.abc import Iterator

from maillage.kernel.folding import folded

_SEPARATORS = ";\t,|"


def header_key(name: str) -> str:
    """« Code commune », « CODE_COMMUNE » and « code-commune » are one column."""
    return folded(name).replace(" ", "_")


class Records:
    """Iterates over (line, cells by `header_key`), without the lines that are empty."""

    def __init__(self, text: str) -> None:
        clean = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        first = clean.lstrip().split("\n", 1)[0]
        separator = max(_SEPARATORS, key=lambda mark: (first.count(mark), -_SEPARATORS.index(mark)))
        self._reader = csv.reader(clean.splitlines(keepends=True), delimiter=separator)
        self.names = [name.strip() for name in next((cells for cells in self._reader if any(c.strip() for c in cells)), [])]
        self.keys = [header_key(name) for name in self.names]

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        for cells in self._reader:
            texts = [cell.strip() for cell in cells]
            if any(texts):
                padded = texts + [""] * (len(self.keys) - len(texts))
                yield self._reader.line_num, {key: text for key, text in zip(self.keys, padded, strict=False) if key}
