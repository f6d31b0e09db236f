"""The folder and the bucket keep the same promises; what the bucket does not answer is an error of files, in French."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from maillage.community.library.shelf import ALIAS, FOLDER, Bucket, Unreachable, shelf
from tests.support.objects import put, with_bucket

BOTH = pytest.mark.usefixtures("on_both_shelves")
NAME = f"{FOLDER}/ab/cd"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.MAILLAGE_DIR = tmp_path
    return tmp_path


class Broken(io.BytesIO):
    """Bytes that stop coming."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 1 << 20:
            raise OSError("coupure")
        return super().read(size)


@BOTH
def test_bytes_come_back_and_are_replaced_whole() -> None:
    put(NAME, b"un")
    put(NAME, b"deux")
    with shelf().open(NAME) as content:
        assert content.read() == b"deux"
        content.seek(0)
        assert content.read(2) == b"de"
    assert shelf().holds(NAME)
    assert list(shelf().names()) == [NAME]


@BOTH
@pytest.mark.parametrize("size", [0, 5 << 20, 20 << 20])
def test_every_size_that_people_may_deposit_is_kept(size: int) -> None:
    put(NAME, b"x" * size)
    with shelf().open(NAME) as content:
        assert len(content.read()) == size


@BOTH
def test_bytes_that_stop_coming_leave_what_was_there() -> None:
    put(NAME, b"avant")
    with pytest.raises(OSError, match="coupure"):
        shelf().put(NAME, Broken(b"x" * (3 << 20)))
    with shelf().open(NAME) as content:
        assert content.read() == b"avant"
    assert list(shelf().names()) == [NAME]


@BOTH
def test_what_is_not_there_is_an_absent_file_and_removing_it_is_nothing() -> None:
    assert not shelf().holds(NAME)
    with pytest.raises(FileNotFoundError):
        shelf().open(NAME)
    shelf().remove(NAME)
    assert shelf().names() == {}


@BOTH
def test_a_folder_is_cleared_and_its_neighbour_stays() -> None:
    for name in (NAME, f"{FOLDER}/ab/x/y", f"{FOLDER}/abc/d"):
        put(name, b"x")
    shelf().clear(f"{FOLDER}/ab")
    assert list(shelf().names()) == [f"{FOLDER}/abc/d"]


def test_more_than_a_thousand_names_are_all_listed(objects: str, settings: Any) -> None:
    """A storage gives a thousand names an answer."""
    with_bucket(settings, objects)
    for number in range(1_003):
        put(f"{FOLDER}/ab/{number:04}", b"")
    assert len(shelf().names()) == 1_003


def test_two_instances_share_a_bucket_in_their_folders(objects: str, settings: Any) -> None:
    with_bucket(settings, objects)
    told = settings.STORAGES[ALIAS]
    places = []
    for name in ("foix", "comtat"):
        settings.STORAGES = {**settings.STORAGES, ALIAS: {**told, "OPTIONS": {**told["OPTIONS"], "location": name}}}
        put(f"{FOLDER}/{name}", b"x")
        places.append(shelf().place)
        assert list(shelf().names()) == [f"{FOLDER}/{name}"]
    assert places[0].endswith("/foix/fichiers")


def test_nobody_reads_the_bucket_without_its_key(objects: str, settings: Any) -> None:
    name = with_bucket(settings, objects)
    found = shelf()
    assert isinstance(found, Bucket)
    assert found.try_out() is False
    storages[ALIAS].connection.meta.client.put_bucket_acl(Bucket=name, ACL="public-read")
    settings.STORAGES[ALIAS]["OPTIONS"]["default_acl"] = "public-read"
    assert Bucket(type(storages[ALIAS])(**settings.STORAGES[ALIAS]["OPTIONS"])).try_out() is True
    assert list(storages[ALIAS].bucket.objects.all()) == []


def test_a_bucket_that_is_away_is_told_in_a_sentence(objects: str, settings: Any) -> None:
    with_bucket(settings, objects, made=False)
    for act in (lambda: put(NAME, b"x"), lambda: shelf().names()):
        with pytest.raises(Unreachable, match=r"refuse \(NoSuchBucket\)"):
            act()
    settings.STORAGES[ALIAS]["OPTIONS"]["endpoint_url"] = "http://127.0.0.1:9"
    away = Bucket(type(storages[ALIAS])(**settings.STORAGES[ALIAS]["OPTIONS"]))
    for ask in (lambda: away.put(NAME, io.BytesIO(b"x")), lambda: away.open(NAME), lambda: away.holds(NAME), away.names):
        with pytest.raises(Unreachable, match="ne répond pas"):
            ask()


@pytest.mark.parametrize(
    ("endpoint", "clear"),
    [(None, False), ("https://s3.exemple.fr", False), ("http://s3.exemple.fr", True), ("http://127.0.0.1:1", False)],
)
def test_bytes_that_leave_in_clear_are_known(endpoint: str | None, clear: bool) -> None:
    class Told:
        location, bucket_name, endpoint_url = "", "seau", endpoint

    assert Bucket(Told()).is_in_clear is clear
