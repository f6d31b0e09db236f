"""The same text of each rule, on one dossier with its trace and on columns without: equal to the cent."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.facts.funding import FundingFacts, YearFacts
from maillage.facts.words import MISSIONS
from maillage.kernel.known import Known
from maillage.law import reader as law_reader
from maillage.results import national
from maillage.results.gather.funding import missions_of
from maillage.results.gather.table_facts import Row, Table
from maillage.results.runs import simulate
from maillage.results.runs.model import Run

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


def _run(row: Row, known_on: date | None) -> Run:
    years = {n: YearFacts(row.taux, crise_reconnue=row.crise_reconnue) for n in range(1, 6)}
    facts = FundingFacts(row.name, Known(row.population, "essai"), row.signe_le, row.demarrages, {}, years)
    return simulate(facts, day=DAY, known_on=known_on)


@settings(max_examples=30)
@given(st.lists(_rows(), min_size=1, max_size=8), st.sampled_from([None, date(2020, 1, 1), date(2022, 3, 31)]))
def test_columns_and_trace_agree_to_the_cent_and_on_what_they_refuse(rows: list[Row], known_on: date | None) -> None:
    result = national.compute(Table(tuple(rows), ()), day=DAY, known_on=known_on)
    for index, row in enumerate(rows):
        run = _run(row, known_on)
        assert [None if r else int(c) for c, r in zip(result.totals[index], result.refused[index], strict=True)] == [
            year.total.cents for year in run.years
        ]
        assert (result.acquis[index], result.probable[index], result.en_jeu[index]) == (run.acquis, run.probable, run.en_jeu)
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


@settings(max_examples=30)
@given(_rows())
def test_payments_sum_to_what_is_due_and_nothing_exceeds_its_envelope(row: Row) -> None:
    run = _run(row, None)
    if any(year.total.cents is None for year in run.years):
        return
    paid = {status: sum(p.cents for p in run.payments if p.status == status) for status in ("acquis", "probable", "en_jeu")}
    assert paid == {"acquis": run.acquis, "probable": run.probable, "en_jeu": run.en_jeu}
    for mission in (mission for year in run.years for mission in year.missions):
        assert mission.avance.cents + mission.solde.cents == mission.volet_fixe.cents
        assert 0 <= mission.volet_variable.cents <= mission.enveloppe_variable.cents
        assert mission.volet_variable.cents + mission.en_jeu.cents == mission.enveloppe_variable.cents


@settings(max_examples=30)
@given(_rows(), st.randoms())
def test_the_order_of_missions_does_not_matter(row: Row, random: object) -> None:
    shuffled = list(row.demarrages.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = Row(row.line, row.name, row.population, row.signe_le, dict(shuffled), row.taux, row.crise_reconnue)
    assert _run(row, None).as_json() == _run(other, None).as_json()
