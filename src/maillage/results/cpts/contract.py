"""A contract beside the law: its amounts, its calendar, its annex against the envelopes, and what it pays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.models import Contract
from maillage.facts import dossier, words
from maillage.facts.dossier import FONCTIONNEMENT, InvalidDossier
from maillage.facts.funding import FundingFacts
from maillage.kernel.french import euros, typed
from maillage.kernel.proof import Proof
from maillage.law import reader
from maillage.law.errors import LawError
from maillage.results import runs
from maillage.results.explanation import Explanation
from maillage.results.gather.community import binding_day, dossier_of
from maillage.results.gather.funding import contract_years, missions_of
from maillage.results.runs.model import Deadline, Run

Kept = Mapping[str, Mapping[str, int]]
_CRISIS = "crise_sanitaire"
_VOLETS = {
    "montant": "Fonctionnement",
    "volet_fixe": "Volet fixe",
    "volet_variable": "Volet variable, au plus",
    "plan_initial": "Volet fixe, écriture du plan",
    "plan_mise_a_jour": "Volet fixe, mise à jour du plan",
}


class NoFunding(ValueError):
    """The contract cannot be computed yet; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One amount a year: what the national table says for the taille, what the contract says. Cents."""

    mission: str
    volet: str
    label: str
    national: int | None
    proof: Proof
    refusal: str
    path: str
    article: str
    contract: int | None

    @property
    def field(self) -> str:
        """Its name in forms and in the simulator's address: « acces_aux_soins.volet_fixe »."""
        return f"{self.mission}.{self.volet}"

    @property
    def title(self) -> str:
        """« Accès aux soins, volet fixe »; the functioning has but one amount."""
        return self.label if self.mission == FONCTIONNEMENT else f"{words.mission(self.mission)}, {self.label.lower()}"

    @property
    def shown(self) -> str:
        """The national amount as people read it."""
        return "non établi" if self.national is None else euros(self.national)

    @property
    def shown_contract(self) -> str:
        """The contract's amount as people read it; empty when nobody typed it."""
        return "" if self.contract is None else euros(self.contract)

    @property
    def cents(self) -> int | None:
        """What is kept: the contract wins."""
        return self.national if self.contract is None else self.contract

    @property
    def kept_proof(self) -> Proof:
        """An amount typed from the contract has the contract for proof."""
        return self.proof if self.contract is None else Proof.VOTRE_CONTRAT


@dataclass(frozen=True, slots=True)
class Envelope:
    """The indicators of a mission in one year, against the variable share that they divide. Cents."""

    mission: str
    year: int
    total: int
    envelope: int | None

    @property
    def sentence(self) -> str:
        """What to check; empty when both agree, or when the envelope is not established."""
        if self.envelope is None or self.total == self.envelope:
            return ""
        gap = euros(abs(self.total - self.envelope))
        way = "dépassent" if self.total > self.envelope else "n'atteignent pas"
        remedy = f"L'écart est de {gap}. Vérifiez les paliers, ou le montant du contrat."
        return typed(
            f"{words.mission(self.mission)}, année {self.year} : les indicateurs ({euros(self.total)}) {way} la part variable "
            f"({euros(self.envelope)}). {remedy}"
        )


def mission_names(day: date) -> dict[str, bool]:
    """The missions that a contract of that day may hold -> whether each is a mission socle."""
    version = reader.load().at("aci/missions/liste", day)
    return {name: socle for name, socle in missions_of(reader.load()).items() if name in version.values}


def years(contract: Contract) -> int:
    """How many years the contract lasts."""
    return contract_years(binding_day(contract))


def amounts(contract: Contract, day: date | None = None) -> list[AmountLine]:
    """The amounts of the contract's missions, in the order of the agreement, the functioning first; beside the national table
    of a day, else of its first day."""
    held = {row.mission for row in selectors.missions(contract)}
    return list(_amounts(contract, [name for name in missions_of(reader.load()) if name in held], day or contract.since))


def envelopes(contract: Contract) -> list[Envelope]:
    """The annex, summed by mission and year."""
    kept = {line.mission: line.cents for line in amounts(contract) if line.volet == "volet_variable"}
    totals: dict[tuple[int, str], int] = {}
    for row in selectors.indicators(contract):
        totals[row.year, row.mission] = totals.get((row.year, row.mission), 0) + row.cents
    return [Envelope(mission, year, total, kept.get(mission)) for (year, mission), total in sorted(totals.items())]


def dossier_text(community: Community, contract: Contract) -> str:
    """DOSSIER.yaml: what the contract says, as the simulator and the command line read it."""
    return dossier.write(_facts(community, contract))


def run(community: Community, contract: Contract, day: date) -> Run:
    """What the contract pays, on a day; NoFunding says which date or mission is refused."""
    try:
        return runs.simulate(_facts(community, contract), day=day, source="Contrat")
    except runs.UnableToCompute as refused:
        raise NoFunding(typed(refused.sentence)) from None


def explain(community: Community, contract: Contract, day: date, key: str) -> Explanation | None:
    """The tree of one amount of the contract; None when it has no such amount, or cannot be computed."""
    try:
        return run(community, contract, day).explain(key)
    except (NoFunding, KeyError):
        return None


def deadlines(found: Run) -> list[Deadline]:
    """The legal dates of the missions of the contract, those it should hold and does not included."""
    return [line for line in found.deadlines if line.started_on or line.state != "libre"]


def _facts(community: Community, contract: Contract) -> FundingFacts:
    try:
        return runs.facts_of(dossier_of(community, contract))
    except InvalidDossier as refused:
        raise NoFunding(_in_words(" ".join(refused.errors))) from None


def _in_words(errors: str) -> str:
    """The mistakes of a dossier, for people who never saw its keys."""
    for name, label in words.MISSIONS.items():
        errors = errors.replace(f"contrat.missions.{name}.demarre_le", f"{label}, démarrage")
    return typed(errors)


def _amounts(contract: Contract, missions: list[str], day: date) -> Iterator[AmountLine]:
    kept = contract.kept_amounts
    yield _line(contract, kept, FONCTIONNEMENT, "montant", "aci/fonctionnement", day)
    for mission in missions:
        folder = f"aci/missions/{mission}"
        if mission == _CRISIS:
            yield _line(contract, kept, mission, "plan_initial", f"{folder}/volet_fixe", day, plan="initial")
            yield _line(contract, kept, mission, "plan_mise_a_jour", f"{folder}/volet_fixe", day, plan="mise_a_jour")
        else:
            yield _line(contract, kept, mission, "volet_fixe", f"{folder}/volet_fixe", day)
        yield _line(contract, kept, mission, "volet_variable", f"{folder}/volet_variable", day)


def _line(contract: Contract, kept: Kept, mission: str, volet: str, path: str, day: date, **dimensions: str) -> AmountLine:
    national, proof, refusal, article = None, Proof.INCONNU, "La taille de la CPTS n'est pas établie.", ""
    if contract.taille is not None:
        try:
            version = reader.load().at(path, day)
            article = version.article
            value = version.value(taille=contract.taille, **dimensions)
            national = None if value.value is None else int(value.value)
            proof, refusal = value.proof, value.why if value.value is None else ""
        except LawError as error:
            refusal = error.sentence
    typed_in = kept.get(mission, {}).get(volet)
    return AmountLine(mission, volet, _VOLETS[volet], national, proof, typed(refusal), path, article, typed_in)
