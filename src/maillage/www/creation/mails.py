"""Tells the institutions, by a short mail without personal data, that a CPTS sent them something."""

from collections.abc import Iterable

from django.core.mail import send_mail

from maillage.accounts.links import absolute
from maillage.community.communities.models import Community
from maillage.community.filing.models import Transmission
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Institution, Kind
from maillage.kernel.french import day

READERS = (Kind.ARS, Kind.CPAM, Kind.MSA)


def readers(community: Community) -> list[Institution]:
    """Who receives what the CPTS sends: the institutions competent for its territory."""
    return [place for kind in READERS for place in institutions.competent_for(community, kind)]


def tell(sent: Transmission, places: Iterable[Institution]) -> None:
    """One mail to each institution that has an address; the file itself stays in Maillage."""
    for place in places:
        if place.email:
            address = absolute(f"/institution/{place.slug}/dossiers/")
            send_mail(
                f"{sent.get_kind_display()} : {sent.community.name}",
                f"Bonjour,\n\n{sent.community.name} vous a transmis le {day(sent.sent_on)} : {sent}.\n"
                f"Le dossier est à instruire ici : {address}\n\nMaillage\n",
                None,
                [place.email],
            )
