"""The documents are true to the repository: version, commands, links."""

import re
from importlib.metadata import version

import pytest

from maillage import __version__
from tests.support.checkout import ROOT, texts

DOCUMENTS = texts(".md")


def test_the_changelog_tells_the_current_version() -> None:
    current = __version__
    assert version("maillage") == current
    assert re.search(rf"^## .*\b{re.escape(current)}\b", DOCUMENTS["CHANGELOG.md"], re.M)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_each_make_command_of_the_documents_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", DOCUMENTS[document], re.M))
    assert named
    assert named - targets == set()


def test_the_readme_gives_the_two_commands() -> None:
    assert re.findall(r"^make ([a-z]+)", DOCUMENTS["README.md"], re.M) == ["demo", "test"]


def test_each_local_link_leads_somewhere() -> None:
    links = [
        (name, link)
        for name, text in DOCUMENTS.items()
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
        if "://" not in link and not link.startswith("mailto:")
    ]
    assert len(links) > 10
    assert [(name, link) for name, link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_each_decision_has_its_number_and_is_listed() -> None:
    decisions = sorted(path.name for path in (ROOT / "docs" / "adr").glob("0*.md"))
    assert len(decisions) >= 6
    assert [int(name[:4]) for name in decisions] == list(range(1, len(decisions) + 1))
    listing = (ROOT / "docs" / "adr" / "README.md").read_text("utf-8")
    assert [name for name in decisions if f"({name})" not in listing] == []


def test_each_picture_is_shown() -> None:
    pictures = [path.name for path in (ROOT / "docs" / "images").iterdir()]
    assert pictures
    assert [name for name in pictures if not any(f"images/{name})" in text for text in DOCUMENTS.values())] == []
