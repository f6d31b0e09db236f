"""A cell of CSV is never a formula; numbers and phone numbers stay what they are."""

import ast
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.spreadsheet import csv_file, harmless
from tests.support.checkout import SOURCE


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=", "-"])
def test_a_formula_becomes_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12,5", "+33 5 61 00 00 00", "-1.5", "Foix", "a=b", "", "1=1"])
def test_the_rest_stays(text: str) -> None:
    assert harmless(text) == text


def test_values_are_written_as_people_read_them() -> None:
    assert [harmless(value) for value in (None, 12, Decimal("-1.5"), date(2026, 3, 1))] == ["", "12", "-1.5", "01/03/2026"]


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = harmless(text)
    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "@", "\t", "\r", "\n"))


def test_this_is_the_only_place_that_knows_formulas() -> None:
    def knows(path: str) -> bool:
        tuples = (node for node in ast.walk(ast.parse(path)) if isinstance(node, ast.Tuple))
        return any({"=", "+", "-", "@"} <= {getattr(one, "value", None) for one in node.elts} for node in tuples)

    found = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if knows(path.read_text("utf-8"))}
    assert found == {"kernel/spreadsheet.py"}


def test_a_file_has_semicolons_a_mark_and_no_formula() -> None:
    assert csv_file(["nom", "le"], [["=1;2", date(2026, 3, 1)], [None, "a"]]) == (
        '\ufeffnom;le\r\n"\'=1;2";01/03/2026\r\n;a\r\n'.encode()
    )
