"""The command speaks French, starts fast, and says how it was badly written."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from maillage.cli import french
from maillage.cli.main import maillage

MAILLAGE = Path(sys.executable).with_name("maillage")


def run(*words: str) -> Result:
    """In this process: only the words matter here."""
    french.translate()
    return CliRunner().invoke(maillage, words, prog_name="maillage")


def test_help_lists_every_verb_in_french() -> None:
    done = run("--help")
    assert done.exit_code == 0
    for verb in ("demo", "serveur", "territoire", "financement", "textes", "donnees", "verifier"):
        assert f"\n  {verb} " in done.stdout
    for english in ("Usage:", "Show this", "Commands", "Error"):
        assert english not in done.stdout


@pytest.mark.parametrize("verb", ["demo", "serveur", "territoire", "financement", "textes", "donnees", "verifier"])
def test_each_verb_explains_itself(verb: str) -> None:
    done = run(verb, "--help")
    assert done.exit_code == 0, done.stderr
    assert f"maillage {verb}" in done.stdout
    assert "Show this message" not in done.stdout


def test_version() -> None:
    assert run("--version").stdout.startswith("maillage 0.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["teritoire"], "Le verbe « teritoire » n'existe pas."),
        (["teritoire"], "Vouliez-vous écrire « territoire » ?"),
        (["--foo"], "L'option --foo n'existe pas."),
        (["demo", "--porte", "3"], "Vouliez-vous écrire '--port' ?"),
        (["demo", "--port", "99999"], "n'est pas dans l'intervalle"),
        (["demo", "--port", "abc"], "« abc » n'est pas un nombre valable"),
        (["demo", "--port"], "L'option --port attend une valeur."),
        (["demo", "de", "trop"], "en trop"),
    ],
)
def test_bad_usage_is_told_in_french_with_code_2(words: list[str], sentence: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_help_imports_nothing_heavy() -> None:
    code = """
import sys
from maillage.cli.main import maillage
maillage(["--help"], standalone_mode=False)
print(sorted({"django", "polars", "numpy", "scipy", "yaml"} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "Verbes" in done.stdout
    assert done.stderr.strip() == "[]"
