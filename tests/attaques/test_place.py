"""A disk that is full and archives that lie about their size: a sentence, nothing half-written, no « adresse illisible »."""

import errno
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import resolve

from maillage.accounts.refusals import UnableToSave
from maillage.community.library import kinds, storage
from maillage.kernel.archives import unpacked_size
from maillage.results.lists.rows import UnableToRead, read_tables
from tests.support.personas import People

KEY = "0afa5b77-0c06-4741-94d2-b9c279411ab3"


def full(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def lying(member: str, real: int, told: int) -> bytes:
    """An archive whose member announces `told` bytes and holds `real`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, b"a" * real)
    sizes = real.to_bytes(4, "little")
    assert content.getvalue().count(sizes) == 2
    return content.getvalue().replace(sizes, told.to_bytes(4, "little"))


def test_real_bytes_are_counted_and_reading_stops_at_the_limit() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"a" * 5_000_000)
        archive.writestr("b", b"b" * 5_000_000)
    with zipfile.ZipFile(content) as archive:
        assert unpacked_size(archive, 20_000_000) == 10_000_000
        assert 2_000_000 < unpacked_size(archive, 2_000_000) < 4_000_000


@pytest.mark.parametrize("told", [10, 4_000_000_000])
def test_a_document_that_lies_about_its_size_is_damaged(told: int) -> None:
    with pytest.raises(UnableToSave, match=r"abîmé|démesuré"):
        kinds.kind_of("texte.docx", io.BytesIO(lying("word/document.xml", 3_000_017, told)))


@pytest.mark.parametrize("told", [10, 4_000_000_000])
def test_a_list_that_lies_about_its_size_is_refused(told: int) -> None:
    with pytest.raises(UnableToRead, match=r"abîmé|démesuré"):
        read_tables("liste.xlsx", lying("xl/workbook.xml", 3_000_017, told))


@pytest.mark.django_db
def test_a_document_kept_on_a_full_disk(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "keep", full)
    amina = Client(raise_request_exception=False)
    amina.force_login(who.amina)
    sent = SimpleUploadedFile("note.txt", b"Compte rendu", "text/plain")
    answer = amina.post(f"/c/{who.ours.slug}/documents/ajouter/", {"fichiers": sent})
    assert answer.status_code == 507, answer.status_code
    assert "plus de place" in answer.content.decode()


@pytest.mark.django_db
def test_an_upload_that_no_longer_fits_in_the_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TemporaryUploadedFile, "__init__", full)
    large = SimpleUploadedFile("liste.csv", b"84007\n" * 700_000, "text/csv")
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr("django.conf.settings.FILE_UPLOAD_MAX_MEMORY_SIZE", 1_000)
        answer = Client(raise_request_exception=False).post("/territoire/liste/", {"fichier": large})
    assert answer.status_code in (413, 507), answer.status_code


@pytest.mark.parametrize(("said", "status"), [("database or disk is full", 507), ("server closed the connection", 503)])
def test_a_full_disk_under_the_database_is_not_a_database_that_restarts(said: str, status: int) -> None:
    from maillage.www.shared import errors

    try:
        raise OperationalError(said)
    except OperationalError:
        answer = errors.server_error(None)  # type: ignore[arg-type]
    assert answer.status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/c/a/documents/ajouter/",
        "/c/a/depot/deposer/",
        "/c/a/depot/reception/",
        f"/c/a/depot/pieces/{KEY}/",
        f"/c/a/depot/contrat/actes/{KEY}/signatures/papier/",
        "/c/a/creation/lettre/envoyer/",
        "/c/a/creation/envois/lettre/1/reception/",
        f"/c/a/creation/envois/lettre/1/pieces/{KEY}/",
        f"/institution/a/contrats/{KEY}/signatures/papier/",
    ],
)
def test_each_form_that_takes_files_takes_the_size_it_says(client: Client, address: str) -> None:
    """A scan of 9 MB passes the door where its form says 20 MB; nothing but these addresses lets more than 4 MB in."""
    assert resolve(address)
    answer = client.generic("POST", address, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH="9000000")
    assert answer.status_code != 413
    answer = client.generic("POST", "/c/a/depot/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH="9000000")
    assert answer.status_code == 413
