"""The account: spaces, sessions, erasure, second factor, rights; nothing leaks, everything is said in French."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.accounts.roles import SENTENCES
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.communities import selectors as community_selectors
from maillage.community.communities.models import CommunityGrant
from maillage.community.outbox import actions as outbox
from maillage.community.outbox.models import Message
from maillage.facts.selection import encode
from maillage.institutions import actions as institutions
from maillage.www.compte import presenters
from tests.support.accounts import PASSWORD, acts, is_signed_in, real_person, sign_in, text
from tests.support.personas import NOW, People, signed_in


@pytest.fixture(autouse=True)
def _no_limit_reached(db: None) -> None:
    cache.clear()


@pytest.fixture
def vera(db: None) -> User:
    return real_person()


class TestSpaces:
    def test_they_are_listed_with_their_roles_and_stage(self, who: People) -> None:
        found = text(signed_in(who.amina).get("/compte/"))
        assert "CPTS du Pays de Foix" in found
        assert "Coordination" in found
        assert "Idée" in found

    def test_another_cpts_is_not_among_them(self, who: People) -> None:
        assert "CPTS du Comtat" not in text(signed_in(who.amina).get("/compte/"))
        assert "Pays de Foix" not in text(signed_in(who.chloe).get("/compte/"))

    def test_an_institution_is_among_them(self, who: People) -> None:
        assert "ARS Occitanie" in text(signed_in(who.esther).get("/compte/"))

    def test_who_has_none_is_told_how_to_begin(self, vera: User) -> None:
        client = Client()
        client.force_login(vera)
        found = text(client.get("/compte/"))
        assert "Aucun espace pour l'instant" in found
        assert vera.email in found

    @pytest.mark.parametrize("path", ["", "sessions/", "securite/", "effacer/"])
    def test_nobody_else_opens_them(self, db: None, path: str) -> None:
        response = Client().get(f"/compte/{path}")
        assert response.status_code == 302
        assert response["Location"].startswith("/compte/login/?next=/compte/")

    def test_they_are_not_kept_by_a_cache(self, who: People) -> None:
        assert signed_in(who.amina).get("/compte/")["Cache-Control"] == "private, no-store"

    def test_a_name_changes(self, vera: User) -> None:
        assert signed_in(vera).post("/compte/nom/", {"name": "  Véra   Benali "}).status_code == 302
        vera.refresh_from_db()
        assert vera.name == "Véra Benali"

    @pytest.mark.parametrize("name", [" ", "x" * 121])
    def test_an_impossible_name_is_refused_and_kept_on_the_page(self, vera: User, name: str) -> None:
        response = signed_in(vera).post("/compte/nom/", {"name": name})
        assert response.status_code == 400
        assert "donnez entre 1 et 120 caractères" in text(response)

    @pytest.mark.parametrize("path", ["", "securite/", "roles/"])
    def test_a_wrong_method_is_refused(self, who: People, path: str) -> None:
        assert signed_in(who.amina).post(f"/compte/{path}").status_code == 405
        assert signed_in(who.amina).get("/compte/nom/").status_code == 405


class TestSessions:
    def test_one_of_them_is_closed_from_another(self, vera: User) -> None:
        here, there = sign_in(vera.email, PASSWORD), sign_in(vera.email, PASSWORD)
        other = UserSession.objects.get(session_key=there.session.session_key)
        here.post("/compte/sessions/", {"session": other.pk})
        assert is_signed_in(here)
        assert not is_signed_in(there)
        assert acts()[-1] == "session_fermee"

    def test_all_the_others_are_closed_at_once(self, vera: User) -> None:
        here, there, elsewhere = (sign_in(vera.email, PASSWORD) for _ in range(3))
        here.post("/compte/sessions/", {"session": "autres"})
        assert [is_signed_in(client) for client in (here, there, elsewhere)] == [True, False, False]

    def test_those_of_somebody_else_stay_open(self, who: People, vera: User) -> None:
        there = sign_in(vera.email, PASSWORD)
        session = UserSession.objects.get(user=vera)
        signed_in(who.amina).post("/compte/sessions/", {"session": session.pk})
        assert is_signed_in(there)


class TestAddress:
    @pytest.mark.ignore_template_errors
    @pytest.mark.parametrize("with_factor", [False, True])
    def test_it_changes_once_the_new_one_is_verified(self, vera: User, with_factor: bool) -> None:
        client = sign_in(vera.email, PASSWORD)
        if with_factor:
            TOTP.activate(vera, "JBSWY3DPEHPK3PXP")
        asked = client.post("/compte/email/", {"email": "nouvelle@exemple.fr", "action_add": ""})
        assert asked["Location"].startswith("/compte/reauthenticate/")
        client.post(asked["Location"], {"password": PASSWORD})
        vera.refresh_from_db()
        assert vera.email == "vera@exemple.fr"
        sent = next(one for one in mail.outbox if one.to == ["nouvelle@exemple.fr"])
        code = next(line for line in sent.body.splitlines() if re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", line))
        client.post("/compte/confirm-email/", {"code": code})
        vera.refresh_from_db()
        assert vera.email == "nouvelle@exemple.fr"
        assert list(EmailAddress.objects.filter(user=vera).values_list("email", "verified")) == [(vera.email, True)]


class TestDeparture:
    @pytest.fixture(autouse=True)
    def real(self, settings: Any) -> None:
        settings.MAILLAGE_DEMO = False

    def test_a_persona_of_the_demonstration_is_not_erased(self, who: People, settings: Any) -> None:
        settings.MAILLAGE_DEMO = True
        response = signed_in(who.bruno).post("/compte/effacer/", {"proof": who.bruno.email})
        assert response.status_code == 400
        assert "sert à tous les visiteurs de la démonstration" in text(response)
        who.bruno.refresh_from_db()
        assert who.bruno.is_active

    @pytest.mark.parametrize("path", ["nom/", "sessions/", "email/", "password/set/", "2fa/totp/activate/"])
    def test_nobody_changes_the_account_of_a_persona(self, who: People, settings: Any, path: str) -> None:
        settings.MAILLAGE_DEMO = True
        response = signed_in(who.bruno).post(f"/compte/{path}", {"name": "Autre", "email": "autre@exemple.fr"})
        assert response.status_code == 403
        assert "son compte ne se change pas" in text(response)

    def test_a_person_is_erased_and_what_they_signed_stays(self, who: People) -> None:
        client = signed_in(who.bruno)
        outbox.post(to=who.bruno.email, subject="À vous", body="Un mot.", now=NOW)
        assert client.post("/compte/effacer/", {"proof": who.bruno.email}).status_code == 200
        gone = User.objects.get(pk=who.bruno.pk)
        assert str(gone) == "Personne supprimée"
        assert (gone.name, gone.is_active, gone.has_usable_password()) == ("", False, False)
        assert "bruno" not in gone.email
        with outside("every mail of a test"):
            assert not Message.objects.filter(to__startswith="bruno").exists()
        assert not is_signed_in(client)
        with within(who.ours):
            assert community_selectors.roles_of(who.ours, gone) == frozenset()
        assert list(journal.breaks()) == []

    def test_the_last_who_may_open_accesses_stays(self, who: People) -> None:
        response = signed_in(who.amina).post("/compte/effacer/", {"proof": who.amina.email})
        assert response.status_code == 400
        assert "Vous êtes la dernière personne qui peut ouvrir des accès à « CPTS du Pays de Foix »" in text(response)
        who.amina.refresh_from_db()
        assert who.amina.is_active

    def test_a_wrong_proof_erases_nothing(self, vera: User) -> None:
        client = sign_in(vera.email, PASSWORD)
        response = client.post("/compte/effacer/", {"proof": "autre chose"})
        assert response.status_code == 400
        assert "rien n'a été effacé" in text(response)
        assert is_signed_in(client)
        tries = [client.post("/compte/effacer/", {"proof": "encore"}).status_code for _ in range(10)]
        assert tries == [400] * 9 + [429]


class TestSecondFactor:
    def lead(self, who: People, *, days: int) -> Client:
        """A real person who holds the coordination since some days."""
        person = User.objects.create_user("marc@exemple.fr", name="Marc")
        with within(who.ours):
            since = timezone.now() - timedelta(days=days)
            communities.give_role(who.ours, person=person, role="coordination", by=who.amina, now=since)
        return signed_in(person)

    def test_days_left_are_counted_from_the_role(self, who: People) -> None:
        response = self.lead(who, days=2).get("/c/cpts-du-pays-de-foix/")
        assert response.status_code == 200
        assert "Il vous reste 5 jours" in text(response)

    def test_after_them_the_space_waits_for_the_factor(self, who: People) -> None:
        client = self.lead(who, days=8)
        response = client.get("/c/cpts-du-pays-de-foix/")
        assert response["Location"] == "/compte/securite/"
        found = text(client.get("/compte/securite/", follow=True))
        assert "Votre rôle demande un second facteur" in found
        assert "Application de codes" in found

    def test_an_agent_is_asked_too(self, who: People) -> None:
        person = User.objects.create_user("anne@exemple.fr", name="Anne")
        since = timezone.now() - timedelta(days=8)
        institutions.give_role(who.ars, person=person, role="agent_ars", by=None, now=since)
        assert signed_in(person).get("/institution/ars-occitanie/")["Location"] == "/compte/securite/"

    def test_an_agent_opens_no_space_without_it(self, who: People) -> None:
        person = User.objects.create_user("anne@exemple.fr", name="Anne")
        since = timezone.now() - timedelta(days=8)
        institutions.give_role(who.ars, person=person, role="agent_ars", by=None, now=since)
        given = {"name": "CPTS", "s": encode(["09122"]), "institution": who.ars.slug, "email": "zoe@exemple.fr"}
        assert signed_in(person).post("/c/nouvelle/", given)["Location"] == "/compte/securite/"
        assert not mail.outbox

    def test_taking_the_role_again_gives_no_new_delay(self, who: People) -> None:
        client = self.lead(who, days=8)
        with within(who.ours):
            held = CommunityGrant.objects.get(person__email="marc@exemple.fr")
            communities.end_role(held, by=who.amina, now=timezone.now())
            communities.give_role(who.ours, person=held.person, role="presidence", by=who.amina, now=timezone.now())
        assert client.get("/c/cpts-du-pays-de-foix/")["Location"] == "/compte/securite/"

    def test_a_member_is_not_asked(self, who: People) -> None:
        person = User.objects.create_user("paul@exemple.fr", name="Paul")
        with within(who.ours):
            since = timezone.now() - timedelta(days=80)
            communities.give_role(who.ours, person=person, role="adherent", by=who.amina, now=since)
        assert "second facteur" not in text(signed_in(person).get("/c/cpts-du-pays-de-foix/"))


class TestPrivacy:
    @pytest.mark.ignore_template_errors
    @pytest.mark.parametrize("page", ["2fa/", "2fa/totp/activate/", "email/", "password/change/", "sessions/", "effacer/"])
    def test_a_personal_page_is_kept_nowhere(self, vera: User, page: str) -> None:
        assert "no-store" in sign_in(vera.email, PASSWORD).get(f"/compte/{page}")["Cache-Control"]

    @pytest.mark.parametrize(
        ("agent", "said"),
        [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox sur Linux"),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge sur Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari sur iPhone"),
            ("curl/8", "Navigateur inconnu"),
        ],
    )
    def test_a_browser_is_named(self, agent: str, said: str) -> None:
        assert presenters.browser(agent) == said


class TestRoles:
    def test_every_permission_is_said(self, db: None) -> None:
        found = text(Client().get("/compte/roles/"))
        assert [sentence for sentence in SENTENCES.values() if sentence not in found] == []

    @pytest.mark.parametrize("path", ["/", "/compte/roles/", "/financement/", "/observatoire/", "/textes/"])
    def test_public_pages_do_not_depend_on_the_visitor(self, who: People, path: str) -> None:
        assert "Cookie" not in signed_in(who.amina).get(path).get("Vary", "")
