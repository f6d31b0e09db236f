"""An objective, a fiche-action, a diagnosis as it was inserted."""

from maillage.community.missions.models.fiche import FicheAction
from maillage.community.missions.models.objective import Objective
from maillage.community.missions.models.snapshot import DiagnosisSnapshot

__all__ = ["DiagnosisSnapshot", "FicheAction", "Objective"]
