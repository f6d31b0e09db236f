"""Texts that a spreadsheet opens: what somebody typed is never computed.

>>> harmless("=HYPERLINK(A1)"), harmless("+33 5 61 00 00 00"), harmless("-12,5"), harmless(None)
("'=HYPERLINK(A1)", '+33 5 61 00 00 00', '-12,5', '')
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from types import SimpleNamespace

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile("[+-]?\\d[\\d., \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]*")


def harmless(value: object) -> str:
    """The text of a cell of CSV: days as French people write them, an apostrophe before what would be a formula."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Semicolons and a byte-order mark: what French spreadsheets open without asking; every cell is harmless."""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return ("\ufeff" + "".join(lines)).encode()
