"""Dependencies: each has its reason, the locks have hashes and no addresses."""

import itertools
import json
import re

import pytest

from tests.support.checkout import ROOT, texts

LOCKS = [
    "requirements/run.txt",
    "requirements/s3.txt",
    "requirements/dev.txt",
    "requirements/bench.txt",
    "requirements/node.txt",
]
PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==[^ ]+")


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pinned_package_has_its_hashes(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", texts(".txt")[lock].strip())
    packages = [block for block in blocks if not block.startswith("#")]
    assert packages
    for block in packages:
        assert PIN.match(block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index(lock: str) -> None:
    text = texts(".txt")[lock]
    assert text
    assert not re.search(r"://|--index|--extra-index|--find-links", text)


def test_every_lock_is_known_here() -> None:
    assert sorted(name for name in texts(".txt") if name.startswith("requirements/")) == sorted(LOCKS)


def test_npm_packages_have_a_digest_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert [name for name, package in installed.items() if "resolved" in package] == []
    assert [name for name, package in installed.items() if "integrity" not in package] == []


def test_each_dependency_gives_its_reason() -> None:
    lists = re.findall(r"^(dependencies|[a-z]+) = \[\n(.*?)^\]", texts("pyproject.toml")["pyproject.toml"], re.M | re.S)
    by_name = {name: body for name, body in lists if re.search(r'"[a-z]', body)}
    assert {"dependencies", "dev", "build", "bench"} <= by_name.keys()
    for name in ("dependencies", "dev", "build", "bench"):
        lines = [line.strip() for line in by_name[name].splitlines()]
        assert lines[0].startswith("# "), f"{name}: the first dependency has no reason"
    run = [line.strip() for line in by_name["dependencies"].splitlines()]
    pairs = itertools.pairwise(run)
    bare = [line for above, line in pairs if line.startswith('"') and not above.startswith("#")]
    assert bare == []
