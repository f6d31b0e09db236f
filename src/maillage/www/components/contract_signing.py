"""The forms by which a party signs a contract, for itself or from the signed paper; the same for the three parties."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from maillage.community.communities.models import Community
from maillage.community.contract.models import Contract, Signature
from maillage.community.library import actions as library
from maillage.community.library import kinds
from maillage.community.library.models import File
from maillage.www.shared.espace import Visit
from maillage.www.shared.fields import DayField, OwnForm, long_text, text_field
from maillage.www.shared.formats import join, typed

Party = Signature.Party


class OwnSignatureForm(OwnForm):
    """Who signed for the party that records, and when."""

    name = text_field("Nom et qualité", "Donnez le nom de la personne qui a signé.")
    signed_on = DayField(label="Signé le")


class PapersForm(OwnForm):
    """Each awaited signature, and the signed contract that shows them."""

    def __init__(self, *args: Any, awaited: Sequence[Party], **more: Any) -> None:
        super().__init__(*args, **more)
        self.awaited = awaited
        for party in awaited:
            self.fields[f"name_{party}"] = text_field(
                f"{party.label} : nom et qualité", "Donnez le nom de la personne qui a signé."
            )
            self.fields[f"signed_on_{party}"] = DayField(label=f"{party.label} : signé le")
        self.fields["scan"] = forms.FileField(
            label="Le contrat signé (scan)",
            help_text=typed(f"{kinds.SAID}. 20 Mo au plus. Gardé dans les documents de la CPTS ; les trois parties le lisent."),
            error_messages={
                "required": typed("Joignez le contrat signé : sans lui, chaque partie enregistre sa propre signature.")
            },
        )

    @property
    def count(self) -> str:
        """« les trois signatures », or of whom."""
        if len(self.awaited) == len(Party):
            return "les trois signatures"
        return "les signatures attendues : " + join([one.label[:1].lower() + one.label[1:] for one in self.awaited])

    @property
    def given(self) -> dict[Party, tuple[str, date]]:
        """For the action."""
        return {one: (self.cleaned_data[f"name_{one}"], self.cleaned_data[f"signed_on_{one}"]) for one in self.awaited}


class ObjectionForm(OwnForm):
    """Why something recorded does not count."""

    reason = long_text("Motif", "Les autres parties le lisent.", rows=4)


def offered(contract: Contract, awaited: Sequence[Party], party: Party) -> dict[str, Any]:
    """The forms of a party that may sign a deed: its own signature, and the signed paper while another is awaited."""
    if contract.given_up_at or not awaited:
        return {}
    names = {Party.CPTS: "la CPTS", Party.ARS: "l'agence", Party.CPAM: "la caisse"}
    return {
        "own": OwnSignatureForm(auto_id="propre_%s") if party in awaited else None,
        "own_label": names[party],
        "papers": PapersForm(awaited=awaited, auto_id="papier_%s") if set(awaited) - {party} else None,
    }


def keep_scan(sent: UploadedFile, visit: Visit, community: Community) -> File:
    """The signed contract, in the documents of the CPTS; UnableToSave when the file is refused."""
    return library.add(
        community,
        name=sent.name or "",
        size=sent.size or 0,
        content=sent,
        by=visit.person,
        now=visit.now,
        attached_to="Contrat",
    )
