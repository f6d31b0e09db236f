"""The contracts of a CPTS through time: what is in force on a day, what feeds the simulator, what ends."""

from datetime import date, timedelta
from typing import Any

import pytest

from maillage.accounts.walls import within
from maillage.community.communities import selectors as communities
from maillage.community.communities.actions import set_perimeter
from maillage.community.communities.models import Perimeter
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Contract, Signature, Termination
from maillage.facts import dossier
from maillage.results import runs
from maillage.results.cpts import changes, terms
from maillage.results.cpts import contract as results
from maillage.results.cpts.due import due
from maillage.results.cpts.portfolio import portfolio
from maillage.results.cpts.stage import Stage, stage_of
from tests.results.test_cpts_contract import DAY, indicator, prepared
from tests.support.contracts import signs
from tests.support.personas import NOW, TODAY, People

END = date(2031, 10, 1)
LAST = END - timedelta(days=1)


def signed(who: People, deed: Contract, day: date) -> Contract:
    for party in Signature.Party:
        signs(deed, party, on=day, by=who.amina, now=NOW)
    return Contract.objects.get(pk=deed.pk)


def amendment(who: People, effect_on: date, **text: Any) -> Contract:
    values = {"effect_on": effect_on, "planned_on": effect_on, "reason": "perimetre", "reason_words": "Essai"}
    made = actions.prepare_amendment(who.ours, values=values, version=0, until=LAST, by=who.amina, now=NOW)
    if text:
        made = actions.prepare(who.ours, values=text, version=1, by=who.amina, now=NOW)
    return made


def renewal(who: People) -> Contract:
    values = {"effect_on": END, "planned_on": END}
    return actions.prepare_renewal(who.ours, values=values, version=0, until=LAST, by=who.amina, now=NOW)


def ended(who: People, contract: Contract, last_day: date) -> Termination:
    told: dict[str, Any] = {"party": Termination.Party.CPTS, "notified_on": TODAY, "reason": "Fin", "until": LAST}
    return actions.terminate(contract, **told, last_day=last_day, by=who.amina, now=NOW, today=TODAY)


def in_force(who: People, day: date) -> str:
    term = terms.term_on(terms.terms_of(who.ours), day)
    return str(term.text(day)) if term else ""


def test_an_avenant_is_in_force_once_signed_and_effective(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        made = amendment(who, date(2027, 7, 1), population=70_000, taille=2)
        assert in_force(who, date(2028, 1, 1)) == "Contrat"
        signed(who, made, date(2027, 9, 1))
        days = (date(2026, 9, 30), DAY, date(2027, 8, 31), date(2027, 9, 1), LAST, END)
        assert [in_force(who, day) for day in days] == ["", "Contrat", "Contrat", "Avenant n° 1", "Avenant n° 1", ""]
        first = selectors.deeds(who.ours)[0]
        assert (first.population, first.taille) == (90_000, 3), "what was signed does not change"


def test_a_change_of_population_counts_from_the_next_anniversary(who: People) -> None:
    with within(who.ours):
        made = signed(who, prepared(who), DAY)
        indicator(who, amendment(who, date(2027, 7, 1), population=70_000, taille=2), 500_000)
        (last,) = [one for one in selectors.deeds(who.ours) if one.number]
        actions.save_amounts(last, amounts={"acces_aux_soins": {"volet_fixe": 1}}, version=2, by=who.amina, now=NOW)
        actions.set_mission(last, mission="parcours", starts_on=date(2028, 1, 1), commitments="", by=who.amina, now=NOW)
        found = results.run(who.ours, last, TODAY)
        assert "parcours" not in results.run(who.ours, made, TODAY).facts.demarrages
        again = runs.facts_of(dossier.read(results.dossier_text(who.ours, last)))
    assert [year.taille for year in found.years] == [3, 2, 2, 2, 2]
    assert found.facts.signe_le == DAY
    assert found.facts.demarrages["parcours"] == date(2028, 1, 1)
    assert found.facts.montants == {}, "amounts of another taille do not pay the first year"
    assert again.population_of(2).value == 70_000, "the file says the same"


def test_amounts_of_the_same_taille_feed_the_dossier(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        made = amendment(who, date(2027, 7, 1))
        actions.save_amounts(made, amounts={"parcours": {"volet_fixe": 4_000_000}}, version=1, by=who.amina, now=NOW)
        assert results.run(who.ours, made, TODAY).facts.montants == {"parcours": {"volet_fixe": 4_000_000}}


def test_a_renewed_contract_follows_without_a_break(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        made = signed(who, renewal(who), date(2031, 8, 1))
        assert [in_force(who, day) for day in (LAST, END, date(2036, 9, 30), date(2036, 10, 1))] == [
            "Contrat",
            "Renouvellement n° 1",
            "Renouvellement n° 1",
            "",
        ]
        held = stage_of(who.ours, date(2033, 1, 1))
        found = results.run(who.ours, made, END)
    assert (held.stage, held.since) == (Stage.ACI_SIGNE, DAY)
    assert found.facts.signe_le == END
    assert found.facts.year(1).plan_de_crise == "mise_a_jour"
    assert set(found.facts.demarrages.values()) == {END}


def test_the_stage_ends_with_the_contract(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        assert [stage_of(who.ours, day).stage for day in (DAY, LAST, END)] == [
            Stage.ACI_SIGNE,
            Stage.ACI_SIGNE,
            Stage.PROJET_VALIDE,
        ]
        one = ended(who, selectors.deeds(who.ours)[0], date(2027, 6, 30))
        assert in_force(who, date(2027, 7, 1)) == ""
        assert stage_of(who.ours, date(2027, 7, 1)).stage is Stage.PROJET_VALIDE
        actions.remove_termination(one, by=who.amina, now=NOW)
        assert in_force(who, date(2027, 7, 1)) == "Contrat"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2031, 3, 31), None),
        (date(2031, 4, 1), "Contrat à renouveler"),
        (date(2031, 12, 1), "Contrat échu, à renouveler"),
    ],
)
def test_the_renewal_is_due_six_months_before_the_end(who: People, day: date, told: str | None) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        found = [item for item in due(who.ours, day) if item.parameter == terms.NOTICE]
        assert [(item.what, item.when) for item in found] == ([(told, LAST)] if told else [])
        renewal(who)
        after = [item.what for item in due(who.ours, day) if "enouvel" in item.what]
    assert len(after) == 1
    assert after[0].startswith("Renouvellement n° 1 à signer")


def test_an_institution_reads_the_text_in_force_and_the_end(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        signed(who, amendment(who, date(2027, 7, 1), population=70_000, taille=2), date(2027, 7, 1))
    read = {}
    for day in (date(2027, 6, 30), date(2027, 7, 1), END):
        with within(who.ours, who.theirs):
            (row,) = portfolio(who.ars, [who.ours], day).rows
        read[day] = (row.stage, row.place and (row.place.population, row.place.written))
    assert list(read.values()) == [
        (Stage.ACI_SIGNE, (90_000, "contrat signé")),
        (Stage.ACI_SIGNE, (70_000, "avenant n° 1 signé")),
        (Stage.PROJET_VALIDE, None),
    ]


def test_an_institution_whose_territory_was_left_keeps_the_text_it_knew(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        set_perimeter(who.ours, codes=["84031"], since=date(2027, 6, 1), by=who.amina, now=NOW)
        signed(who, amendment(who, date(2027, 7, 1), population=70_000, taille=2), date(2027, 7, 1))
        (row,) = portfolio(who.ars, [who.ours], date(2027, 7, 1)).rows
    assert row.place
    assert row.place.written == "contrat signé"


def test_a_deduced_amount_is_never_shown_alone(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        found = {one.label: one.after for one in changes.of(amendment(who, date(2027, 7, 1), population=70_000, taille=2))}
    assert "déduit\N{NO-BREAK SPACE}: à vérifier" in found["Accès aux soins, volet fixe"]
    assert "à vérifier" not in found["Fonctionnement"]


def test_an_avenant_on_the_perimeter_names_its_communes(who: People) -> None:
    with within(who.ours):
        signed(who, prepared(who), DAY)
        before = communities.perimeter(who.ours, TODAY)
        assert before is not None
        Perimeter.objects.filter(community=who.ours).update(since=DAY)
        codes = [*before.codes, "09225"]
        values: dict[str, Any] = {"codes": codes, "since": date(2027, 7, 1), "reason": "", "decision": ""}
        Perimeter.objects.create(community=who.ours, number=before.number + 1, created_at=NOW, **values)
        found = {one.label: one.after for one in changes.of(amendment(who, date(2027, 7, 1), population=90_500))}
    assert found["Communes ajoutées"].endswith("Pamiers")
    assert " ".join(found["Population"].split()).startswith("90 500 habitants")
    assert "Communes retirées" not in found
