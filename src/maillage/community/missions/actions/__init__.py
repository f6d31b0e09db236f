"""Writes objectives, fiches-actions and the diagnosis of the project: one transaction each, and its line in the journal."""

from maillage.community.missions.actions.diagnosis import insert_diagnosis
from maillage.community.missions.actions.fiches import (
    comment_fiche,
    create_fiche,
    duplicate_fiche,
    erase_fiche,
    move_fiche,
    restore_fiche,
    save_fiche,
    shift_fiche,
)
from maillage.community.missions.actions.objectives import (
    create_objective,
    erase_objective,
    refresh_figures,
    save_objective,
    shift_objective,
)

__all__ = [
    "comment_fiche",
    "create_fiche",
    "create_objective",
    "duplicate_fiche",
    "erase_fiche",
    "erase_objective",
    "insert_diagnosis",
    "move_fiche",
    "refresh_figures",
    "restore_fiche",
    "save_fiche",
    "save_objective",
    "shift_fiche",
    "shift_objective",
]
