"""Application of the accounts: the journal hears of sign-ins; after each migration, walls and seals of the database are put up."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """`accounts`, before every app of a community."""

    name = "maillage.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        from maillage.accounts import lines, signals

        signals.listen()
        lines.listen()
        # the signal is sent once all tables exist, to each app in turn: ours alone is enough
        post_migrate.connect(_put_up_walls, sender=self, dispatch_uid="maillage.walls")


def _put_up_walls(using: str, **_: Any) -> None:
    from maillage.accounts import walls

    walls.put_up(using)
