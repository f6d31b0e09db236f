"""What Maillage changes in the library of accounts: a refused sign-in leaves a line in the journal, and secrets are encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from maillage.accounts import clock, journal


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by address and password."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The address may be anybody's: only its digest is kept, enough to see that one account is attacked."""
        address = str(credentials.get("email", "")).strip().lower()
        digest = salted_hmac("maillage.connexion", address, algorithm="sha256").hexdigest()[:16]
        journal.write("connexion_refusee", by=None, at=clock.now(), adresse=digest)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are read with the key of the instance, not from the database alone."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"maillage.second_facteur:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
