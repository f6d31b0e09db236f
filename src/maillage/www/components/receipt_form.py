"""The receipt that a CPTS declares from the paper it got back, with its proof; the same for a letter and for a project."""

from typing import Any

from maillage.www.components.attachments import CHOSEN, SENT, WithFiles
from maillage.www.shared.fields import DayField, OwnForm, text_field
from maillage.www.shared.formats import typed

SUBJECT = "Accusé de réception"
"""What its files are kept for, in the documents of the CPTS."""


class ReceiptForm(OwnForm, WithFiles):
    """The day, the reference of the paper, and its scan."""

    received_on = DayField(label="Jour de la réception")
    reference = text_field(
        "Référence de l'accusé de réception",
        "Donnez la référence de l'accusé de réception postal ou du récépissé de remise.",
        limit=120,
        help_text="Numéro du recommandé, ou du récépissé.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields[SENT].label = typed("L'accusé de réception, numérisé ou photographié")
        self.fields[SENT].help_text = typed(f"Sans lui, la date ne prouve rien. {self.fields[SENT].help_text}")
        if CHOSEN in self.fields:
            self.fields[CHOSEN].label = typed("Ou un fichier déjà dans les documents de la CPTS")
