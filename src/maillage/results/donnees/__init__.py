"""The data of the instance, for commands and pages: what is there, what may be loaded, and how it gets in."""

from maillage.results.donnees.imports import (
    Busy,
    ImportReport,
    Outcome,
    Refused,
    UnableToRead,
    UnknownSource,
    import_files,
    updatable,
    update,
)
from maillage.results.donnees.making import UnableToBuild, build, refresh
from maillage.results.donnees.sources import SourceState, command_for, is_loaded, not_loaded, source_states
from maillage.results.donnees.state import State, state

__all__ = [
    "Busy",
    "ImportReport",
    "Outcome",
    "Refused",
    "SourceState",
    "State",
    "UnableToBuild",
    "UnableToRead",
    "UnknownSource",
    "build",
    "command_for",
    "import_files",
    "is_loaded",
    "not_loaded",
    "refresh",
    "source_states",
    "state",
    "updatable",
    "update",
]
