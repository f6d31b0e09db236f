"""The journal: what was done, by whom, when; append-only, each entry sealed by the digest of the one before."""

import uuid

from django.db import models


class JournalEntry(models.Model):
    """One act. It holds identifiers, never names or contents: erasing a person leaves the chain whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.CharField(max_length=40)
    """The identifier of a community or an institution, or « instance »."""
    number = models.PositiveBigIntegerField()
    """1, 2, 3… without a hole, in each chain."""
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True, blank=True)
    """Who acted; empty for the system."""
    action = models.CharField(max_length=60)
    """Key of `accounts.acts.ACTS`."""
    subject = models.CharField(max_length=60, blank=True)
    """What kind of row was concerned: « perimetre », « section », « personne »…"""
    subject_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)
    """Few short values that explain the act; no personal data."""
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "number")
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="accounts_journal_number"),)
        indexes = (models.Index(fields=("chain", "-number")), models.Index(fields=("chain", "action")))

    def __str__(self) -> str:
        return f"{self.chain} n° {self.number} : {self.action}"


class JournalAnchor(models.Model):
    """Where a chain ends: the number and digest of its last entry, kept apart from the entries so that a tail that was cut, or a
    chain that vanished, is seen. Each backup takes the anchors with it."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain} jusqu'au n° {self.number}"


class JournalSeal(models.Model):
    """Where a chain begins after its oldest entries passed the retention time: the number and digest before it."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.chain} scellé au n° {self.number}"
