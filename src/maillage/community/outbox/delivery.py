"""The work of `maillage travailleur`: each mail leaves, is put off, or is abandoned.

A mail leaves at least once. Its state is written just after the mail server took it: a worker killed between the two sends
it again, with the same Message-ID, by which receivers know the copy. Once the state is written, it never leaves again.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django_tasks import task

from maillage.accounts import addresses, clock
from maillage.accounts.walls import outside
from maillage.community.outbox import transport
from maillage.community.outbox.models import Message, MessageKind, MessageState, Unsubscription

DELAYS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""Waits after each failed attempt; after one more, the mail is abandoned."""
ATTEMPTS = len(DELAYS) + 1
LEASE = timedelta(minutes=5)
"""Far more than an exchange with a mail server lasts."""
_ACROSS = "the mails of the instance, whatever their community"


@task()
def deliver_task(key: str) -> str:
    """Looks at one mail; the state it has afterwards, empty when there was nothing to do."""
    return str(deliver(UUID(key), now=clock.now()) or "")


def later(key: UUID, *, at: datetime | None = None) -> None:
    """A row in the queue, in the caller's transaction: a worker sees it once the act is written, never before."""
    (deliver_task.using(run_after=at) if at else deliver_task).enqueue(str(key))


def deliver(key: UUID, *, now: datetime) -> MessageState | None:
    """Sends one mail whose time has come; None when there is nothing to do, or another worker has it."""
    with outside(_ACROSS):
        if not _claim(key, now):
            return None
        message = Message.objects.get(pk=key)
        if message.attempts > ATTEMPTS:
            return _end(message, MessageState.ABANDONNE, error="L'envoi a été interrompu à chaque essai.")
        if message.kind == MessageKind.INFORMATION and Unsubscription.objects.filter(pk=message.to).exists():
            return _end(message, MessageState.ABANDONNE, error="Cette adresse ne veut plus recevoir d'information.")
        if why := addresses.fault(message.to):
            return _end(message, MessageState.ABANDONNE, error=why)
        try:
            transport.send(message)
        except Exception as error:  # whatever one mail holds, the next one leaves
            return _put_off(message, error, now)
        return _end(message, MessageState.ENVOYE, sent_at=now)


def deliver_all(*, now: datetime) -> dict[MessageState, int]:
    """Sends every mail whose time has come; how many are then in each state."""
    done = [deliver(key, now=now) for key in _waiting(now)]
    return {state: done.count(state) for state in MessageState}


def take_again(*, now: datetime) -> int:
    """Gives the workers every mail whose time has come: those asked for before there was a mail server, or left behind."""
    waiting = _waiting(now)
    for key in waiting:
        later(key)
    return len(waiting)


def _waiting(now: datetime) -> list[UUID]:
    with outside(_ACROSS):
        return list(_due(now).order_by("created_at").values_list("pk", flat=True))


def _due(now: datetime) -> QuerySet[Message]:
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return Message.objects.filter(free, state=MessageState.A_ENVOYER, next_at__lte=now)


@transaction.atomic
def _claim(key: UUID, now: datetime) -> bool:
    """One worker of several; a second look is asked for at the end of the lease, in case this one dies on the way."""
    until = now + LEASE
    if not _due(now).filter(pk=key).update(claimed_until=until, attempts=F("attempts") + 1):
        return False
    later(key, at=until + timedelta(seconds=1))
    return True


def _put_off(message: Message, error: Exception, now: datetime) -> MessageState:
    said = transport.sentence(error)
    if message.attempts >= ATTEMPTS:
        return _end(message, MessageState.ABANDONNE, error=said)
    message.next_at, message.claimed_until, message.last_error = now + DELAYS[message.attempts - 1], None, said
    with transaction.atomic():
        message.save(update_fields=["next_at", "claimed_until", "last_error"])
        later(message.pk, at=message.next_at)
    return MessageState.A_ENVOYER


def _end(message: Message, state: MessageState, *, error: str = "", sent_at: datetime | None = None) -> MessageState:
    message.state, message.claimed_until, message.last_error, message.sent_at = state, None, error, sent_at
    if state == MessageState.ENVOYE:
        message.body = ""
    message.save(update_fields=["state", "claimed_until", "last_error", "sent_at", "body"])
    return state
