"""A sign that no font draws never costs a document its seal of accessibility: it is replaced, and the document says so."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from maillage.documents import texte_pdf
from maillage.documents.shared.pdf import BOX
from maillage.documents.shared.sheet import Sheet

SEAL = b"pdfuaid:part"


def made(body: str, title: str = "Note fictive") -> bytes:
    return texte_pdf.render(Sheet(title=title, subtitle="CPTS fictive", made_on=date(2026, 11, 1), body=body))


def read(content: bytes, folder: Path) -> str:
    path = folder / "note.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(told.split())


@pytest.mark.parametrize("signs", ["🩺", "👩🏽‍⚕️👍", "漢字", "🩺 漢 🦷"])
def test_the_sign_is_replaced_and_said(signs: str, tmp_path: Path) -> None:
    content = made(f"Réunion {signs} du bureau.", title=f"Note {signs[0]}")
    told = read(content, tmp_path)
    assert SEAL in content
    assert "remplacés par" in told
    assert f"Réunion {BOX}" in told
    assert "du bureau" in told


def test_what_is_drawn_is_left_as_it_is(tmp_path: Path) -> None:
    content = made("Réunion ☎ → 14 h ; œuvre, ≥ 3 présents ✓.")
    assert SEAL in content
    assert "remplacés" not in read(content, tmp_path)
