"""Several people write one text: nothing is overwritten, every version is kept."""

from datetime import timedelta

import pytest

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import within
from maillage.community.drafting import actions, selectors
from maillage.community.drafting.actions import SectionStale
from maillage.community.drafting.models import SectionVersion, TextKind
from tests.support.personas import NOW, People

LETTRE = TextKind.LETTRE


def test_the_second_writer_is_told_and_loses_nothing(who: People) -> None:
    with within(who.ours):
        actions.save_section(who.ours, text=LETTRE, key="territoire", body="Un", version=0, by=who.amina, now=NOW)
        with pytest.raises(SectionStale, match="La vôtre est conservée") as stale:
            actions.save_section(who.ours, text=LETTRE, key="territoire", body="Deux", version=0, by=who.bruno, now=NOW)
        assert stale.value.section.body == "Un"
        actions.save_section(who.ours, text=LETTRE, key="territoire", body="Un et deux", version=1, by=who.bruno, now=NOW)
        row = actions.section(who.ours, text=LETTRE, key="territoire")
        assert [version.body for version in selectors.versions(row)] == ["Un et deux", "Un"]


def test_saving_the_same_words_makes_no_version(who: People) -> None:
    with within(who.ours):
        for version in (0, 1):
            actions.save_section(who.ours, text=LETTRE, key="acteurs", body="Mots", version=version, by=who.amina, now=NOW)
        assert SectionVersion.objects.count() == 1


def test_a_text_too_long_is_refused(who: People) -> None:
    with within(who.ours), pytest.raises(UnableToSave, match="répartissez-le"):
        actions.save_section(who.ours, text=LETTRE, key="acteurs", body="x" * 60_001, version=0, by=who.amina, now=NOW)


def test_who_writes_is_seen_then_forgotten(who: People) -> None:
    with within(who.ours):
        row = actions.section(who.ours, text=LETTRE, key="acteurs")
        assert actions.show_presence(row, person=who.amina, now=NOW) == []
        assert actions.show_presence(row, person=who.bruno, now=NOW) == [who.amina]
        assert actions.show_presence(row, person=who.bruno, now=NOW + timedelta(minutes=3)) == []


def test_a_comment_is_open_until_settled(who: People) -> None:
    with within(who.ours):
        row = actions.section(who.ours, text=LETTRE, key="acteurs")
        remark = actions.comment(row, body="À préciser", by=who.bruno, now=NOW)
        assert selectors.sections(who.ours, LETTRE)["acteurs"].open_comments == 1  # type: ignore[attr-defined]
        actions.settle(remark, by=who.amina, now=NOW)
        assert selectors.sections(who.ours, LETTRE)["acteurs"].open_comments == 0  # type: ignore[attr-defined]
