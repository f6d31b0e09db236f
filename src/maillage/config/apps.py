"""Django's static files application, told what not to collect."""

from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFilesApp(StaticFilesConfig):
    """Of what django-htmx ships, pages use htmx 2 only; its extensions import files that are not there.

    Nothing of what django-ninja ships is used: the API is documented by a page of our own.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.ignore_patterns = [*self.ignore_patterns, "ext", "htmx-4*", "htmax-*", "htmx-2.js", "django-htmx.js", "ninja"]
