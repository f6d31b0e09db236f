"""What the process of one document runs: Typst alone, within bounds of memory and time. Reads one JSON line, writes one, then
the bytes of each page or of the whole. It imports nothing of ours: it must start at once."""

import json
import resource
import sys

import typst

MEMORY, SECONDS = 1 << 30, 60
"""Bytes of data, seconds of processor."""
REFUSED, COSTLY = 3, 4
"""Exit codes: the template or its data are refused, and the error output says why; there is no more memory."""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=asked.pop("fonts"))
    try:
        made = typst.compile(asked.pop("template"), font_paths=fonts, **asked)
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return REFUSED
    except MemoryError:
        return COSTLY
    files = made if isinstance(made, list) else [made or b""]
    out = sys.stdout.buffer
    out.write(json.dumps([len(file) for file in files]).encode() + b"\n")
    out.writelines(files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
