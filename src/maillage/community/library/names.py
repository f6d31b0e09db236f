"""Names of files that deceive nobody, and that any system can write."""

import re
import unicodedata
from pathlib import PurePosixPath

from maillage.kernel.folding import unaccented
from maillage.kernel.names import one_line

MAX = 150
_NO_DISK = str.maketrans(dict.fromkeys('<>:"|?*', " "))
"""Signs that some disks refuse in a name."""


def shown(given: str, kind: str) -> str:
    """The name without path, without signs that hide, turn around what follows or that a disk refuses, with the extension of
    its content.

    >>> shown("C:\\\\Users\\\\x\\\\../Projet de santé.PDF", "pdf")
    'Projet de santé.pdf'
    """
    last = PurePosixPath(given.replace("\\", "/")).name
    visible = "".join(sign for sign in one_line(last).translate(_NO_DISK) if unicodedata.category(sign)[0] != "C")
    stem = " ".join(PurePosixPath(visible).stem.split()).strip(". ")
    return f"{(stem or 'fichier')[: MAX - 5]}.{kind}"


def safe(name: str) -> str:
    """The same in plain ASCII, for any disk.

    >>> safe("Règlement « intérieur » 2.pdf")
    'Reglement-interieur-2.pdf'
    """
    stem, _, ending = name.rpartition(".")
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', unaccented(stem)).strip('-') or 'fichier'}.{ending}"
