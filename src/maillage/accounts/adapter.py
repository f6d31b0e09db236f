"""What Maillage changes in the library of accounts: a refused sign-in leaves a line in the journal, and secrets are encrypted."""

import base64
import hashlib
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import get_random_string, salted_hmac

from maillage.accounts import clock, journal, links
from maillage.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by address and password."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The library builds its links from the Host header, which anyone may write: a new password would be sent elsewhere."""
        kept = {name: links.ours(value) if name.endswith("_url") else value for name, value in context.items()}
        super().send_mail(
            template_prefix, email, {**kept, "current_site": SimpleNamespace(name="Maillage", domain=links.host())}
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """As long as making an account, whose slow part is the digest of the password: the time does not tell that one exists."""
        User().set_password(get_random_string(16))
        super().send_account_already_exists_mail(email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts on an account count for one client: a stranger who fails shuts out nobody but themselves."""
        return f"{self.get_client_ip(request)}:{str(credentials.get('email', '')).strip().lower()}"

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
