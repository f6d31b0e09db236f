"""A mail that an act asked for, and what became of it."""

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django_scopes import ScopedManager

from maillage.community.communities.models import Community


class MessageKind(models.TextChoices):
    TRANSACTIONNEL = "transactionnel", "Suite d'un acte"
    INFORMATION = "information", "Information"


class MessageState(models.TextChoices):
    A_ENVOYER = "a_envoyer", "À envoyer"
    ENVOYE = "envoye", "Envoyé"
    ABANDONNE = "abandonne", "Abandonné"


class Message(models.Model):
    """One mail to one address, in plain text. Its community is empty when it concerns none, or more than one.

    The body is forgotten once the mail has left: it may hold a link or a code that opens something.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Also its Message-ID: receivers see that a mail sent twice is the same."""
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    key = models.CharField(max_length=150, unique=True)
    """Given by the act, when the same mail must never be asked for twice."""
    kind = models.CharField(max_length=14, choices=MessageKind.choices)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.A_ENVOYER)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    """Not before this moment."""
    claimed_until = models.DateTimeField(null=True)
    """A worker has it; past this moment, that worker is taken for dead."""
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        objects: ClassVar[models.Manager[Self]] = models.Manager()
    else:
        objects = ScopedManager(community="community")
    is_walled = True
    wall_is_optional = True

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=("state", "next_at")),)

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class Unsubscription(models.Model):
    """An address that wants no more mails of information, from any CPTS."""

    email = models.EmailField(max_length=254, primary_key=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.email
