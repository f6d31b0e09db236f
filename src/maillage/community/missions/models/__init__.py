"""An objective, a fiche-action, their versions, what is said of them, a diagnosis as it was inserted."""

from maillage.community.missions.models.comment import FicheComment
from maillage.community.missions.models.fiche import FicheAction
from maillage.community.missions.models.objective import Objective
from maillage.community.missions.models.snapshot import DiagnosisSnapshot
from maillage.community.missions.models.version import FicheVersion, ObjectiveVersion, Version

__all__ = ["DiagnosisSnapshot", "FicheAction", "FicheComment", "FicheVersion", "Objective", "ObjectiveVersion", "Version"]
