"""Names of static files: hashed once they are collected, plain before (development, tests of pages)."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip beside each file; imports between our own ES modules follow the hashed names.

    Originals stay beside the hashed copies: MapLibre finds its worker and its shared part by their plain names.
    """

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> Any:
        return super().stored_name(name) if self.hashed_files else name
