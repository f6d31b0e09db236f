"""The contract of a CPTS with the agency and the caisse: its parties, its missions, its amounts, its signatures."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Objection, Walled
from maillage.community.library.models import File


class Contract(Walled):
    """A deed: the first contract, a renewed one, or an avenant. What it says wins over the national tables.

    An avenant keeps the whole text as it reads once it is in force: what is in force on a day is always one row, and what an
    avenant changes is its difference with the deed before it, which is signed and no longer changes.
    """

    class Reason(models.TextChoices):
        PERIMETRE = "perimetre", "Périmètre ou taille"
        MISSIONS = "missions", "Missions"
        INDICATEURS = "indicateurs", "Indicateurs"
        PARTIES = "parties", "Parties"
        AUTRE = "autre", "Autre"

    term = models.PositiveSmallIntegerField(default=1)
    """1 for the first contract, then one more at each renewal."""
    number = models.PositiveSmallIntegerField(default=0)
    """0 for the contract, then the number of the avenant in its term."""
    effect_on = models.DateField(null=True)
    """First day of an avenant or of a renewed contract; the first contract begins when the three have signed."""
    reason = models.CharField(max_length=11, choices=Reason.choices, blank=True)
    reason_words = models.TextField(blank=True)
    """Why the avenant, in words. Markdown without HTML."""
    planned_on = models.DateField()
    """Day of signature that is aimed at: amounts and calendar are counted from it until the three have signed."""
    population = models.PositiveIntegerField()
    population_source = models.CharField(max_length=120)
    taille = models.PositiveSmallIntegerField(null=True)
    """Size class that the contract keeps; None when the texts do not settle it."""
    cpts_representative = models.CharField(max_length=160)
    ars_name = models.CharField(max_length=160)
    ars_representative = models.CharField(max_length=160, blank=True)
    cpam_name = models.CharField(max_length=160)
    cpam_representative = models.CharField(max_length=160, blank=True)
    amounts = models.JSONField(default=dict)
    """Mission or « fonctionnement » -> volet -> cents, where the contract differs from the national table."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_up_at = models.DateTimeField(null=True)
    """When an avenant or a renewal was abandoned, unsigned; what was written and transmitted of it stays."""

    shapes: ClassVar = {"amounts": {str: {str: int}}}

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("term", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("community", "term", "number"), condition=models.Q(given_up_at=None), name="contract_one_deed"
            ),
        )

    def __str__(self) -> str:
        if self.number:
            return f"Avenant n° {self.number}"
        return "Contrat" if self.term == 1 else f"Renouvellement n° {self.term - 1}"

    @property
    def signed_on(self) -> date | None:
        """The day the last of the three parties signed; None while one of them has not."""
        days = {one.party: one.signed_on for one in self.signatures.all() if one.stands}
        return max(days.values()) if set(days) == set(Signature.Party.values) else None

    @property
    def kept_amounts(self) -> dict[str, dict[str, int]]:
        """The amounts of the text, with those completed since it was signed."""
        kept = {name: dict(volets) for name, volets in self.amounts.items()}
        for one in self.completions.all():
            if one.cents is not None and one.stands:
                kept.setdefault(one.mission, {})[one.volet] = one.cents
        return kept

    @property
    def since(self) -> date:
        """Its first day: as written, else the day it was signed, else the day that is aimed at."""
        return self.effect_on or self.signed_on or self.planned_on


class ContractMission(Walled):
    """A mission of the contract: when it starts, what the CPTS commits to."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="missions")
    mission = models.CharField(max_length=30)
    """Its name in the law (`aci/missions/liste`)."""
    starts_on = models.DateField()
    commitments = models.TextField(blank=True)

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("starts_on", "mission")
        constraints = (models.UniqueConstraint(fields=("contract", "mission"), name="contract_one_mission"),)


class ContractIndicator(Walled):
    """A line of the annex: what is measured, from where it starts, and what each step pays. Steps do not add up."""

    class Direction(models.TextChoices):
        HAUSSE = "hausse", "À augmenter"
        BAISSE = "baisse", "À diminuer"
        FAIT = "fait", "À réaliser"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="indicators")
    mission = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    """Contract year, 1 from the signature to the first anniversary."""
    label = models.CharField(max_length=200)
    direction = models.CharField(max_length=6, choices=Direction.choices)
    baseline = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=160, blank=True)
    steps = models.JSONField()
    """[{"label": « au moins 60 % », "cents": 500000}], from the least paid to the most."""

    shapes: ClassVar = {"steps": [{"label": str, "cents": int}]}

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("year", "mission", "label")

    @property
    def cents(self) -> int:
        """The most it may pay."""
        return max(int(step["cents"]) for step in self.steps)


class Signature(Walled):
    """One party signed. The contract is signed when the three have, and none was withdrawn nor contested since."""

    class Party(models.TextChoices):
        CPTS = "cpts", "La CPTS"
        ARS = "ars", "L'agence régionale de santé"
        CPAM = "cpam", "La caisse d'assurance maladie"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=4, choices=Party.choices)
    name = models.CharField(max_length=160)
    signed_on = models.DateField()
    side = models.CharField(max_length=4, choices=Party.choices, default=Party.CPTS)
    """The party that recorded it: its own, or another that joins the signed paper."""
    institution_name = models.CharField(max_length=120, blank=True)
    """The institution that recorded it; empty when the CPTS did."""
    scan = models.ForeignKey(File, on_delete=models.PROTECT, related_name="signatures", null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("recorded_at",)

    @property
    def stands(self) -> bool:
        """Neither withdrawn nor contested."""
        return not self.objections.all()


class SignatureObjection(Objection):
    """A signature does not count: its own recorder withdraws it, or the party in whose name it was recorded contests it."""

    class Kind(models.TextChoices):
        RETRAIT = "retrait", "Retirée"
        CONTESTATION = "contestation", "Contestée"

    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="objections")
    kind = models.CharField(max_length=12, choices=Kind.choices)

    class Meta(Objection.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("signature",), name="contract_one_objection"),)
