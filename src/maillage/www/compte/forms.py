"""What a person types about their account, outside the forms of the library."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from maillage.accounts.models import User
from maillage.www.shared import formats


class AccountForm(forms.Form):
    """The account that an invitation opens: its address is known."""

    name = forms.CharField(label="Prénom et nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        max_length=200,
        help_text="Au moins 12 caractères. Une phrase facile à retenir convient.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        password_validation.validate_password(typed, User(email=self._email, name=self.cleaned_data.get("name", "")))
        return typed


class LeaveForm(forms.Form):
    """Proof that the person themselves asks to be erased: the password, or the address where there is none."""

    proof = forms.CharField(strip=False, max_length=254)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        field = self.fields["proof"]
        if person.has_usable_password():
            field.label = "Votre mot de passe"
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        else:
            field.label = "Votre adresse électronique"
            field.help_text = f"Écrivez {person.email} pour confirmer."

    def clean_proof(self) -> str:
        typed: str = self.cleaned_data["proof"]
        if self._person.has_usable_password():
            if not self._person.check_password(typed):
                raise forms.ValidationError(formats.typed("Ce mot de passe n'est pas le vôtre : rien n'a été effacé."))
        elif typed.strip().lower() != self._person.email:
            raise forms.ValidationError(formats.typed("Cette adresse n'est pas la vôtre : rien n'a été effacé."))
        return typed
