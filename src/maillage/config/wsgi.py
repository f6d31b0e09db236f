"""The door that the application server opens, with the role of PostgreSQL that owns nothing; data and law are read
behind it, before the first visitor asks."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from maillage.accounts import walls

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
application = get_wsgi_application()
walls.lower_rights()


def _warm() -> None:
    """What the first page keeps in memory is also what takes longest to import: outlines, ages, law, measures."""
    from maillage.law import reader
    from maillage.results import diagnostic, observatoire
    from maillage.www.accueil.france_map import france_map

    reader.load()
    france_map()
    diagnostic.warm()
    observatoire.warm(timezone.localdate())


Thread(target=_warm, name="warm", daemon=True).start()
