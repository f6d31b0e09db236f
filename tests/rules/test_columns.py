"""The same text of each rule, on one dossier with its trace and on columns without: equal to the cent."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.facts.funding import FundingFacts, YearFacts
from maillage.facts.words import MISSIONS
from maillage.kernel.known import Known
from maillage.kernel.proof import NOTHING_READ, Proof
from maillage.law import reader as law_reader
from maillage.results import national
from maillage.results.gather.dossier_facts import DossierFacts
from maillage.results.gather.funding import missions_of
from maillage.results.gather.table_facts import Row, Table, column_facts
from maillage.results.runs import simulate
from maillage.results.runs.figures import Figures
from maillage.results.runs.model import CERTAINTIES, Run, Sum
from maillage.rules.aci import RULES
from maillage.rules.engine.columns import ColumnFacts, Columns
from maillage.rules.engine.trace import Trace

DAY = date(2026, 11, 21)
BOUNDS = [1, 39_999, 40_000, 40_001, 79_999, 80_000, 80_001, 174_999, 175_000, 175_001, 2_000_000]


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    signed = draw(st.dates(date(2019, 8, 25), date(2030, 12, 31)) | st.just(date(2024, 2, 29)))
    socle = missions_of(law_reader.load())
    starts = {}
    for mission in draw(st.sets(st.sampled_from(list(MISSIONS)))):
        starts[mission] = signed + timedelta(days=draw(st.integers(-400 if socle[mission] else 0, 1825)))
    rates = {m: Decimal(draw(st.integers(0, 1_000_000))) / 1_000_000 for m in starts if draw(st.booleans())}
    population = draw(st.sampled_from(BOUNDS) | st.integers(1, 400_000))
    return Row(1, "essai", population, signed, starts, rates, draw(st.booleans()))


def _facts(row: Row, amounts: Mapping[str, Mapping[str, int]] = MappingProxyType({})) -> FundingFacts:
    years = {n: YearFacts(row.taux, crise_reconnue=row.crise_reconnue) for n in range(1, 6)}
    typed = {mission: dict(volets) for mission, volets in amounts.items()}
    return FundingFacts(row.name, Known(row.population, "essai"), row.signe_le, row.demarrages, typed, years)


def _run(row: Row, known_on: date | None, amounts: Mapping[str, Mapping[str, int]] = MappingProxyType({})) -> Run:
    return simulate(_facts(row, amounts), day=DAY, known_on=known_on)


@st.composite
def _amounts(draw: st.DrawFn) -> dict[str, dict[str, int]]:
    """Some amounts typed from a contract, equal to the national table as often as not."""
    found = {"fonctionnement": {"montant": draw(st.sampled_from([6_000_000, 6_100_001]))}} if draw(st.booleans()) else {}
    for mission in draw(st.sets(st.sampled_from(list(MISSIONS)))):
        volets = draw(st.sets(st.sampled_from(["volet_fixe", "volet_variable"])))
        found[mission] = {volet: draw(st.sampled_from([7_500_000, 1_234_567, 0])) for volet in sorted(volets)}
    return found


@settings(max_examples=30)
@given(st.lists(_rows(), min_size=1, max_size=8), st.sampled_from([None, date(2020, 1, 1), date(2022, 3, 31)]))
def test_columns_and_trace_agree_to_the_cent_and_on_what_they_refuse(rows: list[Row], known_on: date | None) -> None:
    result = national.compute(Table(tuple(rows), ()), day=DAY, known_on=known_on)
    for index, row in enumerate(rows):
        run = _run(row, known_on)
        assert [None if r else int(c) for c, r in zip(result.totals[index], result.refused[index], strict=True)] == [
            year.total.cents for year in run.years
        ]
        for status in CERTAINTIES:
            shown = NOTHING_READ if run.sums[status].proof is None else run.sums[status].proof
            assert (result.sums[status][index], result.proofs[status][index]) == (run.sums[status].cents, shown)
        assert int(result.taille[index]) == run.taille
        assert int(result.proof[index]) == min(year.total.proof for year in run.years)


@settings(max_examples=30)
@given(_rows())
def test_totals_are_the_sum_of_their_parts(row: Row) -> None:
    run = _run(row, None)
    for year in run.years:
        if year.total.cents is None:
            continue
        parts = [year.fonctionnement, *(f for m in year.missions for f in (m.volet_fixe, m.volet_variable))]
        assert year.total.cents == sum(figure.cents or 0 for figure in parts) == year.acquis + year.probable


@settings(max_examples=60)
@given(_rows(), _amounts())
def test_payments_sum_to_what_is_due_and_nothing_exceeds_its_envelope(row: Row, amounts: dict[str, dict[str, int]]) -> None:
    run = _run(row, None, amounts)
    for status in CERTAINTIES:
        paid = Sum.of(p for p in run.payments if p.status == status)
        assert paid.cents == run.sums[status].cents == sum(year.sums[status].cents for year in run.years)
        assert (paid.proof is None) == (run.sums[status].proof is None)
    if any(year.total.cents is None for year in run.years):
        return
    assert sum(p.cents for p in run.payments if p.status != "en_jeu") == sum(year.total.cents or 0 for year in run.years)
    for mission in (mission for year in run.years for mission in year.missions):
        assert mission.avance.cents + mission.solde.cents == mission.volet_fixe.cents
        assert 0 <= mission.volet_variable.cents <= mission.enveloppe_variable.cents
        assert mission.volet_variable.cents + mission.en_jeu.cents == mission.enveloppe_variable.cents


@settings(max_examples=30)
@given(st.lists(_rows(), min_size=1, max_size=5), _amounts(), st.data())
def test_columns_and_trace_give_the_same_proof_to_amounts_of_a_contract(
    rows: list[Row], amounts: dict[str, dict[str, int]], data: st.DataObject
) -> None:
    """Not every dossier of the columns types its amounts: the others keep the proof of the national table."""
    holders = np.array([data.draw(st.booleans()) for _ in rows])
    facts = dict(column_facts(tuple(rows), tuple(MISSIONS), 5).facts)
    for mission, volets in amounts.items():
        for volet, cents in volets.items():
            facts["montant", mission, volet] = (np.full(len(rows), cents), None if holders.all() else ~holders)
    columns = Columns(RULES, law_reader.load(), ColumnFacts(len(rows), facts), day=DAY)
    for key in [("fonctionnement", 1, 1), ("montant_annuel", 2, 2), *(("enveloppe_fixe", 2, m, 2) for m in MISSIONS)]:
        column = columns.column(*key)
        degrees = np.broadcast_to(column.proof, (len(rows),))
        for index, row in enumerate(rows):
            if key[0] == "enveloppe_fixe" and key[2] not in row.demarrages:
                continue
            given = amounts if holders[index] else {}
            trace = Trace(RULES, law_reader.load(), DossierFacts(_facts(row, given)), day=DAY)
            node = trace.node(*key)
            assert degrees[index] == node.proof, (key, row, given)
            if key[0] == "fonctionnement" and "fonctionnement" in given:
                assert Figures(trace).amount("essai", *key).proof is Proof.VOTRE_CONTRAT


def test_a_change_of_documentation_moves_no_sum_between_certainties() -> None:
    """78 760 inhabitants (taille 2, deduced amounts) beside 82 000 (taille 3, amounts read): both are due."""
    starts = dict.fromkeys(("acces_aux_soins", "parcours", "prevention", "crise_sanitaire"), date(2027, 3, 1))
    small, large = (_run(Row(1, "", people, date(2027, 3, 1), starts, {}, False), None) for people in (78_760, 82_000))
    assert [small.sums["probable"], large.sums["probable"]] == [Sum(0, None)] * 2
    assert small.sums["acquis"].proof is Proof.DEDUIT
    assert large.years[1].sums["acquis"].proof is Proof.TRANSCRIPTION
    assert large.acquis - small.acquis == sum(
        (b.total.cents or 0) - (a.total.cents or 0) for a, b in zip(small.years, large.years, strict=True)
    )


@settings(max_examples=30)
@given(_rows(), st.randoms())
def test_the_order_of_missions_does_not_matter(row: Row, random: object) -> None:
    shuffled = list(row.demarrages.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = Row(row.line, row.name, row.population, row.signe_le, dict(shuffled), row.taux, row.crise_reconnue)
    assert _run(row, None).as_json() == _run(other, None).as_json()
