"""The provisional budget: what people typed, and the receipts of the signed contract; before one, those that the agreement would
pay on the dates supposed.

Prudent: fixed shares alone. Target: with the whole variable share of the missions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.contract import selectors as contracts
from maillage.community.contract.models import Contract
from maillage.community.money import selectors as money
from maillage.community.money.accounts import EXPENSE, RECEIPT, label
from maillage.community.money.models import BudgetLine
from maillage.facts.dossier import Dossier, InvalidDossier
from maillage.facts.words import mission
from maillage.kernel.french import day as short_day
from maillage.kernel.french import typed
from maillage.kernel.proof import Proof
from maillage.kernel.weighed import weighed
from maillage.results import runs
from maillage.results.cpts import contract as signed_contract
from maillage.results.cpts import terms
from maillage.results.explanation import Explanation
from maillage.results.gather.community import binding_day
from maillage.results.gather.funding import contract_years
from maillage.results.runs.model import Figure, Run, Sum
from maillage.results.territoires.source import stamp

RULE = typed(
    "Règle prudente : les dépenses tiennent dans les parts fixes. La part variable dépend de vos indicateurs et arrive "
    "après le dialogue de gestion ; elle finance ce qui peut attendre."
)


class NoBudget(ValueError):
    """The receipts cannot be computed; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt of the agreement in one year. `cents` is None where the law does not establish it; `key` explains it."""

    label: str
    mission: str
    share: str
    """fixe or variable."""
    cents: int | None
    proof: Proof
    refusal: str
    key: str


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the contract: receipts computed, lines typed, and whether it holds."""

    number: int
    start: date
    last_day: date
    taille: int | None
    receipts: tuple[Receipt, ...]
    lines: tuple[BudgetLine, ...]

    @property
    def shares(self) -> tuple[Sum, Sum]:
        """The fixed shares, due, then the variable ones, each with the weakest proof of what it adds."""
        fixed, variable = (Sum.of(one for one in self.receipts if one.share == share) for share in ("fixe", "variable"))
        return fixed, variable

    @property
    def fixed(self) -> int:
        return self.shares[0].cents

    @property
    def variable(self) -> int:
        return self.shares[1].cents

    @property
    def other(self) -> int:
        """Receipts that the agreement does not pay."""
        return sum(line.cents for line in self.lines if line.side == RECEIPT)

    @property
    def expenses(self) -> int:
        return sum(line.cents for line in self.lines if line.side == EXPENSE)

    @property
    def prudent(self) -> int:
        """Balance on the fixed shares alone."""
        return self.fixed + self.other - self.expenses

    @property
    def target(self) -> int:
        """Balance with the whole variable share."""
        return self.prudent + self.variable

    @property
    def proofs(self) -> Mapping[str, Proof | None]:
        """Of each sum above that adds receipts of the agreement: being prudent is about certainty, proof is told beside."""
        fixed, variable = (one.proof for one in self.shares)
        return {"fixed": fixed, "variable": variable, "prudent": fixed, "target": Proof.weakest((fixed, variable))}


@dataclass(frozen=True, slots=True)
class Budget:
    """Every year of the contract: signed, else supposed (`contract` is None)."""

    signed_on: date
    starts: Mapping[str, date]
    years: tuple[Year, ...]
    proof: Proof
    run: Run
    contract: Contract | None = None

    @property
    def source(self) -> str:
        """Where the receipts come from, in a sentence."""
        if self.contract is None:
            return typed(f"Contrat supposé signé le {short_day(self.signed_on)}.")
        amended = f", changé par l'avenant n° {self.contract.number}" if self.contract.number else ""
        return typed(
            f"Recettes du contrat signé{amended} : ses montants, ses dates, sa population. Premier jour : {short_day(self.signed_on)}."
        )

    @property
    def deficits(self) -> tuple[Year, ...]:
        """Years whose expenses are above what is prudent to expect."""
        return tuple(year for year in self.years if year.prudent < 0)


def budget(community: Community, day: date) -> Budget | None:
    """None until a contract is signed or dates are supposed; NoBudget when the law, the contract or the perimeter gives no
    receipt."""
    dates, deed = dates_of(community, day), signed_deed(community, day)
    if dates is None:
        return None
    signed_on, starts = dates
    run = _of_contract(community, deed, day) if deed else simulate(community, signed_on, starts, day)
    lines = tuple(money.lines(community))
    years = tuple(_year(run, index, lines) for index in range(len(run.years)))
    return Budget(signed_on, starts, years, run.proof, run, deed)


def dates_of(community: Community, day: date) -> tuple[date, dict[str, date]] | None:
    """First day of the contract and start of each mission: of the signed contract, else as supposed; None before either."""
    if deed := signed_deed(community, day):
        return binding_day(deed), {row.mission: row.starts_on for row in contracts.missions(deed)}
    if supposed := money.hypothesis(community):
        return supposed.signed_on, {name: date.fromisoformat(first) for name, first in supposed.starts.items()}
    return None


def signed_deed(community: Community, day: date) -> Contract | None:
    """The text of the signed contract in force, else of the one to come; None before one, and once the last is over."""
    held = terms.terms_of(community)
    if current := terms.term_on(held, day):
        return current.text(day)
    return next((one.contract for one in held if one.period.start > day), None)


def simulate(community: Community, signed_on: date, starts: Mapping[str, date], day: date) -> Run:
    """The run of the dates supposed, on the perimeter of the day; NoBudget says which date or commune is refused."""
    perimeter = communities.perimeter(community, day)
    if perimeter is None:
        raise NoBudget("La CPTS n'a pas encore de communes : choisissez son périmètre, puis revenez au budget.")
    try:
        return _run(stamp(), community.name, tuple(perimeter.codes), signed_on, tuple(sorted(starts.items())), day)
    except InvalidDossier as refused:
        raise NoBudget(typed(" ".join(refused.errors).replace("contrat.missions.", ""))) from None
    except runs.UnableToCompute as refused:
        raise NoBudget(typed(refused.sentence)) from None


def _of_contract(community: Community, deed: Contract, day: date) -> Run:
    try:
        return signed_contract.run(community, deed, day)
    except signed_contract.NoFunding as refused:
        raise NoBudget(str(refused)) from None


def contract_length(day: date) -> int:
    """Years of a contract signed on a day."""
    return contract_years(day)


def latest_starts(community: Community, signed_on: date, day: date) -> dict[str, date]:
    """Mission socle -> the last day on which the agreement lets it start: what is proposed first."""
    run = simulate(community, signed_on, {}, day)
    return {one.mission: one.start_by for one in run.deadlines if one.start_by}


def explain(budget: Budget, key: str) -> Explanation | None:
    """The tree of one receipt; None for a key that the budget does not have."""
    try:
        return budget.run.explain(key)
    except KeyError:
        return None


def as_data(budget: Budget) -> dict[str, Any]:
    """The same as plain data, for documents and frozen copies; cents."""
    return {
        "signed_on": budget.signed_on.isoformat(),
        "source": budget.source,
        "starts": [{"mission": mission(name), "on": first.isoformat()} for name, first in budget.starts.items()],
        "proof": budget.proof.label,
        "law_digest": budget.run.law_digest,
        "rule": RULE,
        "years": [_as_data(year) for year in budget.years],
    }


@weighed(lambda stamp, name, codes, *_: max(len(codes), 200), most=6_000)
def _run(
    stamp: str, name: str, codes: tuple[str, ...], signed_on: date, starts: tuple[tuple[str, date], ...], day: date
) -> Run:
    """The stamp makes a run on newer populations another run."""
    dossier = Dossier(name, signed_on, communes=codes, demarrages=dict(starts))
    return runs.simulate(runs.facts_of(dossier), day=day, source="Budget prévisionnel")


def _year(run: Run, index: int, lines: Iterable[BudgetLine]) -> Year:
    year = run.years[index]
    receipts = [_receipt("Fonctionnement", "", "fixe", year.fonctionnement)]
    for one in year.missions:
        receipts.append(_receipt(f"{one.label}, part fixe", one.mission, "fixe", one.volet_fixe))
        variable = (figure for figure in (one.volet_variable, one.en_jeu) if figure.cents)
        receipts += [_receipt(f"{one.label}, part variable", one.mission, "variable", figure) for figure in variable]
    return Year(
        year.number,
        year.period.start,
        year.period.last_day,
        year.taille,
        tuple(receipts),
        tuple(line for line in lines if line.year == year.number),
    )


def _receipt(label: str, mission: str, share: str, figure: Figure) -> Receipt:
    return Receipt(label, mission, share, figure.cents, figure.proof, typed(figure.refusal), figure.key)


def _as_data(year: Year) -> dict[str, Any]:
    return {
        "number": year.number,
        "start": year.start.isoformat(),
        "last_day": year.last_day.isoformat(),
        "taille": year.taille,
        "receipts": [
            {"label": one.label, "share": one.share, "cents": one.cents, "proof": one.proof.label, "refusal": one.refusal}
            for one in year.receipts
        ],
        "lines": [
            {
                "side": line.side,
                "account": label(line.side, line.account),
                "label": line.label,
                "mission": mission(line.mission) if line.mission else "",
                "cents": line.cents,
                "note": line.note,
            }
            for line in year.lines
        ],
        "fixed": year.fixed,
        "variable": year.variable,
        "other": year.other,
        "expenses": year.expenses,
        "prudent": year.prudent,
        "target": year.target,
        "proofs": {name: proof.label if proof is not None else "" for name, proof in year.proofs.items()},
    }
