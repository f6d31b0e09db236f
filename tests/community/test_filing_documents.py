"""Files that go with a transmission: covered by its digest, read with it, kept as long as it."""

import io
from datetime import timedelta

import pytest

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.filing import actions, selectors
from maillage.community.filing.models import FiledDocument, PieceRequest, Transmission, TransmissionKind
from maillage.community.library import actions as library
from maillage.community.library import storage
from maillage.community.library.models import File
from tests.support.files import CSV, PDF
from tests.support.objects import read
from tests.support.personas import NOW, TODAY, People

VOICE = actions.Voice(None, "ars", "ARS Occitanie")
CONTENT = {"title": "Projet"}


def keep(who: People, name: str = "statuts.pdf", body: bytes = PDF) -> File:
    return library.add(who.ours, name=name, size=len(body), content=io.BytesIO(body), by=who.amina, now=NOW)


def file(who: People, *annexes: File) -> Transmission:
    given = {"content": CONTENT, "annexes": annexes, "sent_on": TODAY, "by": who.amina, "now": NOW}
    return actions.transmit(who.ours, kind=TransmissionKind.PROJET, **given)


def asked(sent: Transmission, who: People) -> PieceRequest:
    return actions.ask_piece(sent, body="Les statuts", due_on=None, voice=VOICE, by=who.esther, now=NOW)


def test_the_digest_of_a_file_covers_its_annexes(who: People) -> None:
    with within(who.ours):
        statutes, members = keep(who), keep(who, "membres.csv", CSV)
        sent = file(who, statutes, members, statutes)
        assert sent.content["annexes"] == [
            {"name": one.name, "sha256": one.sha256, "size": one.size} for one in (statutes, members)
        ]
        assert sent.digest == actions.digest_of(sent.content) != actions.digest_of(CONTENT)
        assert {(one.label, one.sha256) for one in selectors.documents(sent)} == {
            ("statuts.pdf", statutes.sha256),
            ("membres.csv", members.sha256),
        }
        assert "annexes" not in CONTENT


def test_a_file_without_annex_is_as_before(who: People) -> None:
    with within(who.ours):
        sent = file(who)
        assert sent.content == CONTENT
        assert not selectors.documents(sent)


def test_a_piece_is_supplied_by_a_file_alone_and_once(who: People) -> None:
    with within(who.ours):
        sent = file(who)
        piece, statutes = asked(sent, who), keep(who)
        with pytest.raises(UnableToSave, match="joignez la pièce"):
            actions.answer_piece(piece, answer=" ", by=who.amina, now=NOW)
        actions.answer_piece(piece, answer="", files=[statutes], by=who.amina, now=NOW)
        assert [(one.piece, one.file) for one in selectors.documents(sent)] == [(piece, statutes)]
        with pytest.raises(UnableToSave, match="déjà sa réponse"):
            actions.answer_piece(piece, answer="Encore", by=who.bruno, now=NOW)
        piece.refresh_from_db()
        assert (piece.answer, piece.answered_by) == ("", who.amina)
        sent.refresh_from_db()
        assert sent.digest == actions.digest_of(sent.content), "what was sent first does not change"


def test_a_file_that_left_the_documents_is_not_joined(who: People) -> None:
    with within(who.ours):
        gone = keep(who)
        library.remove(gone, by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match=r"« statuts\.pdf » n'est plus dans les documents"):
            file(who, gone)
        assert not Transmission.objects.exists()


def test_a_file_of_another_cpts_is_not_joined(who: People) -> None:
    with within(who.theirs):
        theirs = library.add(who.theirs, name="a.pdf", size=len(PDF), content=io.BytesIO(PDF), by=who.chloe, now=NOW)
    with within(who.ours), pytest.raises(UnableToSave, match="n'est plus dans les documents"):
        file(who, theirs)
    with within(who.ours, who.theirs), pytest.raises(UnableToSave, match="n'est plus dans les documents"):
        file(who, theirs)


def test_a_file_that_was_sent_leaves_the_list_and_is_never_forgotten(who: People) -> None:
    with within(who.ours):
        statutes, other = keep(who), keep(who, "membres.csv", CSV)
        sent = file(who, statutes)
        for one in (statutes, other):
            library.remove(one, by=who.amina, now=NOW)
        assert library.forget_removed(who.ours, now=NOW + library.KEPT + timedelta(days=1)) == 1
        assert [one.file for one in selectors.documents(sent)] == [statutes]
        assert read(who.ours.pk, statutes.sha256) == PDF
        assert not storage.holds(who.ours.pk, other.sha256)
        assert selectors.filed_file(who.ours, statutes.pk) == statutes
        assert selectors.filed_with(statutes) == [sent]


def test_two_cpts_do_not_see_each_other_s_documents(who: People) -> None:
    with within(who.ours):
        statutes = keep(who)
        file(who, statutes)
        assert FiledDocument.objects.count() == 1
    with within(who.theirs):
        assert not FiledDocument.objects.exists()
        assert selectors.filed_file(who.theirs, statutes.pk) is None
