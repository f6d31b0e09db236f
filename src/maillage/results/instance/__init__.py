"""The whole instance: its digest, its archive, its restoration. Reads and writes every record, whatever the app."""

from maillage.results.instance.archive import UnableToRead
from maillage.results.instance.backup import Saved, save
from maillage.results.instance.digests import Fingerprint, fingerprint
from maillage.results.instance.restore import UnableToRestore, is_empty, open_archive, restore

__all__ = [
    "Fingerprint",
    "Saved",
    "UnableToRead",
    "UnableToRestore",
    "fingerprint",
    "is_empty",
    "open_archive",
    "restore",
    "save",
]
