"""What the library's sign-up form lacks: the name of the person."""

from django import forms
from django.http import HttpRequest

from maillage.accounts.models import User
from maillage.kernel.names import one_line


class NameForm(forms.Form):
    """Base that the library mixes into its own form (ACCOUNT_SIGNUP_FORM_CLASS)."""

    name = forms.CharField(
        label="Prénom et nom",
        max_length=120,
        help_text="Tel que les autres membres de vos espaces vous verront.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1", "password2")

    def clean_name(self) -> str:
        if name := one_line(self.cleaned_data["name"]):
            return name
        raise forms.ValidationError("Écrivez votre prénom et votre nom.")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by the library once the account is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
