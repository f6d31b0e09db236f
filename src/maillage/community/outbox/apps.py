"""Application « Courrier »."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "maillage.community.outbox"
    label = "outbox"
    verbose_name = "Courrier"
