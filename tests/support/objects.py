"""A server that speaks S3, in a process of its own, and buckets of it that take the place of the folder of files."""

import io
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import storages

from maillage.community.library import storage
from maillage.community.library.shelf import ALIAS, shelf
from maillage.config import fichiers
from tests.support.postgres import HERE, free_port

KEYS = {"AWS_ACCESS_KEY_ID": "essai", "AWS_SECRET_ACCESS_KEY": "essai-secret"}
ABSENT = "S3 : moto n'est pas installé ; « make env-dev » l'apporte."
_PATIENCE = 60


@contextmanager
def server() -> Iterator[str]:
    """Its address. Without moto the test is skipped, and with CI=true that is a failure."""
    if find_spec("moto") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(ABSENT)
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", HERE, "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://{HERE}:{port}", process)
        yield f"http://{HERE}:{port}"
    finally:
        process.kill()
        process.wait()


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/moto-api/", timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("le serveur S3 d'essai ne répond pas")


def address_of(bucket: str, server: str) -> str:
    """MAILLAGE_FICHIERS of a bucket."""
    return f"s3://{bucket}?endpoint={server}&adressage=chemin"


def with_bucket(settings: Any, server: str, *, made: bool = True) -> str:
    """Puts the files of this instance in a new bucket; its name."""
    name = f"essai-{secrets.token_hex(6)}"
    settings.STORAGES = {**settings.STORAGES, ALIAS: fichiers.of(address_of(name, server), source=KEYS)}
    if made:
        storages[ALIAS].connection.create_bucket(Bucket=name)
    return name


def read(community: UUID, sha256: str) -> bytes:
    with storage.opened(community, sha256) as content:
        return content.read()


def alter(community: UUID, sha256: str, body: bytes = b"%PDF-1.7 autre") -> None:
    """Other bytes under the name of a file, as a fault of the disk would."""
    shelf().put(storage.name_of(community, sha256), io.BytesIO(body))


def put(name: str, body: bytes) -> None:
    shelf().put(name, io.BytesIO(body))
