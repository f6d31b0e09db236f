"""Modules say their place in the flow, keep a readable size, and their doctests hold."""

import ast
import doctest
import importlib

import pytest

from tests.support.checkout import ROOT, SOURCE, texts

# Ending of the path -> lines above which a file must be divided. Lower these, do not raise them.
LIMITS = {".py": 400, ".html": 200, ".js": 400, ".css": 900}
# Migrations are as Django writes them.
MODULES = {name: text for name, text in texts(".py").items() if name.startswith("src/") and "/migrations/0" not in name}
WITH_DOCTESTS = sorted(name for name, text in MODULES.items() if ">>> " in text)


def test_each_module_opens_with_a_sentence() -> None:
    assert len(MODULES) > 50
    written = {name: text for name, text in MODULES.items() if text.strip()}
    assert [name for name, text in written.items() if not ast.get_docstring(ast.parse(text))] == []


@pytest.mark.parametrize("suffix", LIMITS)
def test_files_keep_a_readable_size(suffix: str) -> None:
    lengths = {name: text.count("\n") for name, text in texts(suffix).items() if name.startswith(("src/", "tests/"))}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LIMITS[suffix]} == {}


def test_each_room_has_a_package() -> None:
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    assert folders
    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("module", WITH_DOCTESTS)
def test_examples_in_docstrings_hold(module: str) -> None:
    name = module.removeprefix("src/").removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
