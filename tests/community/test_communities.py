"""A CPTS, its perimeter, its roles: who wrote what, and what is refused."""

from datetime import date, timedelta

import pytest
from django_scopes import ScopeError

from maillage.accounts import access
from maillage.accounts.models import JournalEntry
from maillage.accounts.refusals import Stale, UnableToSave
from maillage.accounts.walls import within
from maillage.community.communities import actions, selectors
from maillage.community.communities.actions import community
from maillage.community.communities.models import CommunityGrant, Perimeter
from maillage.results.cpts.stage import Stage, Standing, stage_of
from tests.support.personas import NOW, TODAY, People


def test_rows_cannot_be_read_without_saying_whose(who: People) -> None:
    with pytest.raises(ScopeError):
        Perimeter.objects.count()


def test_each_community_sees_its_own_rows(who: People) -> None:
    with within(who.ours):
        assert Perimeter.objects.get().codes == ["09032", "09122", "09329"]
        assert set(CommunityGrant.objects.values_list("person__name", flat=True)) == {"Amina Essai", "Bruno Essai", "Lea Essai"}
    with within(who.theirs):
        assert Perimeter.objects.get().codes == ["84003", "84031", "84080"]


def test_a_perimeter_changes_by_a_new_version(who: People) -> None:
    with within(who.ours):
        actions.set_perimeter(
            who.ours, codes=["09122", "11069"], since=date(2027, 1, 1), reason="Fusion", by=who.amina, now=NOW
        )
        assert [version.number for version in selectors.perimeters(who.ours)] == [1, 2]
        before, after = selectors.perimeter(who.ours, TODAY), selectors.perimeter(who.ours, date(2027, 1, 1))
    assert before
    assert before.number == 1
    assert after
    assert after.codes == ["09122", "11069"]
    assert who.ours.departements == ["09", "11"]


@pytest.mark.parametrize(
    ("codes", "since", "word"),
    [
        ([], TODAY, "au moins une commune"),
        (["09122"], date(2026, 1, 1), "précède le dernier périmètre, qui vaut depuis le 02/11/2026"),
    ],
)
def test_a_bad_perimeter_is_refused_whole(who: People, codes: list[str], since: date, word: str) -> None:
    with within(who.ours):
        with pytest.raises(UnableToSave, match=word):
            actions.set_perimeter(who.ours, codes=codes, since=since, by=who.amina, now=NOW)
        assert Perimeter.objects.count() == 1


def test_earlier_perimeters_take_their_place_in_time_and_change_nothing_of_today(who: People) -> None:
    def add(codes: list[str], since: date) -> Perimeter:
        return actions.add_earlier_perimeter(who.ours, codes=codes, since=since, reason="Avant", by=who.amina, now=NOW)

    with within(who.ours):
        add(["11069"], date(2021, 3, 1))
        add(["09122"], date(2019, 1, 1))
        add(["09122", "09329"], date(2019, 1, 1))
        assert [version.number for version in selectors.perimeters(who.ours)] == [3, 4, 2, 1]
        days = (date(2018, 12, 31), date(2020, 1, 1), date(2026, 11, 1), TODAY)
        found = [selectors.perimeter(who.ours, day) for day in days]
        assert [one.number if one else None for one in found] == [None, 4, 2, 1]
        actions.set_perimeter(who.ours, codes=["09122"], since=TODAY, by=who.amina, now=NOW, after=4)
        assert stage_of(who.ours, TODAY) == Standing(Stage.IDEE, TODAY)
    who.ours.refresh_from_db()
    assert who.ours.departements == ["09"]
    assert JournalEntry.objects.filter(chain=str(who.ours.pk), action="perimetre_anterieur").count() == 3


@pytest.mark.parametrize(
    ("codes", "since", "word"),
    [
        ([], date(2020, 1, 1), "au moins une commune"),
        (["09122"], TODAY, "Donnez une date antérieure"),
        (["11069"], date(2021, 6, 1), "rien n'a changé"),
    ],
)
def test_a_bad_earlier_perimeter_is_refused_whole(who: People, codes: list[str], since: date, word: str) -> None:
    with within(who.ours):
        actions.add_earlier_perimeter(who.ours, codes=["11069"], since=date(2021, 3, 1), by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match=word):
            actions.add_earlier_perimeter(who.ours, codes=codes, since=since, by=who.amina, now=NOW)
        with pytest.raises(Stale):
            actions.add_earlier_perimeter(who.ours, codes=["09122"], since=date(2020, 1, 1), by=who.amina, now=NOW, after=1)
        assert Perimeter.objects.count() == 2


def test_an_earlier_perimeter_written_by_mistake_is_withdrawn(who: People) -> None:
    with within(who.ours):
        wrong = actions.add_earlier_perimeter(who.ours, codes=["11069"], since=date(2012, 3, 1), by=who.amina, now=NOW)
        for _ in range(2):
            actions.withdraw_perimeter(wrong, by=who.amina, now=NOW)
        assert selectors.perimeter(who.ours, date(2020, 1, 1)) is None
        right = actions.add_earlier_perimeter(who.ours, codes=["11069"], since=date(2021, 3, 1), by=who.amina, now=NOW, after=3)
        assert (right.number, [one.number for one in selectors.perimeters(who.ours)]) == (3, [3, 1])
        with pytest.raises(UnableToSave, match="ouverture de l'espace"):
            actions.withdraw_perimeter(selectors.perimeters(who.ours)[1], by=who.amina, now=NOW)
    assert JournalEntry.objects.filter(chain=str(who.ours.pk), action="perimetre_anterieur").count() == 3


def test_a_perimeter_dated_far_ahead_by_mistake_is_taken_back(who: People) -> None:
    def change(codes: list[str], since: date, after: int) -> Perimeter:
        return actions.set_perimeter(who.ours, codes=codes, since=since, by=who.amina, now=NOW, after=after)

    with within(who.ours):
        wrong = change(["09122", "11069"], date(2099, 1, 1), 1)
        who.ours.sent_from = ["09", "11"]
        who.ours.save()
        with pytest.raises(UnableToSave, match="écrit par erreur, annulez-le"):
            change(["09122"], date(2027, 1, 1), 2)
        for _ in range(2):
            actions.withdraw_perimeter(wrong, by=who.amina, now=NOW)
        assert (wrong.community.departements, wrong.community.sent_from) == (["09"], ["09"])
        with pytest.raises(Stale):
            change(["09122"], date(2027, 1, 1), 2)
        right = change(["09122"], date(2027, 1, 1), 3)
        assert [one.number for one in selectors.perimeters(who.ours)] == [1, 3]
        assert selectors.perimeter(who.ours, date(2099, 1, 1)) == right
        with pytest.raises(UnableToSave, match="s'applique déjà"):
            actions.withdraw_perimeter(right, by=who.amina, now=NOW + timedelta(days=90))
    mine = JournalEntry.objects.filter(chain=str(who.ours.pk), action="perimetre_change")
    assert mine.count() == 4


def test_the_second_of_two_people_who_save_is_told(who: People) -> None:
    with within(who.ours):
        actions.save_identity(who.ours, values={"seat": "Foix"}, version=1, by=who.amina, now=NOW)
        with pytest.raises(Stale, match="enregistrez à nouveau"):
            actions.save_identity(who.ours, values={"seat": "Pamiers"}, version=1, by=who.bruno, now=NOW)
    who.ours.refresh_from_db()
    assert who.ours.seat == "Foix"


def test_the_last_person_with_the_keys_keeps_them(who: People) -> None:
    with within(who.ours):
        mine = CommunityGrant.objects.get(person=who.amina)
        with pytest.raises(UnableToSave, match="dernière personne"):
            actions.end_role(mine, by=who.amina, now=NOW)
        actions.give_role(who.ours, person=who.bruno, role="presidence", by=who.amina, now=NOW)
        actions.end_role(mine, by=who.bruno, now=NOW)
        assert selectors.roles_of(who.ours, who.amina) == frozenset()


def test_two_communities_of_one_name_have_two_addresses(who: People) -> None:
    second = actions.create_community(name="CPTS du Pays de Foix", codes=["09122"], by=who.chloe, now=NOW, today=TODAY)
    assert (who.ours.slug, second.slug) == ("cpts-du-pays-de-foix", "cpts-du-pays-de-foix-2")


def test_an_address_taken_at_the_same_moment_gives_the_next_one(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked before either wrote."""
    taken = {"name": who.theirs.name, "codes": ["84031"], "now": NOW, "today": TODAY}
    monkeypatch.setattr(community, "_free_slugs", lambda name: iter(["cpts-du-comtat", "cpts-du-comtat-2"]))
    assert actions.create_community(**taken, by=who.bruno).slug == "cpts-du-comtat-2"
    with pytest.raises(UnableToSave, match="un nom plus précis"):
        actions.create_community(**taken, by=who.lea)
    assert list(selectors.of_person(who.lea)) == [(who.ours, ("lecture",))]


def test_acts_are_in_the_journal_of_their_community(who: People) -> None:
    mine = JournalEntry.objects.filter(chain=str(who.ours.pk))
    assert list(mine.values_list("action", flat=True)) == [
        "cpts_creee",
        "perimetre_change",
        "role_donne",
        "role_donne",
        "role_donne",
    ]


def test_nobody_writes_to_the_world_from_here(who: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever creates a space sends invitations and requests in the name of the instance: so many a day, and no more."""
    monkeypatch.setattr(access, "MAX_A_DAY", 2)
    monkeypatch.setattr(community, "MAX_A_DAY", 2)
    with within(who.ours):
        for name in ("un", "deux"):
            actions.invite(who.ours, email=f"{name}@exemple.fr", role="adherent", by=who.amina, now=NOW)
        with pytest.raises(UnableToSave, match=r"trois@exemple\.fr attendra demain"):
            actions.invite(who.ours, email="trois@exemple.fr", role="adherent", by=who.amina, now=NOW)
        tomorrow = NOW + timedelta(days=1)
        assert actions.invite(who.ours, email="trois@exemple.fr", role="adherent", by=who.amina, now=tomorrow)
    given = {"codes": ["09122"], "by": who.bruno, "now": NOW, "today": TODAY}
    for name in ("Un", "Deux"):
        actions.create_community(name=name, **given)
    with pytest.raises(UnableToSave, match="créez « Trois » demain"):
        actions.create_community(name="Trois", **given)
