"""No tracked file names a package registry, nor a place of the machine where it was written."""

import re

from tests.support.checkout import texts

# Written in pieces, so that this file does not find itself.
HOSTS = [r"py" + r"pi\.org", r"python" + r"hosted\.", r"registry\.np" + r"m", r"deb\." + r"debian\."]
FOLDERS = ["wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me", "Us" + "ers"]
REGISTRIES = re.compile("|".join(HOSTS))
PLACES = re.compile(rf"(?<![\w.-])/(?:{'|'.join(FOLDERS)})/\w")


def test_no_file_names_a_registry() -> None:
    assert len(texts()) > 100
    assert [name for name, text in texts().items() if REGISTRIES.search(text)] == []


def test_no_file_names_a_place_of_a_machine() -> None:
    assert PLACES.search("see " + "/ho" + "me/someone")
    assert [name for name, text in texts().items() if PLACES.search(text)] == []
