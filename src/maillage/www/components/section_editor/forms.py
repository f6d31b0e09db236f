"""What is typed in the pages of a section."""

from django import forms

from maillage.community.drafting.actions import MAX_BODY

_RELOAD = "La page a perdu le numéro de la version : rechargez-la, puis reportez votre texte."


class SectionForm(forms.Form):
    """The words, and the version they were written over."""

    body = forms.CharField(
        label="Votre texte", required=False, widget=forms.Textarea(attrs={"rows": 18, "data-editor": "", "spellcheck": "true"})
    )
    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages={"required": _RELOAD, "invalid": _RELOAD}
    )

    def clean_body(self) -> str:
        """Counted here too: what is refused stays in the field."""
        body: str = self.cleaned_data["body"]
        if len(body) > MAX_BODY:
            raise forms.ValidationError(
                f"Ce texte compte {len(body)} caractères ; une section en garde {MAX_BODY} au plus : répartissez-le."
            )
        return body


class RemarkForm(forms.Form):
    """A remark."""

    remark = forms.CharField(
        label="Votre commentaire",
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Écrivez un commentaire.",
            "max_length": "Écrivez un commentaire de 3 000 caractères au plus.",
        },
    )
