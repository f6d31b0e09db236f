"""The environment: each value is read as what it is, or refused with a sentence."""

from pathlib import Path

import pytest

from maillage.config import courrier, database, env, instance
from maillage.config.env import BadSetting


@pytest.mark.parametrize("text", ["1", "oui", "True", " on "])
def test_yes(text: str) -> None:
    assert env.flag("X", source={"X": text}) is True


@pytest.mark.parametrize("text", ["0", "non", "False", ""])
def test_no(text: str) -> None:
    assert env.flag("X", True, source={"X": text}) is False


def test_a_doubtful_flag_is_refused_by_name() -> None:
    with pytest.raises(BadSetting, match="MAILLAGE_DEBUG vaut « peut-être »"):
        env.flag("MAILLAGE_DEBUG", source={"MAILLAGE_DEBUG": "peut-être"})


@pytest.mark.parametrize("text", ["-1", "deux", "1.5", "²"])
def test_a_number_is_whole_and_not_negative(text: str) -> None:
    with pytest.raises(BadSetting, match="MAILLAGE_PROXIES"):
        env.number("MAILLAGE_PROXIES", 0, source={"MAILLAGE_PROXIES": text})


def test_words_accept_commas_and_spaces() -> None:
    assert env.words("X", source={"X": "a.fr, b.fr c.fr"}) == ["a.fr", "b.fr", "c.fr"]


def test_sqlite_is_the_default(tmp_path: Path) -> None:
    settings = database.of("", tmp_path)
    assert settings["NAME"] == str(tmp_path / "maillage.sqlite3")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_with_encoded_password(tmp_path: Path) -> None:
    settings = database.of("postgres://amina:p%40ss@db.exemple.fr:5433/maillage?sslmode=require", tmp_path)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("amina", "p@ss", "db.exemple.fr")
    assert (settings["PORT"], settings["NAME"], settings["OPTIONS"]) == ("5433", "maillage", {"sslmode": "require"})


def test_postgresql_by_socket(tmp_path: Path) -> None:
    assert database.of("postgresql:///maillage?host=/run/postgresql", tmp_path)["HOST"] == "/run/postgresql"


def test_sqlite_by_address(tmp_path: Path) -> None:
    assert database.of("sqlite:////srv/m/base.sqlite3", tmp_path)["NAME"] == "/srv/m/base.sqlite3"


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgres://hote", "postgres://h:port/b", "maillage", "postgres://h/b?sslmodee=1"]
)
def test_an_unusable_database_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        database.of(url, tmp_path)


def test_the_folder_is_made_for_its_owner(tmp_path: Path) -> None:
    home = instance.folder(str(tmp_path / "a" / "b"))
    assert home.is_dir()
    assert home.stat().st_mode & 0o077 == 0


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(BadSetting, match="MAILLAGE_DIR"):
        instance.folder(str(tmp_path / "f" / "g"))


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = instance.secret_key("", tmp_path)
    assert len(first) > 60
    assert instance.secret_key("", tmp_path) == first
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_given_secret_wins(tmp_path: Path) -> None:
    assert instance.secret_key("donnée", tmp_path) == "donnée"
    assert list(tmp_path.iterdir()) == []


def test_no_mail_server_is_no_option() -> None:
    assert courrier.of("") == {}


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://courrier.exemple.fr", 587, False, True),
        ("smtp://localhost:25?tls=non", 25, False, False),
        ("smtps://courrier.exemple.fr", 465, True, False),
    ],
)
def test_the_mail_server_is_reached_safely_unless_it_is_said(url: str, port: int, ssl: bool, tls: bool) -> None:
    options = courrier.of(url)
    assert (options["port"], options["use_ssl"], options["use_tls"]) == (port, ssl, tls)


def test_the_password_of_the_mail_server_is_read_whole() -> None:
    options = courrier.of("smtp://nous%40exemple.fr:mot%3Ade%2Fpasse@courrier.exemple.fr")
    assert (options["username"], options["password"]) == ("nous@exemple.fr", "mot:de/passe")


@pytest.mark.parametrize("url", ["courrier.exemple.fr", "http://x.fr", "smtp://", "smtp://x:port", "smtp://x?tls=peut-etre"])
def test_a_mail_server_badly_written_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="MAILLAGE_SMTP"):
        courrier.of(url)
