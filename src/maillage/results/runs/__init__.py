"""Simulates a contract: facts in, a `Run` out. Pages, documents and the command line all call this."""

from datetime import date
from itertools import pairwise

from maillage import __version__
from maillage.facts import words
from maillage.facts.funding import FundingFacts
from maillage.kernel.periods import contract_year
from maillage.kernel.proof import Proof
from maillage.law import reader as law_reader
from maillage.law.errors import LawError
from maillage.results.explanation import Explainer, Explanation
from maillage.results.gather.dossier_facts import DossierFacts
from maillage.results.gather.funding import contract_years, facts_of
from maillage.results.runs import calendar as run_calendar
from maillage.results.runs import payments as run_payments
from maillage.results.runs import warnings as run_warnings
from maillage.results.runs.figures import Figures
from maillage.results.runs.model import ACQUIS, EN_JEU, PROBABLE, ContractYear, Figure, MissionYear, Run, SizeChange, Sum
from maillage.rules.aci import RULES
from maillage.rules.engine.trace import Trace

__all__ = ["UnableToCompute", "facts_of", "simulate"]


class UnableToCompute(ValueError):
    """The law gives nothing for this request (a date before the agreement…); `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def simulate(facts: FundingFacts, *, day: date, known_on: date | None = None, source: str = "Dossier") -> Run:
    """What the contract pays year by year, at a day and with the law as it was published by `known_on`.

    `source` names who gave the dates and rates (« Dossier », « Simulation »): explanations repeat it.
    A figure that the law does not establish is a `Figure` without amount; the run is refused only when the
    agreement itself is silent (day, signature or knowledge before it).
    """
    law = law_reader.load()
    for asked in (day, facts.signe_le):
        try:
            law.at("aci/version", asked, known_on)
        except LawError as error:
            raise UnableToCompute(f"{asked:%d/%m/%Y} : {error.sentence}") from None
    trace = Trace(RULES, law, DossierFacts(facts, source=source), day=day, known_on=known_on)
    figures = Figures(trace)
    years = tuple(_year(figures, facts, number) for number in range(1, contract_years(facts.signe_le) + 1))
    changes = tuple(_size_changes(figures, years))
    payments = run_payments.payments(years, figures)
    explainer = Explainer(RULES, law, facts.indicators_of)

    def explain(key: str) -> Explanation:
        return explainer.explain(figures.nodes[key])

    return Run(
        facts=facts,
        day=day,
        known_on=known_on,
        taille=years[0].taille,
        years=years,
        payments=payments,
        deadlines=run_calendar.deadlines(trace, facts),
        size_changes=changes,
        warnings=run_warnings.warnings(facts, years, changes, law),
        conventions=run_warnings.conventions(trace),
        conditions=run_calendar.conditions(law, day, known_on),
        proof=min((year.total.proof for year in years if year.total.cents is not None), default=Proof.INCONNU),
        law_digest=law.digest,
        version=__version__,
        _explain=explain,
    )


def _year(figures: Figures, facts: FundingFacts, number: int) -> ContractYear:
    missions = tuple(_mission(figures, facts, number, mission) for mission in figures.missions(facts))
    fonctionnement = figures.amount(f"annee-{number}.fonctionnement", "fonctionnement", number, number)
    for moment in ("avance", "solde"):
        figures.amount(f"annee-{number}.fonctionnement.{moment}", f"{moment}_fonctionnement", number)
    taille = figures.node(f"annee-{number}.taille", "taille", number)
    return ContractYear(
        number=number,
        period=contract_year(facts.signe_le, number),
        population=facts.population_of(number),
        taille=taille.value,
        fonctionnement=fonctionnement,
        missions=missions,
        total=figures.amount(f"annee-{number}.total", "montant_annuel", number, number),
        sums={
            ACQUIS: Sum.of([fonctionnement, *(m.volet_fixe for m in missions)]),
            PROBABLE: Sum.of(m.volet_variable for m in missions),
            EN_JEU: Sum.of(m.en_jeu for m in missions),
        },
    )


def _mission(figures: Figures, facts: FundingFacts, number: int, mission: str) -> MissionYear:
    def amount(name: str, rule: str, *keys: object) -> Figure:
        return figures.amount(f"annee-{number}.{mission}.{name}", rule, number, mission, *keys)

    days = figures.node(f"annee-{number}.{mission}.jours", "jours_courus", number, mission).value
    return MissionYear(
        mission=mission,
        label=figures.label(mission),
        starts_on=facts.demarrages[mission],
        days=days or 0,
        days_of_year=contract_year(facts.signe_le, number).days,
        volet_fixe=amount("volet_fixe", "part_fixe_due", number),
        avance=amount("avance", "avance_part_fixe"),
        solde=amount("solde", "solde_part_fixe"),
        enveloppe_variable=amount("enveloppe_variable", "enveloppe_variable", number),
        volet_variable=amount("volet_variable", "part_variable_attendue", number),
        en_jeu=amount("en_jeu", "part_variable_en_jeu"),
        total=amount("total", "montant_mission", number),
    )


def _size_changes(figures: Figures, years: tuple[ContractYear, ...]) -> list[SizeChange]:
    changes = []
    for before, after in pairwise(years):
        if before.taille is None or after.taille is None or before.taille == after.taille:
            continue
        cost = figures.amount(f"annee-{after.number}.changement_de_taille", "cout_du_changement_de_taille", after.number)
        changes.append(SizeChange(after.number, after.period.start, before.taille, after.taille, cost, _change(before, after)))
    return changes


def _change(before: ContractYear, after: ContractYear) -> str:
    moved = "descend" if (after.taille or 0) < (before.taille or 0) else "monte"
    return (
        f"Au {words.day(after.period.start)}, la population notée est de {words.count(after.population.get())} habitants : la CPTS "
        f"{moved} de la taille {before.taille} à la taille {after.taille}. Aucun texte ne fixe la date d'effet ; le calcul "
        "retient le prochain anniversaire du contrat."
    )
