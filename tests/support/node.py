"""One node of an instance, in a process of its own, with the variables of its machine: what people do there, told in JSON.

python -m tests.support.node prepare
"""

import io
import json
import sys
from typing import Any

import django

HOME = "/c/cpts-du-pays-de-foix/documents/"
SENT = b"%PDF-1.7\n" + b"Foix " * 200_000


def prepare() -> None:
    """The tables, and a CPTS with its people."""
    from django.core.cache import caches
    from django.core.management import call_command

    from tests.support.personas import people

    call_command("migrate", interactive=False, verbosity=0)
    people()
    caches["limits"].set("essai", 0)


def _browser(name: str) -> Any:
    from maillage.accounts.models import User
    from tests.support.personas import signed_in

    return signed_in(User.objects.get(name=name))


def send() -> str:
    """Address of the file that a person deposits."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from maillage.accounts.walls import outside
    from maillage.community.library.models import File

    answer = _browser("Amina Essai").post(f"{HOME}ajouter/", {"fichiers": [SimpleUploadedFile("Statuts.pdf", SENT)]})
    assert answer.status_code == 302, answer.content
    with outside("a test"):
        return f"{HOME}{File.objects.get().pk}/"


def read(name: str, address: str) -> tuple[int, bool]:
    """Status of what a person asks for, and whether it is what was sent."""
    answer = _browser(name).get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body == SENT


def attempt() -> bool:
    """A wrong password; whether the site says that there were too many."""
    from django.test import Client

    answer = Client().post("/compte/login/", {"login": "amina@exemple.fr", "password": "ce n'est pas le bon"})
    return "Trop de tentatives" in answer.content.decode()


def count(times: str) -> int:
    """The counter of a limit, once it went up so many times."""
    from django.core.cache import caches

    return max(caches["limits"].incr("essai") for _ in range(int(times)))


def forsake() -> None:
    """Bytes without their row, as when the node dies between the two."""
    from maillage.community.communities.models import Community
    from maillage.community.library import storage

    key = Community.objects.get(name="CPTS du Pays de Foix").pk
    storage.keep(key, "ff" * 32, io.BytesIO(b"x"))


def sweep() -> int:
    from maillage.results.instance import deposited

    return deposited.sweep()


_ACTS = {act.__name__: act for act in (prepare, send, read, attempt, count, forsake, sweep)}

if __name__ == "__main__":
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    sys.stdout.write(json.dumps(_ACTS[sys.argv[1]](*sys.argv[2:])))
