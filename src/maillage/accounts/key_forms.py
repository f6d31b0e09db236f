"""The library's forms for second factors, in our words and made stricter; apart from `forms`, which the library reads before it
can load these."""

import json
from collections.abc import Callable
from typing import Any, ClassVar

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.cache import cache

from maillage.kernel.french import typed

_NAME = "Nom de la clé"


def _keypad(field: forms.Field) -> None:
    """Codes of the application and recovery codes are figures alone: a phone shows its keypad."""
    field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class FirstCodeForm(ActivateTOTPForm):
    """The first code of an application, which proves that it has the secret."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _keypad(self.fields["code"])


class _OnceCode(BaseAuthenticateForm):
    """A code serves once while it could serve: the library forgets it after thirty seconds, and accepts it for ninety."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _keypad(self.fields["code"])

    def clean_code(self) -> str:
        code = super().clean_code()
        lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"maillage.code:{self.user.pk}:{''.join(code.split())}", "y", timeout=lasts):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceCode, AuthenticateForm):
    """The second factor at sign-in."""


class CodeAgainForm(_OnceCode, ReauthenticateForm):
    """The second factor asked for again, before a sensitive act."""


class CredentialField(forms.Field):
    """What a key answers, as the library wants it: an object that `parse` can read. Anything else is bad input, whatever makes
    the reader give up: brackets or digits without end, a name that lacks, bytes cut short."""

    widget = forms.HiddenInput
    default_error_messages: ClassVar = {"invalid": "La réponse de la clé ne se lit pas : recommencez."}

    def __init__(self, parse: Callable[[Any], object]) -> None:
        super().__init__()
        self.parse = parse

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            found = json.loads(value)
            self.parse(found)
        except Exception:  # the library checks no shape before it reads
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        return found

    def bound_data(self, data: Any, initial: Any) -> str:
        """A page that comes back asks the key again: nothing of the first answer is kept."""
        return ""


class AddKeyForm(AddWebAuthnForm):
    """A new key: it replaces the password unless the person says otherwise."""

    credential = CredentialField(auth.parse_registration_response)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _NAME
        self.fields["name"].help_text = typed("Pour la reconnaître : « téléphone », « clé USB du bureau »…")
        self.fields["passwordless"].label = "Se connecter avec cette clé, sans mot de passe"
        self.fields["passwordless"].help_text = (
            "L'appareil demandera votre empreinte, votre visage ou son code. "
            "Décoché, la clé ne sert que de second facteur, après le mot de passe."
        )
        self.fields["passwordless"].initial = True


class RenameKeyForm(EditWebAuthnForm):
    """The name of a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _NAME


class KeyForm(AuthenticateWebAuthnForm):
    """A key as second factor at sign-in."""

    credential = CredentialField(auth.parse_authentication_response)


class KeyAgainForm(ReauthenticateWebAuthnForm):
    """A key asked for again, before a sensitive act."""

    credential = CredentialField(auth.parse_authentication_response)


class KeySignInForm(LoginWebAuthnForm):
    """A key instead of address and password."""

    credential = CredentialField(auth.parse_authentication_response)
