"""MAILLAGE_FICHIERS: a bucket is named whole with its key, or a sentence says what is wrong."""

import pytest

from maillage.config import env, fichiers

KEYS = {"AWS_ACCESS_KEY_ID": "cle", "AWS_SECRET_ACCESS_KEY": "secret"}


def test_nothing_given_is_the_folder() -> None:
    assert fichiers.of("", source={}) is None


def test_a_bucket_with_its_endpoint() -> None:
    pytest.importorskip("storages", reason="S3 : « make env-dev » apporte ses bibliothèques.")
    found = fichiers.of("s3://maillage-fichiers/foix?endpoint=https://s3.exemple.fr&region=par&adressage=chemin", source=KEYS)
    assert found is not None
    options = found["OPTIONS"]
    assert (options["bucket_name"], options["location"], options["endpoint_url"], options["region_name"]) == (
        "maillage-fichiers",
        "foix",
        "https://s3.exemple.fr",
        "par",
    )
    assert (options["access_key"], options["secret_key"], options["default_acl"]) == ("cle", "secret", None)
    assert options["client_config"].s3 == {"addressing_style": "path"}
    assert options["client_config"].connect_timeout <= 5


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/mnt/fichiers", "commence par « : »"),
        ("gs://seau", "commence par « gs: »"),
        ("s3:///dossier", "ne nomme pas le seau"),
        ("s3://Un_Seau", "ne nomme pas le seau (« Un_Seau »)"),
        ("s3://cle:secret@seau", "porte un identifiant"),
        ("s3://seau/../autre", "n'est pas un dossier du seau"),
        ("s3://seau/a b", "n'est pas un dossier du seau"),
        ("s3://seau?endpoint=s3.exemple.fr", "l'endpoint « s3.exemple.fr »"),
        ("s3://seau?endpoint=", "l'endpoint «  »"),
        ("s3://seau?endpoint=https://h:port", "l'endpoint « https://h:port »"),
        ("s3://seau?endpoint=ftp://s3.exemple.fr", "l'endpoint « ftp://s3.exemple.fr »"),
        ("s3://seau?zone=par", "porte l'option « zone »"),
        ("s3://seau?region=a&region=b", "deux fois la même option"),
        ("s3://seau?adressage=autre", "adressage vaut « autre »"),
        ("s3://seau?region", "ne se lit pas"),
        ("s3://[seau", "ne se lit pas"),
    ],
)
def test_what_names_no_bucket_is_refused(address: str, said: str) -> None:
    with pytest.raises(env.BadSetting) as refusal:
        fichiers.of(address, source=KEYS)
    assert "MAILLAGE_FICHIERS" in str(refusal.value)
    assert said in str(refusal.value)


@pytest.mark.parametrize("missing", [*KEYS, "both"])
def test_a_bucket_without_its_key_is_refused(missing: str) -> None:
    kept = {name: value for name, value in KEYS.items() if missing not in (name, "both")}
    with pytest.raises(env.BadSetting) as refusal:
        fichiers.of("s3://seau", source=kept)
    assert all(name in str(refusal.value) for name in KEYS if name not in kept)


def test_absent_libraries_are_told_with_the_command_that_brings_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage.config.fichiers.find_spec", lambda name: None)
    with pytest.raises(env.BadSetting, match="make env-s3"):
        fichiers.of("s3://seau", source=KEYS)
