"""One reading of numbers, rates and days, whatever the field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel import written
from maillage.kernel.french import number as shown
from maillage.kernel.money import InvalidAmount, cents
from maillage.kernel.written import Unreadable

SEPTEMBER = date(2023, 9, 1)


@pytest.mark.parametrize(
    "text",
    ["2023-09-01", "01/09/2023", "1/9/2023", "01/09/23", "1.9.23", "01-09-2023", "1er septembre 2023", "1 SEPTEMBRE 2023",
     "2023-09-01 00:00:00", "2023-09-01T00:00:00", "vendredi 1er septembre 2023", "1er sept. 2023", "1-sept-23", '="01/09/2023"', "01/09/2023 00:00", " 2023-09-01 "],
)  # fmt: skip
def test_a_day_is_read_as_people_and_spreadsheets_write_it(text: str) -> None:
    assert written.day(text) == SEPTEMBER


@pytest.mark.parametrize(
    "text",
    ["", "45170", "31/02/2023", "2023-W35-5", "20230901", "٠١/٠٩/٢٠٢٣", "01/09-2023", "2023-09-01 14:00", "septembre 2023",
     "1/9/203", "0000-00-00", "9" * 5000, "32 mai 2023"],
)  # fmt: skip
def test_what_is_not_a_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        written.day(text)


def test_the_days_of_a_spreadsheet_are_read_where_they_can_be_met() -> None:
    assert written.day("45170", serial=True) == written.day("45170.0", serial=True) == SEPTEMBER
    with pytest.raises(Unreadable):
        written.day("1234", serial=True)


@pytest.mark.parametrize("text", ["--5", "1e5", "٩٠", "90,000", "90.000", "9 0", "1_000", "", "NaN", "9" * 5000, "0x10", "5-"])
def test_what_is_not_a_whole_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        written.whole(text)


@pytest.mark.parametrize("text", ["1e999999", "90,000", "1.234,56", "12,", "Infinity", "12 euros"])
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidAmount):
        cents(text)


def test_a_whole_number_has_the_forms_of_tables() -> None:
    forms = ("90 000", "90\u00a0000", "90\u202f000", "90000.0", "90 000,00", "90 000 hab.", '="90000"')
    assert [written.whole(text) for text in forms] == [90_000] * len(forms)


def test_a_rate_is_a_share_or_its_percentage() -> None:
    assert [written.share(text) for text in ("0,8", "0.8", "80 %", "80%", "80,0 %")] == [Decimal("0.8")] * 5


@given(st.integers(-(10**12), 10**12))
def test_what_we_write_is_read_back(value: int) -> None:
    assert written.whole(shown(value)) == value


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (written.number, written.whole, written.share, written.day, cents):
        try:
            read(text)
        except (Unreadable, InvalidAmount) as refusal:
            assert len(str(refusal)) < 200  # noqa: PT017 - the refusal stays short whatever was typed
