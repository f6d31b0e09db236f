"""What people write is laid out the same everywhere, and is never markup."""

import pytest

from maillage.documents.shared.blocks import blocks


def levels(text: str) -> list[int]:
    return [block["level"] for block in blocks(text) if block["kind"] == "heading"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### a\n\n### b\n\n### c", [1, 1, 1]),
        ("## a\n\n#### b\n\n### c\n\n# d", [1, 2, 2, 1]),
        ("# a\n\n## b\n\n###### c\n\n## d", [1, 2, 3, 2]),
    ],
)
def test_headings_begin_at_one_and_skip_none(text: str, expected: list[int]) -> None:
    assert levels(text) == expected


def test_markup_stays_words() -> None:
    (block,) = blocks("a <b>b</b> ![i](https://exemple.fr/i.png) [c](javascript:x)")
    assert "<b>b</b>" in "".join(run["text"] for run in block["runs"])
    assert [run["href"] for run in block["runs"] if run["href"]] == ["https://exemple.fr/i.png"]


def test_each_kind_of_block_is_told() -> None:
    text = "Un **mot** *penché*\nsuite\n\n- a\n  1. b\n\n> c\n\n| A |\n|---|\n| d |\n\n---\n\n    e"
    found = blocks(text)
    assert [block["kind"] for block in found] == ["paragraph", "list", "quote", "table", "rule", "code"]
    assert [(run["text"], run["bold"], run["italic"]) for run in found[0]["runs"]] == [
        ("Un ", False, False),
        ("mot", True, False),
        (" ", False, False),
        ("penché", False, True),
        (" ", False, False),
        ("suite", False, False),
    ]
    assert found[1]["items"][0][1]["ordered"]
    assert found[3]["rows"][0][0][0]["text"] == "d"


def test_an_empty_text_has_no_block() -> None:
    assert blocks(" \n\n ") == []
