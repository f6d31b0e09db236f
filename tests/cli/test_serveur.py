"""The production server refuses what is dangerous, with the reason."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from maillage.cli import serving

MAILLAGE = Path(sys.executable).with_name("maillage")


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"}
    env = kept | {"MAILLAGE_DIR": str(folder)} | variables
    return subprocess.run([MAILLAGE, *words], env=env, capture_output=True, text=True, check=False, timeout=60)


def test_it_refuses_dangerous_settings(tmp_path: Path) -> None:
    done = run(tmp_path, "serveur", "--port", "18999", MAILLAGE_HOSTS="*", MAILLAGE_DEBUG="1")
    assert done.returncode == 1
    assert "ne démarre pas dans cet état" in done.stderr
    assert "Retirez MAILLAGE_DEBUG." in done.stderr
    assert "Donnez à MAILLAGE_HOSTS le nom public du site." in done.stderr


def test_it_tells_that_the_database_does_not_answer(tmp_path: Path) -> None:
    done = run(tmp_path, "serveur", "--preparer", DATABASE_URL="postgres://personne@127.0.0.1:9/rien?connect_timeout=2")
    assert done.returncode == 1
    assert "La base de données ne répond pas" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may listen anywhere")
def test_a_reserved_port_is_told() -> None:
    with pytest.raises(Exception, match="réservé"):
        serving.check_port("127.0.0.1", 1)


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(Exception, match=r"198\.51\.100\.1 ne peut pas être servie"):
        serving.check_port("198.51.100.1", 18998)
