"""The glossary is the arbiter: its terms are whole, its links exist, and no forbidden form is in the code."""

import re

import pytest

from maillage.law import reader
from maillage.law.glossary import FILE, Term, terms
from tests.support.checkout import ROOT, texts

SOURCE = {
    name: text
    for name, text in texts(".py", ".html", ".js", ".yaml", ".css").items()
    if name.startswith(("src/", "tests/")) and not name.endswith("glossaire.yaml")
}


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.id)
def test_a_term_has_one_sentence_and_a_source(term: Term) -> None:
    assert term.definition.endswith(".")
    assert ". " not in term.definition.replace("art. ", "")
    assert term.source
    assert term.code or term.forbidden
    assert set(term.parameters) <= set(reader.load().parameters)


@pytest.mark.parametrize("term", [term for term in terms() if term.forbidden], ids=lambda term: term.id)
def test_a_forbidden_form_is_nowhere(term: Term) -> None:
    pattern = re.compile("|".join(rf"\b{form}\b" for form in term.forbidden), re.IGNORECASE)
    camel = re.compile("|".join(rf"\b{form.title().replace('_', '')}\b" for form in term.forbidden))
    assert [name for name, text in SOURCE.items() if pattern.search(text) or camel.search(text)] == []


def test_the_glossary_stands_among_the_documents() -> None:
    assert (ROOT / "docs" / "glossaire.yaml").read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8")


def test_terms_are_unique() -> None:
    names = [term.term.lower() for term in terms()]
    assert len(names) == len(set(names)) > 40
