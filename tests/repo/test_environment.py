"""Every variable of the environment that the code reads is documented, and the other way round."""

import re

from tests.support.checkout import ROOT, texts

GUIDE = ROOT / "docs" / "guide" / "exploiter.md"
NAME = r"\b(?:MAILLAGE_[A-Z_]+|DATABASE_URL)\b"
READ = re.compile(r"""(?:env\.\w+\(|environ(?:\.\w+\(|\[))\s*["']([A-Z][A-Z_]+)["']""")
# Set by us for Django, never by an administrator.
OURS = {"DJANGO_SETTINGS_MODULE"}


def variables_read() -> set[str]:
    return {name for path, text in texts(".py").items() if path.startswith("src/") for name in READ.findall(text)} - OURS


def test_each_variable_is_documented() -> None:
    assert {"MAILLAGE_DIR", "DATABASE_URL"} <= variables_read()
    assert variables_read() - set(re.findall(NAME, GUIDE.read_text("utf-8"))) == set()


def test_each_documented_variable_exists() -> None:
    documented = set(re.findall(NAME, GUIDE.read_text("utf-8")))
    assert documented
    assert documented - variables_read() == set()
