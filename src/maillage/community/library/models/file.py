"""A file that the people of a CPTS keep together."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from maillage.community.communities.models import Walled
from maillage.community.library import names


class FileKind(models.TextChoices):
    """What a file is, from its content."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Texte (DOCX)"
    XLSX = "xlsx", "Tableau (XLSX)"
    ODT = "odt", "Texte (ODT)"
    ODS = "ods", "Tableau (ODS)"
    PNG = "png", "Image (PNG)"
    JPG = "jpg", "Image (JPEG)"
    CSV = "csv", "Tableau (CSV)"
    TXT = "txt", "Texte brut"
    ICS = "ics", "Agenda (ICS)"


class File(Walled):
    """A name given to bytes. Two files of a CPTS may have the same bytes, kept once; two CPTS never share any."""

    name = models.CharField("nom", max_length=150)
    """As shown: without path nor sign that deceives, with the extension of its kind."""
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attached_to = models.CharField(max_length=60, blank=True)
    """What it goes with, in words (« Projet de santé »); empty for the CPTS as a whole."""
    attached_id = models.CharField(max_length=64, blank=True)
    """Identifier of that thing, for the app that attached it."""
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    """A removed file comes back on demand, until it is forgotten (`actions.KEPT`)."""

    class Meta(Walled.Meta):
        abstract = False
        ordering = ("-added_at", "name")
        indexes = (models.Index(fields=("community", "sha256")),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A name that deceives is refused wherever it comes from; signs that some disks refuse are mended, as at the upload."""
        if any(sign in self.name for sign in "/\\<>") or not self.name.endswith(f".{self.kind}"):
            raise ValidationError("le nom d'un fichier porte un chemin, un signe interdit ou l'extension d'un autre contenu")
        self.name = names.shown(self.name, self.kind)
