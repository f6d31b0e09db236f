"""Templates and static files: none forgotten, nothing that a strict Content-Security-Policy would refuse."""

import re
from pathlib import Path

import allauth

from tests.support.checkout import texts

TEMPLATES = {name: text for name, text in texts(".html", ".svg", ".txt").items() if "/templates/" in name}
STATIC = {name for name in texts(".js", ".css") if "/static/" in name}
CODE = {name: text for name, text in texts(".py", ".html", ".js", ".css").items() if name.startswith("src/")}
# Django finds these by their name.
FOUND_BY_NAME = {"400.html", "403.html", "404.html", "429.html", "500.html"}
# The library of accounts finds ours in place of its own, by the same name.
LIBRARY = Path(allauth.__file__).parent / "templates"
SCRIPT = re.compile(r"<script\b([^>]*)>", re.I)


def short(path: str) -> str:
    return re.split("/(?:templates|static)/", path)[1]


def used(name: str, by: dict[str, str]) -> bool:
    return any(name in text for text in by.values())


def test_no_template_is_forgotten() -> None:
    assert len(TEMPLATES) > 20
    forgotten = [
        path
        for path in TEMPLATES
        if short(path) not in FOUND_BY_NAME
        and not (LIBRARY / short(path)).exists()
        and not used(short(path), {name: text for name, text in CODE.items() if name != path})
    ]
    assert forgotten == []


def test_no_static_file_is_forgotten() -> None:
    assert len(STATIC) > 3
    forgotten = []
    for path in STATIC:
        others = {name: text for name, text in CODE.items() if name != path}
        if not used(short(path), others) and not used("./" + path.rsplit("/", 1)[1], others):
            forgotten.append(path)
    assert forgotten == []


def test_no_script_nor_style_inside_a_page() -> None:
    assert TEMPLATES
    faults = []
    for path, text in TEMPLATES.items():
        if re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.I):
            faults.append(path)
        if any("src=" not in given and "application/json" not in given for given in SCRIPT.findall(text)):
            faults.append(path)
    assert faults == []


def test_no_page_asks_another_site_for_a_file() -> None:
    assert TEMPLATES
    asked = r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*[\"'](?:https?:)?//"
    assert [path for path, text in TEMPLATES.items() if re.search(asked, text, re.I)] == []


def test_no_shared_piece_is_spelled_by_hand() -> None:
    """Alerts, figures, « Pourquoi ? » and tables that scroll are tags: what is mended there is mended on every page."""
    by_hand = (r'class="table-scroll', r'class="stat"', r">Pourquoi&nbsp;\?<span", r"components/(?:alert|stat|why_link)\.html")
    pages = {path: text for path, text in TEMPLATES.items() if "/components/templates/" not in path}
    assert len(pages) > 100
    assert [(path, piece) for path, text in pages.items() for piece in by_hand if re.search(piece, text)] == []


def test_every_table_has_a_name() -> None:
    """RGAA 5.4: the tag names its table; a table that is written in full opens on its caption."""
    tables = [found for text in TEMPLATES.values() for found in re.findall(r"<table\b[^>]*>\s*(<[a-z]+|\S+)", text)]
    assert tables
    assert set(tables) == {"<caption"}
