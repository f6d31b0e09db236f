"""How often each person is written to."""

from datetime import datetime

from django.db import transaction

from maillage.accounts.models import MailChoice, Rhythm, User
from maillage.community.outbox import actions as outbox
from maillage.community.outbox import selectors as mails


def rhythm_of(person: User) -> Rhythm:
    """As they chose; an address that stopped its mails by their link wants none either."""
    chosen = MailChoice.objects.filter(pk=person.pk).values_list("rhythm", flat=True).first()
    return of_address(person.email, Rhythm(chosen) if chosen else Rhythm.TOUT_DE_SUITE)


def of_address(address: str, chosen: Rhythm = Rhythm.TOUT_DE_SUITE) -> Rhythm:
    """The same for the address of an institution, which chooses by the link of its mails."""
    return Rhythm.JAMAIS if mails.is_unsubscribed(address) else chosen


@transaction.atomic
def choose(person: User, rhythm: Rhythm, *, now: datetime) -> None:
    """Kept for all their spaces; what already waits for the mail of the day follows it."""
    MailChoice.objects.update_or_create(pk=person.pk, defaults={"rhythm": rhythm})
    if rhythm == Rhythm.JAMAIS:
        outbox.unsubscribe(person.email, now=now)
    else:
        outbox.subscribe_again(person.email)
