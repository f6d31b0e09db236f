"""The code that runs here, as an archive: what the licence owes to whoever uses the site (AGPL, article 13)."""

import tarfile
from pathlib import Path

from django.conf import settings

from maillage.community.library import drafts

_CHECKOUT = Path(__file__).resolve().parents[4]
_PACKAGE = Path(__file__).resolve().parents[2]
_PARTS = (
    "src", "docs", "tests", "tools", "bench", "requirements", ".ci", "pyproject.toml", "Makefile", "package.json",
    "package-lock.json", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE",
)  # fmt: skip
_LEFT_OUT = {"__pycache__"}


def name() -> str:
    return f"maillage-{settings.MAILLAGE_VERSION}.tar.gz"


def archive() -> Path:
    """The archive, made once for the code that runs: a process that finds it older than the code makes it again."""
    folder = settings.MAILLAGE_DIR / "code"
    path = folder / name()
    if path.exists() and path.stat().st_mtime >= _newest():
        return path
    folder.mkdir(mode=0o700, exist_ok=True)
    with drafts.written(path) as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
        for part in _roots():
            tar.add(part, f"maillage-{settings.MAILLAGE_VERSION}/{part.name}", filter=_kept)
    return path


def _roots() -> list[Path]:
    """What a checkout holds, or the package alone once installed."""
    if (_CHECKOUT / "pyproject.toml").exists():
        return [_CHECKOUT / part for part in _PARTS if (_CHECKOUT / part).exists()]
    return [_PACKAGE]


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Files and folders alone, without owner: no link leads out of the code."""
    if Path(member.name).name in _LEFT_OUT or not (member.isfile() or member.isdir()):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _newest() -> float:
    return max((path.stat().st_mtime for path in _PACKAGE.rglob("*.py")), default=0.0)
