"""The states of a fiche-action and the moves between them."""

from collections.abc import Mapping

from django.db import models


class FicheState(models.TextChoices):
    PLANNED = "planned", "Prévue"
    RUNNING = "running", "En cours"
    DONE = "done", "Terminée"
    STOPPED = "stopped", "Arrêtée"


MOVES: Mapping[FicheState, Mapping[FicheState, str]] = {
    FicheState.PLANNED: {FicheState.RUNNING: "Démarrer", FicheState.STOPPED: "Abandonner"},
    FicheState.RUNNING: {FicheState.DONE: "Terminer", FicheState.STOPPED: "Arrêter", FicheState.PLANNED: "Remettre à prévoir"},
    FicheState.DONE: {FicheState.RUNNING: "Reprendre"},
    FicheState.STOPPED: {FicheState.PLANNED: "Remettre à prévoir", FicheState.RUNNING: "Reprendre"},
}
"""State -> states it may take, with the word of the button."""


def moves(state: str) -> Mapping[FicheState, str]:
    """Where a fiche in this state may go."""
    return MOVES[FicheState(state)]
