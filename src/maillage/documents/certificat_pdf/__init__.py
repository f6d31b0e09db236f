"""The certificate of a tacit validation: how the day was computed, from which receipt, for which file."""

from datetime import date

from django.utils import timezone

from maillage.community.filing.clocks import CONTEST, ELECTRONIC
from maillage.community.filing.models import Receipt
from maillage.community.filing.states import Standing as FileStanding
from maillage.community.filing.states import State
from maillage.documents.shared import pdf
from maillage.law import reader
from maillage.results.cpts.filing_state import basis


class NotDeemedValidated(ValueError):
    """The file is not deemed validated on that day; the message is a French sentence."""


def render(standing: FileStanding, *, community: str, fictif: bool, made_on: date) -> bytes:
    """PDF/UA-1 bytes, only when nobody decided before the end of the two months."""
    sent, clock, receipt = standing.transmission, standing.clock, standing.receipt
    if standing.state is not State.REPUTE_VALIDE or clock is None or receipt is None:
        raise NotDeemedValidated(
            "Le certificat existe quand le projet est réputé validé, deux mois après une réception que l'agence a datée, "
            "ou n'a pas contestée."
        )
    version = reader.load().at(clock.parameter, clock.start)
    data = {
        "community": community,
        "fictif": fictif,
        "file": str(sent),
        "way": sent.get_way_display(),
        "sent_on": sent.sent_on.isoformat(),
        "received_on": clock.start.isoformat(),
        "basis": basis(standing),
        "recorded_on": timezone.localdate(receipt.recorded_at).isoformat(),
        "conventions": _conventions(receipt),
        "months": int(version.require().value or 0),
        "end": clock.end.isoformat(),
        "is_last_day": clock.start.day != clock.end.day,
        "text": reader.load().texts[version.text].title,
        "digest": sent.digest,
        "made_on": made_on.isoformat(),
    }
    return pdf.render("certificat_pdf/certificat.typ", data, made_on=made_on)


def _conventions(receipt: Receipt) -> list[str]:
    """What the certificate takes from a choice of Maillage and not from a text; nothing when the agency dated the receipt."""
    paths = {Receipt.Source.ELECTRONIQUE: (ELECTRONIC, CONTEST), Receipt.Source.DECLAREE: (CONTEST,)}
    law, found = reader.load(), []
    for path in paths.get(Receipt.Source(receipt.source), ()):
        version = law.at(path, receipt.received_on)
        found.append(f"{version.label} (degré de preuve : {version.value().proof.label}). {version.value().why}")
    return found
