"""The pages as one application (PEP 3333), with the role of PostgreSQL that owns nothing; what the first pages read is in
memory before it is handed over, the rest comes behind."""

import gc
import io
import logging
import os
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from maillage.accounts import walls

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
gc.disable()  # until all that stays is in memory: looking for rubbish among it took a fifth of the start
application = get_wsgi_application()
walls.lower_rights()


def _warm_first() -> None:
    """Law, outlines and coverage, then the first page, asked as a visitor does."""
    from maillage.law import reader
    from maillage.results import observatoire

    try:
        reader.load()
        observatoire.warm(timezone.localdate())
        application(_first_page(), lambda *_: lambda _: None).close()
    except Exception:
        logging.getLogger(__name__).exception("Les premières pages n'ont pas pu être préparées : elles seront lentes une fois.")


def _first_page() -> dict[str, Any]:
    host = settings.ALLOWED_HOSTS[0].strip(".*") if settings.ALLOWED_HOSTS else ""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": host or "localhost",
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }


def _warm_rest() -> None:
    """What takes longest: every measure of every place."""
    from maillage.results import diagnostic

    try:
        diagnostic.warm()
    finally:
        gc.freeze()
        gc.enable()


_warm_first()
Thread(target=_warm_rest, name="warm", daemon=True).start()
