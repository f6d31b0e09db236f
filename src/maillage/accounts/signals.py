"""Lines of the journal about sign-in: the library of accounts tells what happens by signals, and this is their only listener."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from maillage.accounts import clock, journal, retention
from maillage.accounts.models import User

_FACTORS = {
    Authenticator.Type.TOTP: "application",
    Authenticator.Type.WEBAUTHN: "clé",
    Authenticator.Type.RECOVERY_CODES: "codes de secours",
}
_METHODS = {"password": "mot de passe", "mfa": "second facteur", "demonstration": "démonstration"}
DEMONSTRATION = {"method": "demonstration"}
"""How a persona signs in, said in the session as the library says the other ways."""


def listen() -> None:
    """Called once, when the application is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="maillage.journal")
    user_logged_out.connect(_signed_out, dispatch_uid="maillage.journal")
    authentication_failed.connect(_factor_refused, dispatch_uid="maillage.journal")
    for signal in (password_changed, password_reset, password_set):
        signal.connect(_password, dispatch_uid="maillage.journal")
    for signal in (authenticator_added, authenticator_reset):
        signal.connect(_factor_added, dispatch_uid="maillage.journal")
    authenticator_removed.connect(_factor_removed, dispatch_uid="maillage.journal")


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    methods = [record["method"] for record in request.session.get("account_authentication_methods", [])]
    said = ", ".join(_METHODS.get(method, method) for method in methods)
    retention.purge_sessions(timezone.now())
    journal.write("connexion", by=user, at=clock.now(), facteur=said)


def _signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        journal.write("deconnexion", by=user, at=clock.now())


def _password(user: User, **_: Any) -> None:
    journal.write("mot_de_passe_change", by=user, at=clock.now())


def _factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    journal.write("second_facteur_ajoute", by=user, at=clock.now(), facteur=_FACTORS[authenticator.type])


def _factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    journal.write("second_facteur_retire", by=user, at=clock.now(), facteur=_FACTORS[authenticator.type])


def _factor_refused(user: User, **_: Any) -> None:
    journal.write("connexion_refusee", by=user, at=clock.now(), facteur="second facteur")
