"""Ways in: password, sign-up, forgotten password, invitation, persona of the demonstration."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities import selectors as community_selectors
from maillage.institutions import actions as institutions
from tests.support.accounts import PASSWORD, acts, is_signed_in, real_person, sign_in, text
from tests.support.journal import entries
from tests.support.personas import People, signed_in


@pytest.fixture(autouse=True)
def _no_limit_reached(db: None) -> None:
    cache.clear()


@pytest.fixture
def vera(db: None) -> User:
    return real_person()


class TestSignIn:
    def test_by_password(self, vera: User) -> None:
        assert is_signed_in(sign_in(vera.email, PASSWORD))
        assert acts() == ["connexion"]

    def test_a_wrong_password_is_refused_and_journaled_without_the_address(self, vera: User) -> None:
        assert not is_signed_in(sign_in(vera.email, "autre chose"))
        (entry,) = entries(action="connexion_refusee")
        assert entry.person_id is None
        assert vera.email not in str(entry.details)
        assert entry.details["adresse"]

    def test_too_many_attempts_are_stopped(self, vera: User) -> None:
        for _ in range(5):
            sign_in(vera.email, "autre chose")
        client = Client()
        response = client.post("/compte/login/", {"login": vera.email, "password": PASSWORD})
        assert not is_signed_in(client)
        assert "Trop de tentatives" in text(response)

    @pytest.mark.ignore_template_errors
    def test_too_many_accounts_from_one_place_are_stopped_in_french(self, db: None) -> None:
        answers = [Client().post("/compte/signup/", {}) for _ in range(11)]
        assert [answer.status_code for answer in answers] == [200] * 10 + [429]
        assert "Trop d'essais" in text(answers[-1])
        assert "Attendez" in text(answers[-1])

    def test_attempts_are_counted_where_every_process_sees_them(self, settings: Settings) -> None:
        assert settings.CACHES["default"]["BACKEND"] == settings.CACHES["limits"]["BACKEND"]
        assert "locmem" not in settings.CACHES["default"]["BACKEND"]

    @pytest.mark.ignore_template_errors
    def test_a_new_account_waits_for_the_code_of_its_address(self, db: None) -> None:
        client = Client()
        typed = {"name": "Nora Neuve", "email": "Nora@exemple.fr", "password1": PASSWORD, "password2": PASSWORD}
        client.post("/compte/signup/", typed)
        assert User.objects.get(email="nora@exemple.fr").name == "Nora Neuve"
        assert not is_signed_in(client)
        [sent] = mail.outbox
        code = next(line for line in sent.body.splitlines() if re.fullmatch(r"[A-Z0-9-]{5,12}", line))
        client.post("/compte/confirm-email/", {"code": code})
        assert is_signed_in(client)

    @pytest.mark.ignore_template_errors
    def test_an_address_that_has_an_account_is_not_told_on_the_page(self, vera: User) -> None:
        typed = {"name": "Autre", "email": vera.email, "password1": PASSWORD, "password2": PASSWORD}
        response = Client().post("/compte/signup/", typed, follow=True)
        assert "déjà" not in text(response)
        assert mail.outbox[0].subject == "Vous avez déjà un compte"

    @pytest.mark.ignore_template_errors
    def test_a_forgotten_password_is_chosen_again_by_mail(self, vera: User) -> None:
        client = Client()
        client.post("/compte/password/reset/", {"email": vera.email})
        [link] = re.findall(r"https?://[^/]+(/compte/\S+)", mail.outbox[0].body)
        form = client.get(link, follow=True)
        again = {"password1": "une autre phrase secrète", "password2": "une autre phrase secrète"}
        client.post(form.redirect_chain[-1][0], again)
        assert is_signed_in(sign_in(vera.email, "une autre phrase secrète"))
        assert "mot_de_passe_change" in acts()

    @pytest.mark.ignore_template_errors
    @pytest.mark.parametrize("page", ["login", "signup", "password/reset", "inactive"])
    def test_the_pages_of_the_library_have_our_frame_and_our_language(self, db: None, page: str) -> None:
        response = Client().get(f"/compte/{page}/")
        tree = html.fromstring(response.content)
        assert response.status_code == 200
        assert tree.get("lang") == "fr"
        assert len(tree.xpath("//h1")) == 1
        assert tree.xpath("//*[@style]") == []
        assert tree.xpath("//script[not(@src) and not(contains(@type, 'json'))]") == []
        assert not re.search(r"\b(Sign|Password|Email|Account)\b", text(response))


class TestInvitation:
    def invite(self, who: People, email: str = "Ines@exemple.fr", role: str = "referent") -> str:
        with within(who.ours):
            communities.invite(who.ours, email=email, role=role, by=who.amina, now=timezone.now())
        [link] = re.findall(r"https?://[^/]+(/compte/invitation/\S+)", mail.outbox[-1].body)
        return str(link)

    def roles(self, who: People, email: str) -> frozenset[str]:
        with within(who.ours):
            return community_selectors.roles_of(who.ours, User.objects.get(email=email))

    def test_it_opens_an_account_and_its_space(self, who: People) -> None:
        link, client = self.invite(who), Client()
        assert "Référent de mission" in text(client.get(link))
        response = client.post(link, {"name": "Inès Infirmière", "password": PASSWORD})
        assert response["Location"] == "/c/cpts-du-pays-de-foix/"
        assert is_signed_in(client)
        assert self.roles(who, "ines@exemple.fr") == {"referent"}
        assert EmailAddress.objects.get(email="ines@exemple.fr").verified
        assert acts(who.ours.pk)[-3:] == ["invitation_envoyee", "invitation_acceptee", "role_donne"]

    def test_a_weak_password_opens_nothing(self, who: People) -> None:
        response = Client().post(self.invite(who), {"name": "Inès", "password": "123"})
        assert response.status_code == 400
        assert "12 caractères" in text(response)
        assert not User.objects.filter(email="ines@exemple.fr").exists()

    def test_who_has_an_account_accepts_with_it(self, who: People) -> None:
        link = self.invite(who, email=who.bruno.email)
        assert "Vous avez déjà un compte" in text(Client().get(link))
        client = signed_in(who.bruno)
        assert "Accepter l'invitation" in text(client.get(link))
        client.post(link)
        assert self.roles(who, who.bruno.email) == {"adherent", "referent"}

    def test_it_serves_no_one_else(self, who: People) -> None:
        link = self.invite(who, email=who.bruno.email)
        response = signed_in(who.chloe).post(link)
        assert response.status_code == 400
        assert "Cette invitation est pour bruno@exemple.fr" in text(response)
        with within(who.ours):
            assert community_selectors.roles_of(who.ours, who.chloe) == frozenset()

    def test_it_serves_once(self, who: People) -> None:
        link = self.invite(who, email=who.bruno.email)
        client = signed_in(who.bruno)
        client.post(link)
        response = client.post(link)
        assert response.status_code == 400
        assert "a déjà servi" in text(response)

    def test_it_expires(self, who: People) -> None:
        link = self.invite(who)
        clock.move(14)
        response = Client().get(link)
        assert response.status_code == 400
        assert "a expiré" in text(response)

    def test_it_is_withdrawn(self, who: People) -> None:
        link = self.invite(who)
        with within(who.ours):
            waiting = community_selectors.invitations(who.ours).get()
            communities.withdraw_invitation(waiting, by=who.amina, now=timezone.now())
        assert "a été retirée" in text(Client().get(link))

    def test_a_second_one_replaces_the_first(self, who: People) -> None:
        first, second = self.invite(who), self.invite(who)
        assert "a été retirée" in text(Client().get(first))
        assert Client().get(second).status_code == 200

    @pytest.mark.parametrize("token", ["abc", "W10:1abc:def", "é"])
    def test_a_forged_link_opens_nothing(self, db: None, token: str) -> None:
        response = Client().get(f"/compte/invitation/{token}/")
        assert response.status_code == 400
        assert "incomplet ou altéré" in text(response)

    def test_an_institution_invites_too(self, who: People) -> None:
        institutions.give_role(who.ars, person=who.esther, role="gestion_acces", by=None, now=timezone.now())
        institutions.invite(who.ars, email="rim@exemple.fr", role="agent_ars", by=who.esther, now=timezone.now())
        [link] = re.findall(r"https?://[^/]+(/compte/invitation/\S+)", mail.outbox[-1].body)
        response = Client().post(link, {"name": "Rim Agent", "password": PASSWORD})
        assert response["Location"] == "/institution/ars-occitanie/"


class TestDemonstration:
    def test_one_click_signs_in_as_a_persona(self, who: People) -> None:
        client = Client()
        assert "Amina Essai Coordination" in text(client.get("/compte/demonstration/"))
        response = client.post("/compte/demonstration/", {"personne": who.amina.pk})
        assert response["Location"] == "/c/cpts-du-pays-de-foix/"
        assert is_signed_in(client)
        (entry,) = entries(action="connexion")
        assert entry.details == {"facteur": "démonstration"}

    def test_a_real_person_is_not_among_them(self, who: People, vera: User) -> None:
        client = Client()
        assert "Véra" not in text(client.get("/compte/demonstration/"))
        assert client.post("/compte/demonstration/", {"personne": vera.pk}).status_code == 400
        assert not is_signed_in(client)

    @pytest.mark.parametrize("path", ["demonstration/", "demonstration/horloge/"])
    def test_it_does_not_exist_elsewhere(self, who: People, settings: Settings, path: str) -> None:
        settings.MAILLAGE_DEMO = False
        assert Client().get(f"/compte/{path}").status_code == 404
        assert Client().post(f"/compte/{path}", {"personne": who.amina.pk, "jours": 3}).status_code == 404

    def test_its_clock_advances_and_every_space_says_so(self, who: People) -> None:
        client = signed_in(who.amina)
        client.post("/compte/demonstration/horloge/", {"jours": "15"})
        client.post("/compte/demonstration/horloge/", {"jours": "10"})
        assert clock.shift() == 25
        assert "L'horloge de la démonstration est au" in text(client.get("/c/cpts-du-pays-de-foix/"))
        client.post("/compte/demonstration/horloge/", {"jours": "0"})
        assert clock.shift() == 0

    def test_its_clock_is_read_once_a_page(self, who: People) -> None:
        client = signed_in(who.amina)
        with CaptureQueriesContext(connection) as queries:
            client.get("/c/cpts-du-pays-de-foix/")
        assert sum("demonstrationclock" in query["sql"] for query in queries) == 1
        with clock.held():
            assert clock.shift() == 0
            clock.move(3)
            assert clock.shift() == 3

    def test_two_months_are_months(self, db: None) -> None:
        Client().post("/compte/demonstration/horloge/", {"jours": "deux-mois"})
        assert 59 <= clock.shift() <= 62

    @pytest.mark.parametrize("days", ["", "-3", "mille", "401", "٣"])
    def test_an_impossible_number_of_days_moves_nothing(self, db: None, days: str) -> None:
        response = Client().post("/compte/demonstration/horloge/", {"jours": days})
        assert response.status_code == 400
        assert "Jours" in text(response)
        assert clock.shift() == 0
