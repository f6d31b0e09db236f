"""What makes the association exist."""

from django.conf import settings
from django.db import models

from maillage.community.communities.models import Walled


class Piece(models.TextChoices):
    """The pieces of the association, in the order in which they usually come."""

    STATUTS = "statuts", "Statuts adoptés"
    FONDS = "fonds", "Statuts qui permettent de recevoir des fonds de l'Assurance Maladie"
    ASSEMBLEE = "assemblee", "Assemblée constitutive tenue"
    BUREAU = "bureau", "Bureau élu"
    DECLARATION = "declaration", "Association déclarée"
    RNA = "rna", "Numéro RNA reçu"
    JOAFE = "joafe", "Annonce parue au Journal officiel des associations"
    SIRET = "siret", "Numéro SIRET reçu"
    FINESS = "finess", "Numéro FINESS reçu"
    BANQUE = "banque", "Compte bancaire ouvert et RIB disponible"
    ASSURANCE = "assurance", "Assurance souscrite"
    REGLEMENT = "reglement", "Règlement intérieur adopté"


class AssociationPiece(Walled):
    """One piece that is done: the day it was, a reference or a note, and who recorded it. No row: it is to be done."""

    key = models.CharField(max_length=12, choices=Piece.choices)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(Walled.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("community", "key"), name="governance_one_piece"),)
