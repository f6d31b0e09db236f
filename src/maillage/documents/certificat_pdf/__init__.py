"""The certificate of a tacit validation: how the day was computed, from which receipt, for which file."""

from datetime import date

from django.utils import timezone

from maillage.community.filing.selectors import Standing as FileStanding
from maillage.community.filing.selectors import State
from maillage.documents.shared import pdf
from maillage.law import reader


class NotDeemedValidated(ValueError):
    """The file is not deemed validated on that day; the message is a French sentence."""


def render(standing: FileStanding, *, community: str, fictif: bool, made_on: date) -> bytes:
    """PDF/UA-1 bytes, only when nobody decided before the end of the two months."""
    sent, clock = standing.transmission, standing.clock
    if standing.state is not State.REPUTE_VALIDE or clock is None:
        raise NotDeemedValidated("Le certificat existe quand le projet est réputé validé, deux mois après sa réception.")
    version = reader.load().at(clock.parameter, clock.start)
    data = {
        "community": community,
        "fictif": fictif,
        "file": str(sent),
        "way": sent.get_way_display(),
        "sent_on": sent.sent_on.isoformat(),
        "received_on": clock.start.isoformat(),
        "received_by": sent.received_by_name,
        "reference": sent.receipt_reference,
        "recorded_on": timezone.localdate(sent.received_recorded_at).isoformat(),
        "months": int(version.require().value or 0),
        "end": clock.end.isoformat(),
        "is_last_day": clock.start.day != clock.end.day,
        "text": reader.load().texts[version.text].title,
        "digest": sent.digest,
        "made_on": made_on.isoformat(),
    }
    return pdf.render("certificat_pdf/certificat.typ", data, made_on=made_on)
