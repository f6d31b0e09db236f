"""Two nodes of one instance, each with its folder: the files of one are read by the other, and they count together."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.objects import KEYS, address_of, with_bucket

Node = dict[str, str]


@pytest.fixture
def nodes(objects: str, settings: Any, tmp_path: Path) -> list[Node]:
    """Their variables: one database, one secret key and one bucket."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
    shared = {
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'base.sqlite3'}",
        "MAILLAGE_SECRET_KEY": secrets.token_urlsafe(64),
        "MAILLAGE_FICHIERS": address_of(with_bucket(settings, objects), objects),
        "MAILLAGE_HOSTS": "testserver",
        "MAILLAGE_MFA_DELAI_JOURS": "9999",
        **KEYS,
    }
    return [kept | shared | {"MAILLAGE_DIR": str(tmp_path / name)} for name in ("a", "b")]


def begun(node: Node, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.support.node", *words]
    return subprocess.Popen(command, env=node, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: "subprocess.Popen[str]") -> Any:
    said, problem = process.communicate(timeout=300)
    assert process.returncode == 0, problem
    return json.loads(said)


def on(node: Node, *words: str) -> Any:
    return ended(begun(node, *words))


def test_two_nodes_share_files_and_counters(nodes: list[Node]) -> None:
    one, other = nodes
    on(one, "prepare")
    address = on(one, "send")
    assert not (Path(one["MAILLAGE_DIR"]) / "fichiers").exists()
    assert on(other, "read", "Lea Essai", address) == [200, True]
    assert on(other, "read", "Chloe Essai", address) == [404, False]
    on(one, "forsake")
    assert on(other, "sweep") == 1
    assert on(one, "read", "Amina Essai", address) == [200, True]

    assert [on(nodes[turn % 2], "attempt") for turn in range(6)] == [False] * 5 + [True]
    together = [begun(node, "count", "150") for node in nodes]
    assert max(ended(each) for each in together) == 300
