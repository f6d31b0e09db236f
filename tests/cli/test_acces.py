"""What the host of an instance opens: an institution and its first person, an account whose factors were lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner, Result
from django.core import mail
from django.core.cache import cache
from django.test import Client

from maillage.accounts.models import JournalEntry, User
from maillage.cli.main import maillage
from maillage.institutions import selectors
from tests.support.accounts import PASSWORD, is_signed_in, real_person, sign_in
from tests.support.personas import People

pytestmark = pytest.mark.django_db
ARS = ("--nature", "ars", "--nom", "ARS Bretagne", "--departements", "22, 29,35,56")
RIM = ("--adresse", "Rim@exemple.fr", "--personne", "Rim Agent")


def run(*words: str) -> Result:
    return CliRunner().invoke(maillage, ["acces", *words])


@pytest.mark.ignore_template_errors
def test_an_institution_opens_with_the_person_who_opens_the_others() -> None:
    cache.clear()
    done = run("institution", *ARS, *RIM)
    assert done.exit_code == 0, done.output
    assert "/institution/ars-bretagne/" in done.output
    place = selectors.named("ars-bretagne")
    assert place is not None
    assert place.departements == ["22", "29", "35", "56"]
    rim = User.objects.get(email="rim@exemple.fr")
    assert selectors.roles_of(place, rim) == {"gestion_acces"}
    client = Client()
    client.post("/compte/password/reset/", {"email": rim.email})
    [link] = re.findall(r"https?://[^/]+(/compte/\S+)", mail.outbox[0].body)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert is_signed_in(sign_in(rim.email, PASSWORD))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--nature", "ars", "--nom", "ARS", *RIM), "donnez au moins un code"),
        ((*ARS, "--adresse", "rim", "--personne", "Rim"), "n'est pas une adresse électronique"),
    ],
)
def test_what_is_missing_is_said(words: tuple[str, ...], said: str) -> None:
    done = run("institution", *words)
    assert done.exit_code == 1
    assert said in done.output


def test_an_institution_does_not_open_twice(who: People) -> None:
    done = run("institution", "--nature", "ars", "--nom", "ARS Occitanie", "--departements", "09", *RIM)
    assert done.exit_code == 1
    assert "s'appelle déjà" in done.output
    assert not User.objects.filter(email="rim@exemple.fr").exists()


def test_lost_factors_are_removed_and_sessions_closed() -> None:
    cache.clear()
    vera = real_person()
    client = sign_in(vera.email, PASSWORD)
    TOTP.activate(vera, "JBSWY3DPEHPK3PXP")
    done = run("secourir", "VERA@exemple.fr")
    assert done.exit_code == 0, done.output
    assert not Authenticator.objects.filter(user=vera).exists()
    assert not is_signed_in(client)
    assert JournalEntry.objects.filter(action="second_facteur_retire", subject_id=str(vera.pk)).count() == 1


def test_an_unknown_address_is_said() -> None:
    done = run("secourir", "personne@exemple.fr")
    assert done.exit_code == 1
    assert "Aucun compte" in done.output
