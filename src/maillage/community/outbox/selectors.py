"""Reads the mails of the instance, for the person who keeps it and for the mailbox of the demonstration."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from maillage.accounts.walls import outside
from maillage.community.outbox.models import Message, MessageState, Unsubscription

_ACROSS = "the mails of the instance, whatever their community"


def counts() -> dict[MessageState, int]:
    """How many mails are in each state."""
    with outside(_ACROSS):
        found = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in MessageState}


def abandoned() -> list[Message]:
    """Mails that nobody will get unless they are sent again, newest first."""
    with outside(_ACROSS):
        return list(Message.objects.filter(state=MessageState.ABANDONNE))


def late(before: datetime) -> int:
    """How many mails should have left before a moment: nobody sends them, or the server is down since."""
    with outside(_ACROSS):
        return Message.objects.filter(state=MessageState.A_ENVOYER, created_at__lt=before, next_at__lt=before).count()


def asked_between(prefix: str, since: datetime, until: datetime) -> int:
    """How many mails whose key begins so were asked for from a moment to another, excluded."""
    with outside(_ACROSS):
        return Message.objects.filter(key__startswith=prefix, created_at__gte=since, created_at__lt=until).count()


def search(words: str) -> list[UUID]:
    """Mails that hold every word, in their address, subject or body; newest first."""
    wanted = Q()
    for word in words.split()[:10]:
        wanted &= Q(to__icontains=word) | Q(subject__icontains=word) | Q(body__icontains=word)
    with outside(_ACROSS):
        return list(Message.objects.filter(wanted).values_list("pk", flat=True))


def several(keys: list[UUID]) -> list[Message]:
    """These mails, newest first."""
    with outside(_ACROSS):
        return list(Message.objects.filter(pk__in=keys).select_related("community"))


def one(key: UUID) -> Message | None:
    with outside(_ACROSS):
        return Message.objects.filter(pk=key).select_related("community").first()


def is_unsubscribed(address: str) -> bool:
    return Unsubscription.objects.filter(pk=address).exists()
