"""What is unsafe or missing is listed with its remedy; what is serious gives code 1 and stops the production server."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from maillage.accounts import wall_faults
from maillage.cli import findings
from tests.support.objects import KEYS, address_of, with_bucket

MAILLAGE = Path(sys.executable).with_name("maillage")
SAFE = {
    "MAILLAGE_HOSTS": "maillage.exemple.fr",
    "MAILLAGE_URL": "https://maillage.exemple.fr",
    "MAILLAGE_HTTPS": "1",
    "MAILLAGE_PROXIES": "1",
    "MAILLAGE_SMTP": "smtp://maillage:secret@courrier.exemple.fr:587",
    "MAILLAGE_EDITEUR": "Association d'essai",
    "MAILLAGE_HEBERGEUR": "Hébergeur d'essai",
    "MAILLAGE_CONTACT": "aide@exemple.fr",
    "MAILLAGE_CODE_URL": "https://exemple.fr/code",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verifier")
    done = run(folder, "serveur", "--preparer")
    assert done.returncode == 0, done.stderr
    return folder


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_") and name != "DATABASE_URL"}
    env = kept | {"MAILLAGE_DIR": str(folder)} | variables
    return subprocess.run([MAILLAGE, *words], env=env, capture_output=True, text=True, check=False)


def states(folder: Path, **variables: str) -> tuple[int, dict[str, Any]]:
    done = run(folder, "verifier", "--json", **variables)
    found = json.loads(done.stdout)
    return done.returncode, {row["cle"]: row["etat"] for row in found["constats"]} | {"etat": found["etat"]}


def test_a_safe_deployment(prepared: Path) -> None:
    code, found = states(prepared, **SAFE)
    assert found == dict.fromkeys(found, "ok")
    assert code == 0
    assert len(found) >= 10


@pytest.mark.parametrize(
    ("hosts", "url", "key", "state"),
    [
        ("", "https://maillage.exemple.fr", "hotes", "grave"),
        (" , ", "https://maillage.exemple.fr", "hotes", "grave"),
        ("*", "https://maillage.exemple.fr", "hotes", "grave"),
        (".exemple.fr", "https://maillage.exemple.fr", "hotes", "attention"),
        ("maillage.exemple.fr", "", "liens", "attention"),
    ],
)
def test_the_names_of_the_site_are_exact_and_its_links_have_one(
    prepared: Path, hosts: str, url: str, key: str, state: str
) -> None:
    """Empty, everything, a whole domain: said with the remedy, never a fault at the start."""
    code, found = states(prepared, **{**SAFE, "MAILLAGE_HOSTS": hosts, "MAILLAGE_URL": url})
    assert found[key] == state
    assert (code == 1) == (state == "grave")


def test_a_local_instance_is_only_warned(prepared: Path) -> None:
    code, found = states(prepared)
    assert code == 0
    assert found["etat"] == found["hotes"] == found["https"] == found["mentions"] == found["courriel"] == "attention"


def test_what_is_only_unwise_is_told(prepared: Path) -> None:
    unwise = {"MAILLAGE_MFA_DELAI_JOURS": "90", "MAILLAGE_JOURNAL_MOIS": "0", "MAILLAGE_URL": "https://ailleurs.exemple.fr"}
    prepared.chmod(0o755)
    try:
        code, found = states(prepared, **SAFE | unwise)
    finally:
        prepared.chmod(0o700)
    assert code == 0
    assert found["facteur"] == found["journal"] == found["liens"] == found["dossier"] == "attention"


@pytest.mark.parametrize(
    ("host", "options", "told"),
    [
        ("", {}, False),
        ("/run/postgresql", {}, False),
        ("127.0.0.1", {}, False),
        ("base.exemple.fr", {}, True),
        ("base.exemple.fr", {"sslmode": "prefer"}, True),
        ("base.exemple.fr", {"sslmode": "verify-full"}, False),
    ],
)
def test_a_database_reached_in_clear_is_told(host: str, options: dict[str, str], told: bool, monkeypatch: Any) -> None:
    monkeypatch.setattr(wall_faults, "account_passes_everything", lambda: False)
    assert [one.key for one in findings._connection({"HOST": host, "OPTIONS": options})] == ["liaison"] * told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"DEBUG": True}, "debug"),
        ({"MAILLAGE_DEMO": True}, "demo"),
        ({"ALLOWED_HOSTS": ["*"]}, "hotes"),
        ({"ALLOWED_HOSTS": []}, "hotes"),
        ({"ALLOWED_HOSTS": ["*"], "MAILLAGE_URL": ""}, "liens"),
        ({"MAILLAGE_URL": "maillage.exemple.fr"}, "liens"),
        ({"MAILLAGE_URL": "ftp://maillage.exemple.fr"}, "liens"),
        ({"ALLOWED_HOSTS": ["exemple.fr"], "MAILLAGE_HTTPS": False}, "https"),
        ({"MAILLAGE_HTTPS": True, "MAILLAGE_PROXIES": 0}, "https"),
        ({"MAILLAGE_HTTPS": True, "MAILLAGE_URL": "http://exemple.fr"}, "liens"),
        ({"MAILLAGE_SMTP": {"host": "a", "username": "b", "use_ssl": False, "use_tls": False}}, "courriel"),
        ({"SECRET_KEY": "motdepasse"}, "secret"),
        ({"SECRET_KEY": "a" * 80}, "secret"),
    ],
)
def test_each_danger_is_serious(changes: dict[str, Any], key: str, settings: Any) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    found = findings.all_findings()
    assert [one.state for one in found if one.key == key] == [findings.GRAVE]
    assert all(one.remedy for one in found if one.state == findings.GRAVE)


def test_an_unreachable_database_is_serious(prepared: Path) -> None:
    code, found = states(prepared, **SAFE, DATABASE_URL="postgres://personne@127.0.0.1:9/rien?connect_timeout=2")
    assert (code, found["base"]) == (1, "grave")


def test_a_readable_secret_is_serious(prepared: Path) -> None:
    secret = prepared / "secret"
    secret.chmod(0o644)
    try:
        assert states(prepared, **SAFE)[1]["secret"] == "grave"
    finally:
        secret.chmod(0o600)


def test_a_new_folder_lacks_its_database_and_its_files(tmp_path: Path) -> None:
    code, found = states(tmp_path, **SAFE)
    assert code == 1
    assert found["base"] == found["statiques"] == "grave"


def test_the_list_is_readable(prepared: Path) -> None:
    done = run(prepared, "verifier")
    assert "✓" in done.stdout
    assert "→" in done.stdout


def test_a_bad_variable_is_told_by_name(prepared: Path) -> None:
    done = run(prepared, "verifier", MAILLAGE_DEBUG="peut-être")
    assert done.returncode == 1
    assert "MAILLAGE_DEBUG vaut « peut-être »" in done.stderr
    assert "Traceback" not in done.stderr


# --- the bucket ---------------------------------------------------------------------------------------------
@pytest.fixture
def bucket(objects: str, settings: Any) -> dict[str, str]:
    """The variables of an instance whose files are in a bucket."""
    return {"MAILLAGE_FICHIERS": address_of(with_bucket(settings, objects), objects), **KEYS, **SAFE}


def test_a_bucket_that_answers_and_is_closed(prepared: Path, bucket: dict[str, str]) -> None:
    assert states(prepared, **bucket)[1]["seau"] == "ok"


def test_a_bucket_that_is_not_there_stops_the_server(prepared: Path, objects: str) -> None:
    variables = {"MAILLAGE_FICHIERS": address_of("absent", objects), **KEYS, **SAFE}
    code, found = states(prepared, **variables)
    assert (code, found["seau"]) == (1, "grave")
    assert "refuse (NoSuchBucket)" in run(prepared, "serveur", "--controler", **variables).stderr
    for words in (["fichiers", "verifier"], ["fichiers", "balayer"], ["empreinte"]):
        done = run(prepared, *words, **variables)
        assert done.returncode == 1
        assert "Les fichiers déposés ne peuvent pas être lus" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_key_that_opens_nothing_is_told(prepared: Path, bucket: dict[str, str], objects: str) -> None:
    def check_keys(after: bytes) -> None:
        told = urllib.request.Request(f"{objects}/moto-api/reset-auth", data=after, headers={"Content-Type": "text/plain"})
        urllib.request.urlopen(told, timeout=10).close()

    check_keys(b"0")
    try:
        done = run(prepared, "verifier", **bucket)
    finally:
        check_keys(b"inf")
    assert done.returncode == 1
    assert "refuse (InvalidAccessKeyId)" in done.stdout


@pytest.mark.parametrize("address", ["s3://", "/mnt", "s3://seau?endpoint=exemple"])
def test_a_wrong_address_of_bucket_is_told_at_start(prepared: Path, address: str) -> None:
    done = run(prepared, "verifier", MAILLAGE_FICHIERS=address, **KEYS)
    assert done.returncode == 1
    assert "MAILLAGE_FICHIERS" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bucket_without_its_key_is_told_at_start(prepared: Path) -> None:
    done = run(prepared, "serveur", "--controler", MAILLAGE_FICHIERS="s3://seau")
    assert done.returncode == 1
    assert "mais pas sa clé (AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY)" in done.stderr
