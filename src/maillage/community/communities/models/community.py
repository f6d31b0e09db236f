"""The tenant."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Community(models.Model):
    """A CPTS, from the first idea: what anyone may know of it. Its stage is not kept here: it is drawn from facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    """Its place in addresses; it does not change when the name does."""
    name = models.CharField("nom", max_length=120)
    finess = models.CharField("FINESS", max_length=9, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    rna = models.CharField("RNA", max_length=10, blank=True)
    seat = models.CharField("siège", max_length=250, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    website = models.URLField("site", blank=True)
    departements = models.JSONField(default=list)
    """Codes of the départements of its present perimeter and of those to come: who is competent, without opening the walls."""
    sent_from = models.JSONField(default=list)
    """Those where it was when it transmitted something: a CPTS that moves takes no file away from who instructs it."""
    is_public = models.BooleanField(default=False)
    """Whether it has a public page; decided by the CPTS."""
    is_fictif = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1)
    """Increases at each change: two people who edit the same page do not overwrite each other."""

    shapes: ClassVar[Mapping[str, Any]] = {"departements": [str], "sent_from": [str]}

    class Meta:
        verbose_name = "CPTS"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
