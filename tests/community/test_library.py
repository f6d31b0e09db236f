"""Files: their kind is their content, their bytes are kept once in each CPTS, they leave and come back."""

import io
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest

from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.library import actions, kinds, names, selectors, storage
from maillage.community.library.models import File, FileKind
from maillage.community.library.shelf import shelf
from tests.support.files import HONEST, LIAR, PDF, REFUSED
from tests.support.objects import read
from tests.support.personas import NOW, People

BOTH = pytest.mark.usefixtures("on_both_shelves")


def add(who: People, name: str = "projet.pdf", body: bytes = PDF, *, theirs: bool = False, **more: Any) -> File:
    community, by = (who.theirs, who.chloe) if theirs else (who.ours, who.amina)
    with within(community):
        values = {"size": len(body), "now": NOW, **more}
        return actions.add(community, name=name, content=io.BytesIO(body), by=by, **values)


@pytest.mark.parametrize("name", HONEST)
def test_a_kind_is_read_from_the_content(name: str) -> None:
    content = io.BytesIO(HONEST[name])
    kind = kinds.kind_of(name, content)
    assert name.lower().endswith(str(kind)) or name == "photo.jpeg"
    assert content.tell() == 0


def test_an_archive_that_lies_about_its_size_is_not_unfolded() -> None:
    tracemalloc.start()
    with pytest.raises(UnableToSave):
        kinds.kind_of("menteur.odt", io.BytesIO(LIAR))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


def test_every_kind_has_its_type() -> None:
    assert set(kinds.TYPES) == set(FileKind)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_what_it_says_is_refused(name: str) -> None:
    body, said = REFUSED[name]
    with pytest.raises(UnableToSave, match=said.replace("(", r"\(").replace(")", r"\)")) as refusal:
        kinds.kind_of(name, io.BytesIO(body))
    assert name in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\Projet  de santé.PDF", "Projet de santé.pdf"),
        ("facture\u202efdp.exe.pdf", "facturefdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        (".pdf", "pdf.pdf"),
        ("…" * 300 + ".pdf", "…" * 145 + ".pdf"),
    ],
)
def test_names_are_made_safe(given: str, shown: str) -> None:
    assert names.shown(given, FileKind.PDF) == shown
    assert names.safe(shown).isascii()
    assert len(shown) <= names.MAX


@BOTH
def test_a_file_is_kept_under_its_digest_and_journalled(who: People) -> None:
    file = add(who, attached_to="Projet de santé")
    assert read(who.ours.pk, file.sha256) == PDF
    assert f"fichiers/{who.ours.pk.hex}/{file.sha256[:2]}/{file.sha256}" in shelf().names()
    assert (file.kind, file.size, file.added_by) == (FileKind.PDF, len(PDF), who.amina)
    entry = JournalEntry.objects.filter(chain=who.ours.pk).last()
    assert entry is not None
    assert (entry.action, entry.subject_id) == ("fichier_ajoute", str(file.pk))
    assert "projet" not in str(entry.details)


@pytest.mark.parametrize(("size", "said"), [(0, "est vide"), (actions.MAX_SIZE + 1, "20 au plus")])
def test_empty_and_too_big_are_refused(who: People, size: int, said: str) -> None:
    with pytest.raises(UnableToSave, match=said):
        add(who, size=size)


def test_a_cpts_does_not_fill_the_disk(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MAX_TOTAL", len(PDF) + 5)
    first = add(who)
    assert add(who).pk == first.pk
    with pytest.raises(UnableToSave, match="ne tient plus"):
        add(who, body=PDF + b"%")
    assert add(who, theirs=True)


@BOTH
def test_the_same_bytes_are_kept_once(who: People) -> None:
    first = add(who)
    assert add(who, "autre-nom.pdf").pk == first.pk
    other = add(who, attached_to="Contrat")
    assert other.pk != first.pk
    assert storage.kept(who.ours.pk) == {first.sha256}


@BOTH
def test_two_cpts_share_neither_rows_nor_bytes(who: People) -> None:
    mine, other = add(who), add(who, theirs=True)
    assert mine.sha256 == other.sha256
    storage.forget(who.theirs.pk, other.sha256)
    assert storage.holds(who.ours.pk, mine.sha256)
    with within(who.theirs):
        assert selectors.file(who.theirs, mine.pk) is None
        assert [file.pk for file in selectors.files(who.theirs)] == [other.pk]


def test_a_removed_file_comes_back(who: People) -> None:
    file = add(who)
    with within(who.ours):
        actions.remove(file, by=who.bruno, now=NOW)
        actions.remove(file, by=who.bruno, now=NOW)
        assert selectors.file(who.ours, file.pk) is None
        assert selectors.removed(who.ours, file.pk, since=NOW - actions.KEPT) == file
        actions.bring_back(file, by=who.bruno, now=NOW)
        assert selectors.file(who.ours, file.pk) == file
    acts = list(JournalEntry.objects.filter(chain=who.ours.pk, subject="file").values_list("action", flat=True))
    assert acts == ["fichier_ajoute", "fichier_retire", "fichier_remis"]


@BOTH
def test_a_removed_file_is_forgotten_when_its_time_has_passed(who: People) -> None:
    file = add(who)
    with within(who.ours):
        actions.remove(file, by=who.amina, now=NOW)
        assert actions.forget_removed(who.ours, now=NOW + actions.KEPT) == 0
        assert storage.holds(who.ours.pk, file.sha256)
        assert actions.forget_removed(who.ours, now=NOW + actions.KEPT + timedelta(seconds=1)) == 1
    assert not storage.holds(who.ours.pk, file.sha256)


@BOTH
def test_bytes_stay_while_another_file_has_them(who: People) -> None:
    file, other = add(who), add(who, attached_to="Contrat")
    with within(who.ours):
        actions.remove(file, by=who.amina, now=NOW)
        actions.forget_removed(who.ours, now=NOW + actions.KEPT * 2)
        assert list(selectors.attached(who.ours, to="Contrat")) == [other]
    assert storage.holds(who.ours.pk, other.sha256)


def test_files_are_found_by_words_and_sorted(who: People) -> None:
    add(who, "Statuts.pdf", attached_to="Association")
    add(who, "liste.csv", HONEST["liste.csv"], now=NOW + timedelta(hours=1))
    with within(who.ours):
        assert [file.name for file in selectors.files(who.ours)] == ["liste.csv", "Statuts.pdf"]
        assert [file.name for file in selectors.files(who.ours, words="asso stat")] == ["Statuts.pdf"]
        assert [file.name for file in selectors.files(who.ours, order="lourd")] == ["Statuts.pdf", "liste.csv"]
