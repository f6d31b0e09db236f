"""What a reader gets is said before: the format of each file, the size of those that are kept, the meaning of each proof."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from lxml import html

import maillage.www
from maillage.kernel.proof import Proof

LINK = re.compile(r'<a\b[^>]*?href="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"[^>]*>(.*?)</a>', re.DOTALL)
FORMAT = re.compile(r"[./_](pdf|docx|xlsx|csv|zip|ics|yaml|json|geojson)(?:_url)?\b[^/]*$")


def test_each_link_to_a_file_says_its_format() -> None:
    pages = sorted(Path(maillage.www.__file__).parent.rglob("*.html"))
    links = [(page.name, *found) for page in pages for found in LINK.findall(page.read_text(encoding="utf-8"))]
    files = [(page, kind[1], text) for page, href, text in links if (kind := FORMAT.search(href))]
    assert len(files) > 20
    assert [(page, text) for page, kind, text in files if not re.search(kind, text, re.IGNORECASE)] == []


def test_a_kept_file_says_its_size() -> None:
    one = {"file_id": "x", "label": "Statuts.pdf", "file": {"size": 48_213}}
    said = render_to_string("components/filed_documents.html", {"documents": [one], "home": "/c/x/"})
    assert "Statuts.pdf (48 Ko)" in said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.django_db
def test_the_meaning_of_each_proof_is_reached_without_a_mouse(client: Client) -> None:
    (link,) = html.fromstring(client.get("/observatoire/").content).xpath("//footer//a[text()='Degrés de preuve']")
    address, _, place = link.get("href").partition("#")
    page = html.fromstring(client.get(address).content)
    assert page.get_element_by_id(place).tag == "h2"
    told = " ".join(page.text_content().replace("\N{NO-BREAK SPACE}", " ").split())
    for proof in Proof:
        assert " ".join(proof.meaning.replace("\N{NO-BREAK SPACE}", " ").split()) in told
