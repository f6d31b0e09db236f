"""Files made by a program are marked, so that nobody mends them by hand and reviews fold them."""

import subprocess

from tests.support.checkout import ROOT, tracked

GENERATED = ("requirements/*.txt", "package-lock.json", "src/maillage/opendata/base/data/*", "docs/images/*")


def attribute(paths: list[str]) -> dict[str, str]:
    command = ["git", "check-attr", "linguist-generated", "--", *paths]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return {path: value for path, _, value in (line.rsplit(": ", 2) for line in lines)}


def test_generated_files_are_marked() -> None:
    paths = [path.relative_to(ROOT) for path in tracked()]
    made = [str(path) for path in paths if any(path.match(pattern) for pattern in GENERATED)]
    assert len(made) > 5
    assert [path for path, value in attribute(made).items() if value not in ("set", "true")] == []


def test_each_generated_file_tells_how_to_remake_it() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert contributing
    assert [command for command in ("make lock", "make data", "make screenshots") if command not in contributing] == []
