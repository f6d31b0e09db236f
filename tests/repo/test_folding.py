"""There is one folding of text: nothing else decomposes Unicode or takes accents away by its own table."""

import re

from tests.support.checkout import texts

ONLY = "src/maillage/kernel/folding.py"
DECOMPOSES = re.compile(r"unicodedata\.(?:normalize|decomposition)|NFK?D\b|to_ascii|unidecode|str\.normalize\(")
BY_HAND = re.compile(r"""replace(?:_all)?\(\s*["'](?:[éèêëâàäîïôöùûüçœæ]|[’ʼ])["']\s*,""")


def test_text_is_folded_in_one_place() -> None:
    sources = {name: text for name, text in texts(".py").items() if name.startswith("src/")}
    assert DECOMPOSES.search(sources[ONLY])
    found = [name for name, text in sources.items() if DECOMPOSES.search(text) or BY_HAND.search(text)]
    assert found == [ONLY]
