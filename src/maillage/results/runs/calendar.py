"""The deadlines of the missions of a run, and the conditions to sign the contract."""

from datetime import date

from maillage.facts import words
from maillage.facts.funding import FundingFacts
from maillage.law.corpus import Law
from maillage.law.errors import LawError, UnknownDimension
from maillage.results.gather.funding import missions_of
from maillage.results.runs.figures import Figures
from maillage.results.runs.model import Condition, Deadline
from maillage.rules.engine.trace import Trace

_BEFORE = "Le texte en vigueur à la signature ne donne pas de délai à cette mission : lisez celui de votre contrat."


def deadlines(trace: Trace, facts: FundingFacts) -> tuple[Deadline, ...]:
    """One line a mission in force on the day: start at the latest, deployed at the latest, where it stands."""
    label = Figures(trace).label
    return tuple(_deadline(trace, mission, label(mission), facts.demarrages.get(mission)) for mission in missions_of(trace.law))


def _deadline(trace: Trace, mission: str, label: str, started: date | None) -> Deadline:
    start = trace.node("date_limite_de_demarrage", mission)
    deployed = trace.node("date_limite_de_deploiement", mission)
    if refused := start.error or deployed.error:
        sentence = _BEFORE if isinstance(refused, UnknownDimension) else str(refused)
        return Deadline(mission, label, None, None, started, "non_etabli", sentence)
    if not start.value:
        sentence = "Mission complémentaire : la date de démarrage est libre."
        return Deadline(mission, label, None, None, started, "libre", sentence)
    start_by, deployed_by = date.fromordinal(start.value), date.fromordinal(deployed.value)
    state, sentence = _state(started, start_by, deployed_by, trace.today)
    return Deadline(mission, label, start_by, deployed_by, started, state, sentence)


def _state(started: date | None, start_by: date, deployed_by: date, today: date) -> tuple[str, str]:
    limit = words.day(start_by)
    if started is None or started > today:
        if today > start_by:
            return "en_retard", f"En retard : elle devait démarrer au plus tard le {limit}."
        if started and started > start_by:
            return "en_retard", f"En retard : démarrage prévu le {words.day(started)}, après la limite du {limit}."
        return "a_venir", f"À démarrer au plus tard le {limit}."
    if started > start_by:
        return "en_retard", f"Démarrée le {words.day(started)}, après la limite du {limit}."
    if today > deployed_by:
        return "tenu", f"Démarrée à temps ; son déploiement devait être effectif le {words.day(deployed_by)}."
    return "en_cours", f"Démarrée à temps ; à déployer au plus tard le {words.day(deployed_by)}."


def conditions(law: Law, day: date, known_on: date | None) -> tuple[Condition, ...]:
    """What the agreement asks before signing; a simulation cannot check them, so each is « à vérifier »."""
    try:
        version = law.at("aci/adhesion/conditions", day, known_on)
    except LawError:
        return ()
    labels = law.dimensions.get("condition", {})
    return tuple(
        Condition(name, labels.get(name, words.mission(name)), version.article, "a_verifier", str(value.value or value.why))
        for name, value in version.values.items()
    )
