"""A writer killed at any moment, many times: every row has its bytes, the journal is whole, and the sweep leaves nothing loose."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

ROUNDS = 8
_WRITER = """
import io, itertools, os
import django
django.setup()
from django.utils import timezone
from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.communities.models import Community
from maillage.community.library import actions as library
ours, amina = Community.objects.get(), User.objects.get()
print("écrit", flush=True)
with within(ours):
    for number in itertools.count():
        body = b"%PDF-1.7" + os.urandom(200_000)
        library.add(ours, name=f"Note {number}.pdf", size=len(body), content=io.BytesIO(body), by=amina, now=timezone.now())
"""
_BEGIN = """
import datetime
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
from maillage.accounts.models import User
from maillage.community.communities import actions
call_command("migrate", interactive=False, verbosity=0)
amina = User.objects.create_user("amina@exemple.fr", name="Amina Essai")
actions.create_community(name="CPTS", codes=["09122"], by=amina, now=timezone.now(), today=datetime.date.today())
"""


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"}
    return kept | {"MAILLAGE_DIR": str(home), "DJANGO_SETTINGS_MODULE": "maillage.config.settings"}


def said(home: Path, *words: str) -> str:
    order = [sys.executable, "-m", "maillage.cli.main", *words]
    done = subprocess.run(order, env=environment(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def test_a_writer_killed_leaves_no_half_state(tmp_path: Path) -> None:
    chance, written = Random(9), 0
    subprocess.run([sys.executable, "-c", _BEGIN], env=environment(tmp_path), check=True)
    for _ in range(ROUNDS):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER], env=environment(tmp_path), stdout=subprocess.PIPE)
        assert writer.stdout
        assert writer.stdout.readline()
        time.sleep(0.2 + chance.random())
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        said(tmp_path, "fichiers", "verifier")
        said(tmp_path, "journal", "verifier")
        said(tmp_path, "fichiers", "balayer")
        assert said(tmp_path, "fichiers", "balayer").endswith("0\xa0fichier.\n")
        kept = len([path for path in (tmp_path / "fichiers").rglob("*") if path.is_file()])
        assert not list((tmp_path / "fichiers").rglob(".*"))
        assert kept >= written
        written = kept
    assert written > ROUNDS
