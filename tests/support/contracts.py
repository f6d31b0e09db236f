"""A contract signed by the three, as tests of what follows need it."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.accounts.models import User
from maillage.community.contract import actions
from maillage.community.contract.models import Contract, Signature
from maillage.community.filing.actions import Voice

NAMES = {"ars": "ARS Occitanie", "cpam": "CPAM de l'Ariège"}


def signs(deed: Contract, party: str, *, on: date, by: User, now: Any, today: date | None = None) -> Signature:
    """A party records its own signature; called within the walls."""
    voice = Voice(None, party, NAMES[party]) if party in NAMES else None
    return actions.sign(deed, name="Quelqu'un", signed_on=on, by=by, now=now, today=today or on, voice=voice)


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("contrat-signe.pdf", b"%PDF-1.4\nsigne\n%%EOF\n", content_type="application/pdf")


def papers(*, on: str, parties: tuple[str, ...] = ("cpts", "ars", "cpam")) -> dict[str, Any]:
    """What the form of the signed paper sends."""
    given = {f"{field}_{party}": value for party in parties for field, value in (("name", "Quelqu'un"), ("signed_on", on))}
    return {**given, "scan": scan()}


def signed_paper(
    client: Client, home: str, deed: Contract, *, on: str, parties: tuple[str, ...] = ("cpts", "ars", "cpam")
) -> Any:
    """The CPTS records what is awaited, with the signed paper; `home` ends with « depot/ »."""
    return client.post(f"{home}contrat/actes/{deed.pk}/signatures/papier/", papers(on=on, parties=parties))
