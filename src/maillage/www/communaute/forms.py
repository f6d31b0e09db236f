"""What people type about their CPTS: names, numbers, dates; each refusal names the field and says what to do."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from maillage.accounts.roles import CPTS, of_space
from maillage.community.communities.actions import IDENTITY
from maillage.community.communities.models import Community
from maillage.kernel.codes import finess, rna, siren, siret
from maillage.kernel.codes.errors import InvalidCode
from maillage.www.shared.fields import DayField
from maillage.www.shared.formats import typed


class NewCommunity(forms.Form):
    """The name of the CPTS; its communes travel beside, in the compact selection."""

    name = forms.CharField(
        label="Nom de la CPTS",
        max_length=120,
        help_text=typed("Il peut changer ensuite ; l'adresse de l'espace, elle, reste la même."),
        error_messages={
            "required": typed("Donnez un nom à la CPTS : celui du territoire convient."),
            "max_length": "120 caractères au plus.",
        },
    )


class CommunityForCarriers(NewCommunity):
    """The same, opened by an agent for a group of carriers."""

    email = forms.EmailField(
        label="Adresse électronique du porteur",
        max_length=254,
        help_text="Cette personne reçoit une invitation à coordonner la CPTS. Vous n'y avez pas de rôle.",
        error_messages={"required": "Donnez l'adresse de la personne qui coordonnera."},
    )


def _clean_code(form: forms.BaseForm, name: str, validate: Callable[[str], str]) -> str:
    text: str = form.cleaned_data[name].strip()
    try:
        return validate(text) if text else ""
    except InvalidCode as error:
        raise forms.ValidationError(str(error)) from None


class IdentityForm(forms.ModelForm):
    """The identity card of the CPTS. `version` is the one that the person read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    finess = forms.CharField(label="FINESS", required=False, max_length=20, help_text="Neuf caractères, catégorie 604.")
    siren = forms.CharField(label="SIREN", required=False, max_length=20, help_text="Neuf chiffres.")
    siret = forms.CharField(label="SIRET du siège", required=False, max_length=24, help_text="Quatorze chiffres.")
    rna = forms.CharField(label="RNA", required=False, max_length=20, help_text="W puis neuf caractères.")
    email = forms.EmailField(label="Adresse électronique", required=False)
    website = forms.URLField(
        label="Site",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": typed("Cette adresse de site n'est pas lisible : attendu https://www.exemple.fr.")},
    )

    class Meta:
        model = Community
        fields = IDENTITY

    def clean_finess(self) -> str:
        return _clean_code(self, "finess", finess.validate)

    def clean_siren(self) -> str:
        return _clean_code(self, "siren", siren.validate)

    def clean_siret(self) -> str:
        return _clean_code(self, "siret", siret.validate)

    def clean_rna(self) -> str:
        return _clean_code(self, "rna", rna.validate)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("siren") and data.get("siret") and not data["siret"].startswith(data["siren"]):
            self.add_error(
                "siret", typed("Ce SIRET n'est pas celui de ce SIREN : ses neuf premiers chiffres devraient être les mêmes.")
            )
        return data

    @property
    def values(self) -> dict[str, str]:
        """The fields of the identity, clean."""
        return {name: self.cleaned_data[name] for name in IDENTITY}


class PerimeterForm(forms.Form):
    """When and why the perimeter changes. `after` is the number of the version that the person saw."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    since = DayField(label="Premier jour du nouveau périmètre")
    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text=typed("Par exemple : entrée de deux communes sans CPTS."),
        error_messages={"required": "Dites en une phrase pourquoi le périmètre change."},
    )
    decision = forms.CharField(
        label="Décision",
        max_length=300,
        required=False,
        help_text="La réunion ou le courrier qui l'a décidé, s'il existe.",
    )


class EarlierPerimeterForm(PerimeterForm):
    """The same for a perimeter from before the space was opened."""

    def __init__(self, *args: Any, opening: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["since"].label = "Premier jour de ce périmètre"
        self.fields["since"].help_text = typed(f"Avant le {opening:%d/%m/%Y}. Il vaut jusqu'au périmètre suivant.")
        self.fields["reason"].help_text = typed("Par exemple : création de l'association, périmètre du premier contrat.")
        self.fields["reason"].error_messages["required"] = "Dites en une phrase d'où vient ce périmètre."


class InviteForm(forms.Form):
    """Whom to invite, to which role."""

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        error_messages={"required": "Donnez l'adresse de la personne à inviter."},
    )
    role = forms.ChoiceField(
        label="Rôle",
        choices=[("", "Choisissez"), *((role.key, role.label) for role in of_space(CPTS))],
        error_messages={"required": "Choisissez un rôle.", "invalid_choice": "Ce rôle n'existe pas dans une CPTS."},
    )
