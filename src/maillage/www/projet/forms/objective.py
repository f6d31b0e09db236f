"""What is typed of an objective."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from maillage.community.missions.actions.objectives import MAX_FIGURES


class ObjectiveForm(forms.Form):
    """Title, finding, and the figures it rests on, among those of the diagnosis and those linked already."""

    title = forms.CharField(
        label="Intitulé", max_length=200, help_text="Ce que vous voulez changer, en une phrase : « Faciliter l'accès à… »."
    )
    finding = forms.CharField(
        label="Constat",
        required=False,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce que disent les chiffres et les personnes rencontrées.",
    )
    figures = forms.MultipleChoiceField(label="Chiffres du diagnostic", required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, known: Mapping[str, Mapping[str, Any]], linked: Iterable[Mapping[str, Any]] = (), **more: Any
    ):
        super().__init__(*args, **more)
        self.known = {**known, **{one["key"]: one for one in linked}}
        field = self.fields["figures"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [(key, one["label"]) for key, one in self.known.items()]

    def clean_figures(self) -> list[Mapping[str, Any]]:
        """The figures themselves."""
        chosen = [self.known[key] for key in self.cleaned_data["figures"]]
        if len(chosen) > MAX_FIGURES:
            raise forms.ValidationError(
                f"Chiffres : {len(chosen)} sont cochés ; un objectif repose sur {MAX_FIGURES} au plus : gardez ceux qui le fondent."
            )
        return chosen

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "finding", "figures")}


def initial_of(kept: Mapping[str, Any], version: int) -> dict[str, Any]:
    """What the form shows first, to be saved over a version."""
    return {
        "title": kept["title"],
        "finding": kept["finding"],
        "figures": [one["key"] for one in kept["figures"]],
        "version": version,
    }
