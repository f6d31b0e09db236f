"""The form that receives a perimeters file to be checked."""

from datetime import date

from django import forms

from maillage.results.couverture import Coverage, UnableToRead
from maillage.results.observatoire.sent import read_sent
from maillage.www.shared.formats import typed


class PerimetersForm(forms.Form):
    """One file, read once."""

    fichier = forms.FileField(
        allow_empty_file=True,
        label="Votre liste de périmètres",
        help_text=typed(
            "CSV, XLSX ou ODS (code_commune;cpts[;stade;date]), ou polygones GeoJSON ; 4 Mo au plus. Rien n'est conservé."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods,.geojson,.json"}),
        error_messages={"required": typed("Aucun fichier : choisissez la liste à vérifier, puis recommencez.")},
    )

    def coverage(self, today: date) -> Coverage | None:
        """What the file claims; None when it cannot be read, and the field says why."""
        if not self.is_valid():
            return None
        upload = self.cleaned_data["fichier"]
        try:
            return read_sent(upload.name, upload.read(), today=today)
        except UnableToRead as error:
            self.add_error("fichier", typed(str(error)))
            return None
