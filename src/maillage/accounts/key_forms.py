"""The library's forms for keys, in our words; apart from `forms`, which the library reads before it can load these."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from maillage.kernel.french import typed

_NAME = "Nom de la clé"


class AddKeyForm(AddWebAuthnForm):
    """A new key: it replaces the password unless the person says otherwise."""

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
