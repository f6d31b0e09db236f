"""The door that the application server opens, with the role of PostgreSQL that owns nothing; data and law are read
behind it, before the first visitor asks."""

import gc
import os
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from maillage.accounts import walls

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
gc.disable()  # until all that stays is in memory: looking for rubbish among it took a fifth of the start
application = get_wsgi_application()
walls.lower_rights()


def _warm() -> None:
    """What the first pages keep in memory is also what takes longest to import: outlines, law, measures."""
    from maillage.law import reader
    from maillage.results import diagnostic, observatoire

    try:
        reader.load()
        observatoire.warm(timezone.localdate())
        diagnostic.warm()
    finally:
        gc.freeze()
        gc.enable()


Thread(target=_warm, name="warm", daemon=True).start()
