"""Names of files that deceive nobody, and that any system can write."""

import re
import unicodedata
from pathlib import PurePosixPath

from maillage.community.library.models import FileKind
from maillage.kernel.folding import unaccented

MAX = 150


def shown(given: str, kind: FileKind) -> str:
    """The name without path, without signs that hide or turn around what follows, with the extension of its content.

    >>> shown("C:\\\\Users\\\\x\\\\../Projet de santé.PDF", FileKind.PDF)
    'Projet de santé.pdf'
    """
    last = PurePosixPath(given.replace("\\", "/")).name
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = " ".join(PurePosixPath(visible).stem.split()).strip(". ")
    return f"{(stem or 'fichier')[: MAX - 5]}.{kind}"


def safe(name: str) -> str:
    """The same in plain ASCII, for any disk.

    >>> safe("Règlement « intérieur » 2.pdf")
    'Reglement-interieur-2.pdf'
    """
    stem, _, ending = name.rpartition(".")
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', unaccented(stem)).strip('-') or 'fichier'}.{ending}"
