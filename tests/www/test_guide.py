"""The user guide as pages of the site, and the code that runs there: linked from every page, whole, with links that lead."""

import io
import re
import tarfile

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from maillage.www.pages import guide
from tests.support.checkout import ROOT

pytestmark = pytest.mark.django_db
NAMES = [entry.name for entry in guide.entries()]


def test_the_summary_names_every_page_of_the_folder() -> None:
    assert {path.stem for path in (ROOT / "docs" / "guide").glob("*.md")} == {*NAMES, "README"}


@pytest.mark.parametrize("name", [*NAMES, "versions"])
def test_each_page_is_read_and_its_links_lead_somewhere(client: Client, name: str) -> None:
    answer = client.get(reverse("pages:guide_page", args=[name]))
    assert answer.status_code == 200
    tree = html.fromstring(answer.content.decode())
    text = tree.find_class("guide-text")[0]
    assert len(text.text_content()) > 500
    inside = [link for link in text.xpath(".//a/@href") if link.startswith("/")]
    assert all(client.get(link.partition("#")[0]).status_code == 200 for link in inside)
    assert not [link for link in text.xpath(".//a/@href | .//img/@src") if ".md" in link or link.startswith("..")]
    assert all(table.find("caption") is not None for table in text.iter("table"))


def test_an_unknown_page_is_not_found(client: Client) -> None:
    for name in ("README", "absente", "CHANGELOG"):
        assert client.get(f"/guide/{name}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/", "/territoire/", "/financement/", "/observatoire/", "/textes/", "/compte/connexion/", "/absente/"]
)
def test_every_page_leads_to_the_creation_the_guide_and_the_code(client: Client, address: str) -> None:
    links = html.fromstring(client.get(address).content.decode()).xpath("//footer//a/@href")
    assert {"/creer/", "/guide/", "/code-source/"} <= set(links)


def test_the_code_is_given_whole_and_without_what_the_instance_keeps(client: Client) -> None:
    page = client.get("/code-source/").content.decode()
    assert re.search(r"tar\.gz, [\d,]+\s*Mo", page)
    answer = client.get("/code-source/archive/")
    with tarfile.open(fileobj=io.BytesIO(b"".join(answer.streaming_content)), mode="r:gz") as tar:
        names = tar.getnames()
    inside = [name.partition("/")[2] for name in names]
    assert {"LICENSE", "src/maillage/www/pages/source_code.py", "pyproject.toml"} <= set(inside)
    assert not [name for name in inside if name.startswith(("var", ".venv", ".git", "build")) or "__pycache__" in name]
