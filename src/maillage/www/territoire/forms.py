"""The form that receives a list of communes: pasted text or a file."""

from django import forms

from maillage.www.shared.formats import typed

MAX_BYTES = 2 * 1024 * 1024


class ListForm(forms.Form):
    """One of the two fields is enough; the file wins when both are given."""

    codes = forms.CharField(
        required=False,
        max_length=MAX_BYTES,
        label="Coller une liste de communes",
        help_text=typed("Un code Insee ou un nom par ligne, ou des codes séparés par des virgules : 84007, Carpentras, 2A004…"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"max_length": typed("La liste dépasse 2 Mo : collez seulement la colonne des codes.")},
    )
    fichier = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="Ou importer un fichier",
        help_text=typed("CSV, XLSX ou ODS, 2 Mo au plus. Une colonne de codes ou de noms suffit ; les autres sont ignorées."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods"}),
    )

    def clean_fichier(self) -> object:
        """Refuses what is too heavy before it is read."""
        upload = self.cleaned_data["fichier"]
        if upload and upload.size > MAX_BYTES:
            raise forms.ValidationError(
                typed("Ce fichier dépasse 2 Mo : gardez la seule colonne des codes, ou collez-la ci-dessus.")
            )
        if upload and not upload.size:
            raise forms.ValidationError(typed("Ce fichier est vide : choisissez celui qui contient les codes."))
        return upload

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not self.errors and not data.get("fichier") and not (data.get("codes") or "").strip():
            raise forms.ValidationError(typed("Rien à lire : collez au moins un code de commune, ou choisissez un fichier."))
        return data

    def named_bytes(self) -> tuple[str, bytes]:
        """Name and content, whichever field they came from."""
        upload = self.cleaned_data["fichier"]
        if upload:
            return upload.name, upload.read()
        return "liste.txt", self.cleaned_data["codes"].encode()
