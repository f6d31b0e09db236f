"""Every act that the code writes in a journal is told in French: its name, its details, the values that the code gives."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import maillage
from maillage.accounts.acts import ACTS
from maillage.accounts.models import JournalEntry
from maillage.accounts.walls import outside
from maillage.results import demonstration
from maillage.www.shared import journal_rows
from maillage.www.shared.journal_words import KEYS, VALUES, lines, told

SOURCES = sorted(Path(maillage.__file__).parent.rglob("*.py"))
_OWN = {"by", "at", "chain", "subject", "now", "voice"}
_MACHINE = re.compile(r"[a-z]_[a-z]|\b[0-9a-f]{8}-[0-9a-f]{4}-|\bTrue\b|\bFalse\b|\bNone\b")


def writes() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `journal.write`, and of the helpers that end there."""
    for path in SOURCES:
        text = path.read_text("utf-8")
        if "journal.write(" not in text and "_tell(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("journal.write", "_tell"):
                yield f"{path.name}:{node.lineno}", node


def test_every_act_of_the_code_has_its_words() -> None:
    written = [(where, call.args[0]) for where, call in writes() if ast.unparse(call.func) == "journal.write"]
    named = [(where, one.value) for where, one in written if isinstance(one, ast.Constant)]
    assert len(named) > 60
    assert [(where, act) for where, act in named if act not in ACTS] == []


def test_every_detail_of_the_code_has_its_words() -> None:
    keys = {(where, one.arg) for where, call in writes() for one in call.keywords if one.arg and one.arg not in _OWN}
    assert len(keys) > 50
    assert sorted((where, key) for where, key in keys if key not in KEYS) == []


def test_every_fixed_value_of_the_code_reads_as_french() -> None:
    fixed = [
        (where, one.arg, str(one.value.value))
        for where, call in writes()
        for one in call.keywords
        if one.arg in KEYS and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str)
    ]
    states = [
        (where, "etat" if "meetings" in where else "acte", arg.value)
        for where, call in writes()
        if ast.unparse(call.func) == "_tell"
        for arg in call.args
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and arg.value not in ACTS
    ]
    assert len(fixed) > 10
    assert len(states) > 10
    unknown = [
        (where, key, value)
        for where, key, value in [*fixed, *states]
        if value not in VALUES.get(key, {}) and re.fullmatch(r"[a-z_]*(?:ee|_)[a-z_]*", value)
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("emargement", "ajout", "feuille d'émargement : ajout"),
        ("acte", "creee", "acte : créée"),
        ("acte", "stopped", "acte : arrêtée"),
        ("etat", "compte_rendu", "état : compte rendu écrit"),
        ("signature_contestee", "cpam", "signature contestée, de : la caisse"),
        ("signatures", "ars, cpam, cpts", "signatures de : l'agence, la caisse, la CPTS"),
        ("montants", "acces_aux_soins, prevention", "montants de : Accès aux soins, Prévention"),
        ("champs", "email, rna, seat", "changé : adresse électronique, RNA, siège"),
        ("centimes", 1_250_000, "montant : 12 500,00 €"),
        ("octets", 2_048, "taille : 2 Ko"),
        ("retire", True, "retiré"),
        ("ouvert", False, "lien ouvert : non"),
        ("le", "2026-11-05", "le : 05/11/2026"),
        ("fichier", "contrat signé 7f0a2a4e-8a54-4ac2-9df5-d2a1b8c0c001", "fichier : contrat signé"),
        ("jusqu_au", "2026-11-05", "jusqu'au : 05/11/2026"),
    ],
)
def test_a_detail_in_words(key: str, value: object, words: str) -> None:
    assert told(key, value).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ") == words


def test_a_section_is_told_by_its_title_in_its_text() -> None:
    for text, title in (("lettre_d_intention", "Le territoire envisagé"), ("statuts", "Territoire")):
        assert lines({"texte": text, "section": "territoire"})[1].endswith(f": {title}")


@pytest.mark.django_db
def test_the_whole_journal_of_the_demonstration_has_no_machine_word() -> None:
    demonstration.populate(date(2026, 11, 22))
    with outside("the journals of the demonstration are read"):
        rows = journal_rows.rows(JournalEntry.objects.all())
    assert len(rows) > 100
    assert {(row.act, row.details) for row in rows if _MACHINE.search(f"{row.act} {row.details}")} == set()


def test_a_payment_is_named_by_its_year_and_its_mission() -> None:
    assert told("versement", "1-2-acces_aux_soins-volet_fixe-avance").endswith("année 2, Accès aux soins, volet fixe, avance")
    assert told("versement", "2-1-fonctionnement-montant-solde").endswith("contrat 2, année 1, fonctionnement, montant, solde")
