"""The contract of a CPTS with the agency and the caisse: its parties, its missions, its amounts, its signatures."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class Contract(Walled):
    """The contract being prepared, or signed: what it says, which wins over the national tables."""

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

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("community",), name="contract_one_by_community"),)

    def __str__(self) -> str:
        return f"Contrat de {self.community}"


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

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("year", "mission", "label")

    @property
    def cents(self) -> int:
        """The most it may pay."""
        return max(int(step["cents"]) for step in self.steps)


class Signature(Walled):
    """One party signed. The contract is signed when the three have."""

    class Party(models.TextChoices):
        CPTS = "cpts", "La CPTS"
        ARS = "ars", "L'agence régionale de santé"
        CPAM = "cpam", "La caisse d'assurance maladie"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=4, choices=Party.choices)
    name = models.CharField(max_length=160)
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("contract", "party"), name="contract_one_signature"),)
