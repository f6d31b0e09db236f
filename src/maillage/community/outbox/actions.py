"""Asks for mails, in the transaction of the act that causes them; `delivery` sends them."""

from datetime import datetime
from unicodedata import category
from uuid import UUID

from django.conf import settings
from django.db import transaction

from maillage.accounts import addresses
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.walls import outside
from maillage.community.communities.models import Community
from maillage.community.outbox import delivery
from maillage.community.outbox.models import Message, MessageKind, MessageState, Unsubscription
from maillage.kernel.french import typed

_ACROSS = "the mails of the instance, whatever their community"


@transaction.atomic
def post(
    *,
    to: str,
    subject: str,
    body: str,
    now: datetime,
    community: Community | None = None,
    kind: MessageKind = MessageKind.TRANSACTIONNEL,
    key: str = "",
) -> Message | None:
    """Asks for a mail; None when `key` was already asked for, or when the address wants no information.

    An act undone leaves no mail. With a community, called within its walls. An address that no mail can reach stops nothing but
    itself: its mail is kept abandoned, with the reason, where the person who keeps the instance sees it.
    """
    address = addresses.clean(to)
    if kind == MessageKind.INFORMATION and Unsubscription.objects.filter(pk=addresses.visible(address)).exists():
        return None
    message = Message(community=community, kind=kind, to=addresses.visible(address), subject=_line(subject), body=_text(body))
    message.key, message.created_at, message.next_at = key or message.id.hex, now, now
    if why := addresses.fault(address):
        message.state, message.last_error = MessageState.ABANDONNE, why
    Message.objects.bulk_create([message], ignore_conflicts=True)
    with outside(_ACROSS):
        if not Message.objects.filter(pk=message.pk).exists():
            return None
    if settings.MAILLAGE_SMTP and not why:
        delivery.later(message.pk)
    return message


def _line(subject: str) -> str:
    """On one line; what does not print would be refused by the database or by a mail server."""
    return typed(" ".join(_text(subject).split()))[:250]


def _text(body: str) -> str:
    return typed("".join(sign for sign in body if sign.isprintable() or sign in "\n\t" or category(sign) == "Zs"))


@transaction.atomic
def send_again(key: UUID, *, now: datetime) -> Message:
    """An abandoned mail gets all its attempts back."""
    with outside(_ACROSS):
        message = Message.objects.filter(pk=key).first()
        if message is None:
            raise UnableToSave(f"Aucun message ne porte l'identifiant {key}.")
        if message.state != MessageState.ABANDONNE:
            raise UnableToSave(f"Ce message n'est pas abandonné (« {message.get_state_display()} ») : rien à relancer.")
        message.state, message.attempts, message.next_at = MessageState.A_ENVOYER, 0, now
        message.save(update_fields=["state", "attempts", "next_at"])
    if settings.MAILLAGE_SMTP:
        delivery.later(message.pk)
    return message


@transaction.atomic
def forget(address: str, *, then: str) -> None:
    """A person is erased: what waits for them never leaves, and what left keeps `then` in place of their address."""
    with outside(_ACROSS):
        Message.objects.filter(to=address).exclude(state=MessageState.ENVOYE).delete()
        Message.objects.filter(to=address).update(to=then)
    subscribe_again(address)


def unsubscribe(address: str, *, now: datetime) -> None:
    """No more mails of information to this address; twice does no harm."""
    Unsubscription.objects.get_or_create(email=addresses.clean(address), defaults={"since": now})


def subscribe_again(address: str) -> None:
    """The person changed their mind."""
    Unsubscription.objects.filter(pk=addresses.clean(address)).delete()
