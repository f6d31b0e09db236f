"""The files of the repository, for the tests that read it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "maillage"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git follows and that is still there."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())


@cache
def texts(*suffixes: str) -> dict[str, str]:
    """Relative path -> content of the tracked text files, with one of these endings when given."""
    found = {}
    for path in tracked():
        if suffixes and not path.name.endswith(suffixes):
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            found[str(path.relative_to(ROOT))] = content.decode("utf-8")
    return found
