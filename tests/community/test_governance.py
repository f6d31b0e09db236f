"""The association is recorded piece by piece; quorum and proxies are counted by college."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest

from maillage.accounts import journal
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import outside, within
from maillage.community.governance import actions, outlines, selectors
from maillage.community.governance.models import Assembly, AssemblyPresence, Piece
from tests.support.personas import NOW, TODAY, People

COLLEGES = [{"name": "Premier recours", "convened": 5}, {"name": "Établissements", "convened": 2}]


def assembly(who: People, **changed: Any) -> Assembly:
    values: dict[str, Any] = {
        "title": "Assemblée constitutive",
        "at": NOW,
        "place": "Mairie de Foix",
        "sender": "Amina Essai, coordinatrice",
        "agenda": ["Adoption des statuts"],
        "colleges": COLLEGES,
        "quorum_percent": 50,
        "proxies_limit": 1,
        **changed,
    }
    return actions.call_assembly(who.ours, values=values, by=who.amina, now=NOW)


def come(who: People, meeting: Assembly, name: str, college: str = "Premier recours", by: str = "") -> AssemblyPresence:
    return actions.record_presence(
        meeting, name=name, profession="Infirmière", college=college, represented_by=by, by=who.amina, now=NOW
    )


def test_a_piece_is_dated_corrected_and_taken_back(who: People) -> None:
    with within(who.ours):
        day: dict[str, Any] = {"by": who.amina, "now": NOW, "today": TODAY}
        actions.record_piece(who.ours, key=Piece.STATUTS, done_on=TODAY, note="Version 2", **day)
        actions.record_piece(who.ours, key=Piece.STATUTS, done_on=TODAY - timedelta(days=1), note="Version 3", **day)
        kept = selectors.pieces(who.ours)
        assert [(row.key, row.note, row.done_on) for row in kept.values()] == [("statuts", "Version 3", date(2026, 11, 1))]
        assert Piece.STATUTS not in selectors.missing(who.ours)
        actions.remove_piece(who.ours, key=Piece.STATUTS, by=who.amina, now=NOW)
        assert selectors.missing(who.ours) == list(Piece)
        with pytest.raises(UnableToSave, match="n'est pas encore passé"):
            actions.record_piece(who.ours, key=Piece.RNA, done_on=TODAY + timedelta(days=1), note="", **day)


def test_the_quorum_is_counted_by_college_and_rounded_up(who: People) -> None:
    with within(who.ours):
        meeting = assembly(who)
        come(who, meeting, "Anne")
        come(who, meeting, "Bilal")
        come(who, meeting, "Céline", by="Anne")
        first, second = selectors.quorum(meeting)
        assert (first.present, first.represented, first.needed, first.is_reached) == (2, 1, 3, True)
        assert (second.present, second.represented, second.needed, second.is_reached) == (0, 0, 1, False)


def test_a_proxy_goes_to_somebody_present_who_may_still_carry_one(who: People) -> None:
    with within(who.ours):
        meeting = assembly(who)
        with pytest.raises(UnableToSave, match="Anne n'est pas présent"):
            come(who, meeting, "Céline", by="Anne")
        anne = come(who, meeting, "Anne")
        come(who, meeting, "Céline", by="anne")
        with pytest.raises(UnableToSave, match=r"porte déjà 1\spouvoir"):
            come(who, meeting, "Driss", by="Anne")
        with pytest.raises(UnableToSave, match="déjà sur la feuille"):
            come(who, meeting, " anne ")
        with pytest.raises(UnableToSave, match="n'est pas un collège"):
            come(who, meeting, "Élise", college="Autre")
        with pytest.raises(UnableToSave, match="porte des pouvoirs"):
            actions.remove_presence(anne, by=who.amina, now=NOW)


def test_one_person_has_one_name_whatever_its_case_accents_and_spaces(who: People) -> None:
    """Composed or not, with a hyphen or a space: the two databases do not fold letters alike, so we do."""
    apart = unicodedata.normalize("NFD", "élodie  martin\N{NON-BREAKING HYPHEN}œuf")
    with within(who.ours):
        meeting = assembly(who)
        elodie = come(who, meeting, "ÉLODIE MARTIN-ŒUF")
        with pytest.raises(UnableToSave, match="déjà sur la feuille"):
            come(who, meeting, apart)
        proxy = come(who, meeting, "Céline", by=apart)
        assert proxy.represented_by == "ÉLODIE MARTIN-ŒUF"
        with pytest.raises(UnableToSave, match=r"porte déjà 1\spouvoir"):
            come(who, meeting, "Driss", by="Élodie Martin Oeuf")
        with pytest.raises(UnableToSave, match="porte des pouvoirs"):
            actions.remove_presence(elodie, by=who.amina, now=NOW)
        first = selectors.quorum(meeting)[0]
        assert (first.present, first.represented) == (1, 1)
        twice = [COLLEGES[0], {"name": "premier  RECOURS", "convened": 1}]
        with pytest.raises(UnableToSave, match="même nom"):
            actions.change_assembly(meeting, values={"colleges": twice}, version=1, by=who.amina, now=NOW)


def test_votes_never_exceed_the_voices(who: People) -> None:
    with within(who.ours):
        meeting = assembly(who)
        come(who, meeting, "Anne")
        come(who, meeting, "Bilal")
        votes: dict[str, Any] = {"text": "Les statuts sont adoptés.", "votes_against": 0, "by": who.amina, "now": NOW}
        with pytest.raises(UnableToSave, match="3 voix pour 2 présents"):
            actions.record_resolution(meeting, votes_for=2, abstentions=1, **votes)
        made = actions.record_resolution(meeting, votes_for=1, abstentions=1, **votes)
        assert (made.number, made.is_adopted) == (1, True)


def test_a_college_with_people_keeps_its_name(who: People) -> None:
    with within(who.ours):
        meeting = assembly(who)
        come(who, meeting, "Anne")
        with pytest.raises(UnableToSave, match="a déjà des présents"):
            actions.change_assembly(meeting, values={"colleges": COLLEGES[1:]}, version=1, by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match="même nom"):
            actions.change_assembly(meeting, values={"colleges": [COLLEGES[0]] * 2}, version=1, by=who.amina, now=NOW)


def test_nothing_crosses_the_wall_and_everything_is_journalled(who: People) -> None:
    with within(who.ours):
        come(who, assembly(who), "Anne")
        actions.record_piece(who.ours, key=Piece.RNA, done_on=TODAY, note="", by=who.amina, now=NOW, today=TODAY)
    with within(who.theirs):
        assert not selectors.assemblies(who.theirs).exists()
        assert not AssemblyPresence.objects.exists()
        assert selectors.missing(who.theirs) == list(Piece)
    with outside("the chain of the journal is checked whole"):
        assert list(journal.breaks()) == []


@pytest.mark.parametrize("text", outlines.OUTLINES)
def test_each_model_text_is_filled_without_a_hole(text: str) -> None:
    outline = outlines.OUTLINES[text]
    assert len({section.key for section in outline.sections}) == len(outline.sections)
    for section in outline.sections:
        filled = outlines.filled(section, name="CPTS d'essai", seat="12 rue de l'Essai, Foix", communes=["Foix", "Pamiers"])
        assert "{" not in filled, section.key
        assert len(filled) > 80, section.key


def test_the_statutes_allow_the_funds_of_the_assurance_maladie() -> None:
    sections = {section.key: section.body for section in outlines.OUTLINES["statuts"].sections}
    assert "Assurance Maladie" in sections["ressources"]
