"""Values as French people read them."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from maillage.www.shared import formats

THIN, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def test_numbers() -> None:
    assert formats.number(0) == "0"
    assert formats.number(-1234567) == f"−1{THIN}234{THIN}567"
    assert formats.number(Decimal("2.945"), 2) == "2,95"
    assert formats.number(Decimal("-0.2")) == "0"


def test_a_change_has_its_sign() -> None:
    assert formats.signed_percent(Decimal("0.012")) == f"+1,2{NBSP}%"
    assert formats.signed_percent(Decimal("0.0001")) == f"0,0{NBSP}%"
    assert formats.signed(-3) == "−3"


def test_dates() -> None:
    assert formats.day(date(2027, 3, 1)) == "01/03/2027"
    assert formats.long_day(date(2027, 12, 31)) == f"31{NBSP}décembre 2027"


def test_nouns() -> None:
    assert formats.plural(-1, "habitant") == f"−1{NBSP}habitant"
    assert formats.plural(2, "EPCI", "EPCI") == f"2{NBSP}EPCI"


def test_lists() -> None:
    assert formats.join([]) == ""
    assert formats.join(["Apt"]) == "Apt"
    assert formats.join(["Apt", "Orange"]) == "Apt et Orange"


@given(st.integers(-(10**12), 10**12))
def test_a_number_reads_back(value: int) -> None:
    assert int(formats.number(value).replace(THIN, "").replace("−", "-")) == value


@given(st.integers(-(10**10), 10**10))
def test_euros_read_back(cents: int) -> None:
    text = formats.euros(cents).replace(THIN, "").replace(f"{NBSP}€", "").replace("−", "-").replace(",", "")
    assert int(text) == cents
