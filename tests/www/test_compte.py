"""The account: spaces, sessions, invitations, sign-in, demonstration, rights; nothing leaks, everything is said in French."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from maillage.accounts import clock, journal
from maillage.accounts.models import JournalEntry, User
from maillage.accounts.roles import SENTENCES
from maillage.accounts.walls import within
from maillage.community.communities import actions as communities
from maillage.community.communities import selectors as community_selectors
from maillage.institutions import actions as institutions
from maillage.www.compte import presenters
from tests.support.personas import People, signed_in

PASSWORD = "une longue phrase secrète"


@pytest.fixture(autouse=True)
def _no_limit_reached(db: None) -> None:
    cache.clear()


@pytest.fixture
def vera(db: None) -> User:
    """A real person: password, verified address, no role."""
    person = User.objects.create_user("vera@exemple.fr", PASSWORD, name="Véra Vraie")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(email: str, password: str) -> Client:
    client = Client()
    client.post("/compte/login/", {"login": email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/compte/").status_code == 200)


def text(response: object) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())  # type: ignore[attr-defined]


def acts(chain: object = "instance") -> list[str]:
    return list(JournalEntry.objects.filter(chain=str(chain)).order_by("number").values_list("action", flat=True))


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

    def test_a_name_changes(self, who: People) -> None:
        assert signed_in(who.amina).post("/compte/nom/", {"name": "  Amina   Benali "}).status_code == 302
        who.amina.refresh_from_db()
        assert who.amina.name == "Amina Benali"

    @pytest.mark.parametrize("name", [" ", "x" * 121])
    def test_an_impossible_name_is_refused_and_kept_on_the_page(self, who: People, name: str) -> None:
        response = signed_in(who.amina).post("/compte/nom/", {"name": name})
        assert response.status_code == 400
        assert "donnez entre 1 et 120 caractères" in text(response)

    @pytest.mark.parametrize("path", ["", "securite/", "roles/"])
    def test_a_wrong_method_is_refused(self, who: People, path: str) -> None:
        assert signed_in(who.amina).post(f"/compte/{path}").status_code == 405
        assert signed_in(who.amina).get("/compte/nom/").status_code == 405


class TestSignIn:
    def test_by_password(self, vera: User) -> None:
        assert is_signed_in(sign_in(vera.email, PASSWORD))
        assert acts() == ["connexion"]

    def test_a_wrong_password_is_refused_and_journaled_without_the_address(self, vera: User) -> None:
        assert not is_signed_in(sign_in(vera.email, "autre chose"))
        entry = JournalEntry.objects.get(action="connexion_refusee")
        assert entry.person_id is None
        assert vera.email not in str(entry.details)
        assert entry.details["adresse"]

    def test_too_many_attempts_are_stopped(self, vera: User) -> None:
        for _ in range(5):
            sign_in(vera.email, "autre chose")
        assert not is_signed_in(sign_in(vera.email, PASSWORD))

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
        institutions.invite(who.ars, email="rim@exemple.fr", role="agent_ars", by=who.esther, now=timezone.now())
        [link] = re.findall(r"https?://[^/]+(/compte/invitation/\S+)", mail.outbox[-1].body)
        response = Client().post(link, {"name": "Rim Agent", "password": PASSWORD})
        assert response["Location"] == "/institution/ars-occitanie/"


class TestDeparture:
    def test_a_person_is_erased_and_what_they_signed_stays(self, who: People) -> None:
        client = signed_in(who.bruno)
        assert client.post("/compte/effacer/", {"proof": who.bruno.email}).status_code == 200
        gone = User.objects.get(pk=who.bruno.pk)
        assert str(gone) == "Personne supprimée"
        assert (gone.name, gone.is_active, gone.has_usable_password()) == ("", False, False)
        assert "bruno" not in gone.email
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

    def test_a_member_is_not_asked(self, who: People) -> None:
        person = User.objects.create_user("paul@exemple.fr", name="Paul")
        with within(who.ours):
            since = timezone.now() - timedelta(days=80)
            communities.give_role(who.ours, person=person, role="adherent", by=who.amina, now=since)
        assert "second facteur" not in text(signed_in(person).get("/c/cpts-du-pays-de-foix/"))


class TestDemonstration:
    def test_one_click_signs_in_as_a_persona(self, who: People) -> None:
        client = Client()
        assert "Amina Essai Coordination" in text(client.get("/compte/demonstration/"))
        response = client.post("/compte/demonstration/", {"personne": who.amina.pk})
        assert response["Location"] == "/c/cpts-du-pays-de-foix/"
        assert is_signed_in(client)
        assert JournalEntry.objects.get(action="connexion").details == {"facteur": "démonstration"}

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

    def test_two_months_are_months(self, db: None) -> None:
        Client().post("/compte/demonstration/horloge/", {"jours": "deux-mois"})
        assert 59 <= clock.shift() <= 62

    @pytest.mark.parametrize("days", ["", "-3", "mille", "401", "٣"])
    def test_an_impossible_number_of_days_moves_nothing(self, db: None, days: str) -> None:
        response = Client().post("/compte/demonstration/horloge/", {"jours": days})
        assert response.status_code == 400
        assert "Jours" in text(response)
        assert clock.shift() == 0


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
