"""A funder, a steering body, a federation; and who acts for it."""

import uuid

from django.db import models

from maillage.accounts.models import Grant, Invitation


class Kind(models.TextChoices):
    ARS = "ars", "Agence régionale de santé"
    CPAM = "cpam", "Caisse primaire d'assurance maladie"
    MSA = "msa", "Mutualité sociale agricole"
    FEDERATION = "federation", "Fédération"
    NATIONAL = "national", "Niveau national"
    SAS = "sas", "Service d'accès aux soins"


FUNDERS = (Kind.ARS, Kind.CPAM, Kind.MSA)
"""Those that receive what a CPTS sends."""


class Institution(models.Model):
    """One institution and its territory of competence; a national one covers everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField("nature", max_length=12, choices=Kind.choices)
    name = models.CharField("nom", max_length=120)
    email = models.EmailField("adresse électronique", blank=True)
    """Where mails to the institution itself are sent."""
    departements = models.JSONField(default=list)
    """Codes of the départements where it is competent; empty for a national one."""
    is_fictif = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_national(self) -> bool:
        return self.kind == Kind.NATIONAL


class InstitutionGrant(Grant):
    """A role of a person in an institution."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "person", "role"), condition=models.Q(until=None), name="institutions_one_grant"
            ),
        )


class InstitutionInvitation(Invitation):
    """An invitation to a role of an institution."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
