"""Typst, in a process of its own: the memory of a document goes with it, and none takes more than its share."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from maillage.documents.shared import typeset_apart

ROOT = Path(__file__).parent.parent
FONTS = ROOT.parents[2] / "build" / "fonts"
"""Put there by tools/assets.py; without them documents use the fonts of Typst, never those of the machine."""
_PATIENCE = 180
"""Seconds on a clock: a busy machine is slow, and a document that waits is not a document that costs."""


class Refused(Exception):
    """Typst refuses the template or its data; the message is its own."""


class TooCostly(Exception):
    """The document passed the bounds of memory or time: nothing was made."""


def typeset(template: str, inputs: dict[str, str], **options: Any) -> list[bytes]:
    """Files that Typst makes: one for a PDF, one a page for pictures. `template` is a path under the documents folder."""
    order = {
        "template": str(ROOT / template),
        "root": str(ROOT),
        "fonts": [str(FONTS)] if FONTS.exists() else [],
        "sys_inputs": inputs,
        **options,
    }
    command = [sys.executable, "-I", typeset_apart.__file__]
    asked = json.dumps(order).encode()
    try:
        done = subprocess.run(command, input=asked, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603 (ours)
    except subprocess.TimeoutExpired:
        raise TooCostly from None
    if done.returncode == typeset_apart.REFUSED:
        raise Refused(done.stderr.decode())
    if done.returncode < 0 or done.returncode == typeset_apart.COSTLY:
        raise TooCostly  # killed by the bound it passed
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2_000:])
    return _cut(done.stdout)


def _cut(said: bytes) -> list[bytes]:
    told, _, content = said.partition(b"\n")
    files, start = [], 0
    for length in json.loads(told):
        files.append(content[start : start + length])
        start += length
    return files
