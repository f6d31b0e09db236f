"""A frozen copy sent to the funders."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from maillage.community.communities.models import Walled


def digest_of(content: Any) -> str:
    """SHA-256 of the canonical JSON of a frozen copy; a whole number is written whole, as both databases and archives give it back."""
    said = json.dumps(_whole(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _whole(value: Any) -> Any:
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {key: _whole(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_whole(inner) for inner in value]
    return value


class TransmissionKind(models.TextChoices):
    CONTACT = "contact", "Prise de contact"
    LETTRE = "lettre", "Lettre d'intention"
    PROJET = "projet", "Projet de santé"


class Way(models.TextChoices):
    MAILLAGE = "maillage", "par Maillage"
    POSTE = "poste", "par courrier"
    MAIN = "main", "en main propre"


class Transmission(Walled):
    """What the funders may read: the content as it was that day, which nobody changes afterwards."""

    kind = models.CharField(max_length=10, choices=TransmissionKind.choices)
    number = models.PositiveIntegerField()
    """1 for the first of its kind, 2 when it is filed again after an opposition or a withdrawal."""
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.MAILLAGE)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    content = models.JSONField()
    """The frozen copy: title, community, perimeter, sections, figures; the documents are made from it alone."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the canonical JSON of `content`."""
    withdrawn_on = models.DateField(null=True)

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("recorded_at",)
        constraints = (models.UniqueConstraint(fields=("community", "kind", "number"), name="filing_one_number"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} n° {self.number}"

    def clean(self) -> None:
        """A copy is frozen: one that changed is no copy."""
        if self.digest != digest_of(self.content):
            raise ValidationError("une copie figée n'est plus celle de son empreinte")
