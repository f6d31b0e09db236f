"""The compact form of a selection: exact, short, and closed to forged addresses."""

import base64
import zlib

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.facts.selection import MAX_CODES, InvalidSelection, decode, encode
from maillage.opendata.warehouse.schema import EMBEDDED

CODES = pl.read_parquet(EMBEDDED / "communes.parquet", columns=["code", "region"])


@given(st.sets(st.sampled_from(CODES["code"].to_list()), max_size=300))
def test_what_is_decoded_is_what_was_encoded(codes):
    assert set(decode(encode(codes))) == codes


def test_every_code_of_france_survives():
    codes = CODES["code"].to_list()
    parts = [codes[start : start + MAX_CODES] for start in range(0, len(codes), MAX_CODES)]
    assert {code for part in parts for code in decode(encode(part))} == set(codes)


def test_all_france_in_one_address_is_too_many():
    with pytest.raises(InvalidSelection, match="plus de 6 000 communes"):
        decode(encode(CODES["code"].to_list()))


def test_the_largest_region_fits_in_an_address():
    for _, rows in CODES.group_by("region"):
        assert len(encode(rows["code"])) < 2_500


def test_order_and_repetition_leave_no_mark():
    assert encode(["84031", "84007", "84031"]) == encode(["84007", "84031"])


def test_a_link_made_today_still_opens():
    assert decode(encode([])) == decode("") == ()
    assert decode("1eNq70sB6-QWPxJXNTAAcrwTC") == ("2A004", "84007", "84031", "97411")


@pytest.mark.parametrize("code", ["", "8400", "840071", "98818", "2C001", "00001", "<b>ab", "97a01"])
def test_what_has_not_the_form_of_a_code_is_refused(code):
    with pytest.raises(InvalidSelection, match="forme"):
        encode([code])


@given(st.text(max_size=60))
def test_a_forged_text_is_refused_or_empty_never_an_error(text):
    try:
        codes = decode(text)
    except InvalidSelection:
        return
    assert set(decode(encode(codes))) == set(codes)


@given(st.binary(max_size=40))
def test_forged_gaps_are_refused_or_read(gaps):
    text = "1" + base64.urlsafe_b64encode(zlib.compress(gaps)).decode().rstrip("=")
    try:
        codes = decode(text)
    except InvalidSelection:
        return
    assert set(decode(encode(codes))) == set(codes)


def test_a_bomb_is_refused():
    bomb = base64.urlsafe_b64encode(zlib.compress(b"\x01" * 50_000_000, 9)).decode()
    with pytest.raises(InvalidSelection, match="altérée"):
        decode("1" + bomb)


def test_a_cut_link_is_refused():
    text = encode(CODES["code"].to_list()[:50])
    with pytest.raises(InvalidSelection, match="incomplète"):
        decode(text[:-6])
