"""What the three parties read of a contract, the same for each: its text, what it pays, its history, who signed and who contests.

The CPTS adds its forms to it (`www.depot`), the agency and the caisse theirs (`www.institution`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from maillage.community.communities.models import Community
from maillage.community.contract import selectors
from maillage.community.contract.actions.copies import source_of
from maillage.community.contract.models import Contract, Signature
from maillage.community.governance import selectors as governance
from maillage.facts import words
from maillage.results.cpts import changes, contract_copy, terms
from maillage.results.cpts import contract as results
from maillage.www.components import contract_completions as completions
from maillage.www.components import contract_history as history
from maillage.www.components import contract_payments as payments
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import euros, long_day, number, typed
from maillage.www.shared.markdown import render as markdown
from maillage.www.shared.money import columns


@dataclass(frozen=True, slots=True)
class Signed:
    """One party: its signature when it counts, who recorded it, and what the reader may answer."""

    label: str
    row: Signature | None
    recorded: str = ""
    scan_href: str = ""
    scan_name: str = ""
    object_href: str = ""
    object_label: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: its party when it is one, and the address under which it reads the deeds, with its final slash."""

    party: Signature.Party | None
    acts_home: str
    may_sign: bool
    may_complete: bool
    """Whether it may answer to what completes a signed text."""
    sees: frozenset[UUID] | None = None
    """The deeds that it reads; every one for the CPTS."""


class _Line(forms.Form):
    """The amounts of a page that only reads: lines, no field."""

    def __init__(self, lines: list[results.AmountLine]) -> None:
        super().__init__()
        self.rows = [(line, None) for line in lines]


def read(community: Community, contract: Contract, day: date, reader: Reader, *, is_deed: bool) -> dict[str, Any]:
    """Everything but the forms. `is_deed`: the page of one deed, else that of the contract with its history."""
    deeds = [one for one in selectors.deeds(community) if reader.sees is None or one.pk in reader.sees]
    held = terms.terms(deeds, selectors.terminations(community))
    term = next((one for one in held if one.contract.term == contract.term), None)
    return {
        "community": community,
        "contract": contract,
        "is_deed": is_deed,
        "acts_home": reader.acts_home,
        "population": number(contract.population),
        "signed_on": contract.signed_on,
        "missions": [(words.mission(row.mission), row, markdown(row.commitments)) for row in selectors.missions(contract)],
        "amounts": _Line(results.amounts(contract)),
        "indicators": [(words.mission(row.mission), row, _steps(row.steps)) for row in selectors.indicators(contract)],
        "envelopes": [line.sentence for line in results.envelopes(contract) if line.sentence],
        "term": term,
        "is_over": term is not None and term.period.end <= day,
        "is_ahead": term is not None and contract.since > day,
        "lines": history.lines(deeds, held) if held else [],
        "drawings": history.drawings(held, day),
        "changes": changes.of(contract) if is_deed else (),
        "reason_words": markdown(contract.reason_words),
        **signatures(community, contract, reader),
        **payments.read(community, held, day),
        **completions.read(contract, reader.acts_home, reader.party, may_answer=reader.may_complete),
        **_funding(community, contract, day),
    }


def signatures(community: Community, contract: Contract, reader: Reader) -> dict[str, Any]:
    """Who signed, who recorded it, what was withdrawn or contested; and what the association lacks, before anybody signs: as it
    stands for the CPTS, as the last copy says it for the others."""
    rows = selectors.every_signature(contract)
    given = {row.party: row for row in rows if row.stands}
    lacks = [] if contract.signed_on else _lacks(community, contract, reader)
    return {
        "is_open": not given,
        "awaited": [party for party in Signature.Party if party not in given],
        "signed": [_signed(party, given.get(party), contract, reader) for party in Signature.Party],
        "past": [_past(row) for row in rows if not row.stands],
        "lacks": lacks,
    }


def transmitted(contract: Contract) -> dict[str, Any]:
    """The last frozen copy of a deed, what changed since the one before, and whether its text moved since."""
    copies = list(selectors.copies(contract))
    last = copies[-1] if copies else None
    return {
        "copy": last,
        "parts": contract_copy.parts(last.content) if last else (),
        "since": contract_copy.between(copies[-2].content, copies[-1].content) if len(copies) > 1 else (),
        "changed": last is not None and last.source != source_of(contract),
    }


def _lacks(community: Community, contract: Contract, reader: Reader) -> list[str]:
    if reader.party == Signature.Party.CPTS:
        return [piece.label for piece in governance.missing(community)]
    copy = selectors.last_copy(contract)
    return list(copy.content["missing"]) if copy else []


def _signed(party: Signature.Party, row: Signature | None, contract: Contract, reader: Reader) -> Signed:
    label = party.label[:1].upper() + party.label[1:]
    if row is None:
        return Signed(label, None)
    recorded = typed(f"enregistrée par {row.institution_name or 'la CPTS'}, {row.recorded_by}, le {_day(row.recorded_at)}")
    here = f"{reader.acts_home}{contract.pk}/signatures/{row.pk}/"
    answers = reader.may_sign and reader.party in (row.side, row.party)
    return Signed(
        label,
        row,
        recorded,
        f"{here}scan/" if row.scan else "",
        typed(f" : {row.scan.name}") if row.scan else "",
        f"{here}contester/" if answers else "",
        "Retirer" if reader.party == row.side else "Contester",
    )


def _past(row: Signature) -> str:
    (one,) = row.objections.all()
    return typed(
        f"{row.get_party_display()}, {row.name}, le {short_day(row.signed_on)}. {one.get_kind_display()} par {one.speaker} le "
        f"{_day(one.at)} : {one.reason}"
    )


def _day(at: Any) -> str:
    return short_day(timezone.localdate(at))


def _steps(steps: list[dict[str, Any]]) -> list[str]:
    return [f"{step['label']} : {euros(step['cents'])}" for step in steps]


def _funding(community: Community, contract: Contract, day: date) -> dict[str, Any]:
    """What the contract pays this year (the first before it starts), and its calendar; or why it cannot be said."""
    try:
        run = results.run(community, contract, day)
    except results.NoFunding as refused:
        return {"no_funding": str(refused)}
    year = next((one for one in run.years if day in one.period), run.years[-1 if day > run.years[0].period.start else 0])
    return {
        "deadlines": results.deadlines(run),
        "limits": changes.limits(contract),
        "dossier": results.dossier_text(community, contract),
        "year_title": f"Année {year.number}, du {long_day(year.period.start)} au {long_day(year.period.last_day)}",
        "money": columns(year.sums),
    }
