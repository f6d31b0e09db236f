"""What is said of a fiche-action."""

from django.db import models

from maillage.community.drafting.models import Remark
from maillage.community.missions.models.fiche import FicheAction


class FicheComment(Remark):
    """A remark on a fiche, open until somebody settles it; no document shows it."""

    fiche = models.ForeignKey(FicheAction, on_delete=models.CASCADE, related_name="comments")

    class Meta(Remark.Meta):
        abstract = False
