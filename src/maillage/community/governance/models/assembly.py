"""A meeting of the association: who was called, who came, what was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class Assembly(Walled):
    """One assembly. Its quorum is counted by college: `colleges` holds {"name", "convened"}, in order."""

    title = models.CharField(max_length=120)
    at = models.DateTimeField()
    place = models.CharField(max_length=250)
    sender = models.CharField(max_length=120)
    """Who calls: name and capacity, as the letter says them."""
    agenda = models.JSONField()
    """Points of the agenda, in order."""
    colleges = models.JSONField()
    quorum_percent = models.PositiveSmallIntegerField()
    """Share of the people called of each college that must be present or represented; 0: no quorum."""
    proxies_limit = models.PositiveSmallIntegerField()
    """Proxies that one person may carry."""
    opened_at = models.TimeField(null=True)
    closed_at = models.TimeField(null=True)
    chair = models.CharField(max_length=120, blank=True)
    secretary = models.CharField(max_length=120, blank=True)
    minutes = models.TextField(blank=True)
    """What was said, in Markdown without HTML; resolutions are beside."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    shapes: ClassVar = {"agenda": [str], "colleges": [{"name": str, "convened": int}]}

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("at",)

    def __str__(self) -> str:
        return self.title


class AssemblyPresence(Walled):
    """Somebody who came, or who gave a proxy to `represented_by`."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="presences")
    name = models.CharField(max_length=120)
    profession = models.CharField(max_length=80)
    college = models.CharField(max_length=80)
    represented_by = models.CharField(max_length=120, blank=True)
    """Empty when present in person."""

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("college", "name")
        constraints = (models.UniqueConstraint(fields=("assembly", "name"), name="governance_one_presence"),)


class Resolution(Walled):
    """What was put to the vote, and the votes."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="resolutions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstentions = models.PositiveIntegerField()

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("assembly", "number"), name="governance_one_resolution"),)

    @property
    def is_adopted(self) -> bool:
        """By the majority of the votes cast; abstentions are not votes cast."""
        return self.votes_for > self.votes_against
