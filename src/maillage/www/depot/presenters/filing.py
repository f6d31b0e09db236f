"""The filing page: what is missing, the present file and its clock, the earlier ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.community.communities.models import Community
from maillage.community.filing import selectors
from maillage.community.filing.clocks import Clock, contest_until
from maillage.community.filing.models import FiledDocument, PieceRequest, TransmissionKind
from maillage.community.filing.states import OPEN, Standing, State
from maillage.community.governance import selectors as governance
from maillage.law import reader
from maillage.results.cpts import completeness
from maillage.results.cpts.filing_state import basis, clock_words, describe, history
from maillage.www.depot.forms.filing import AnswerForm
from maillage.www.shared.formats import join, long_day, plural, typed


@dataclass(frozen=True, slots=True)
class ClockView:
    """The two months as the page shows them."""

    clock: Clock
    days: int
    elapsed: int
    article: str
    sentence: str

    @property
    def start(self) -> str:
        """The day of the receipt, in words."""
        return long_day(self.clock.start)

    @property
    def end(self) -> str:
        """The last day counted, in words."""
        return long_day(self.clock.end)

    @property
    def why(self) -> str:
        """Address of the parameter that gives its length."""
        return f"/textes/parametres/{self.clock.parameter}/"


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece asked for, and the form of its answer when it is awaited."""

    piece: PieceRequest
    form: AnswerForm | None
    files: list[FiledDocument]


def page(community: Community, day: date, answer: AnswerForm | None) -> dict[str, Any]:
    """Everything the page reads; `answer` is a form that was refused."""
    sent = list(selectors.transmissions(community, TransmissionKind.PROJET))
    standings = [selectors.standing(one, day) for one in reversed(sent)]
    current = standings[0] if standings else None
    is_open = current is not None and current.state in OPEN
    return {
        "missing": () if is_open else missing(community, day),
        "current": current,
        "filing_state": describe(current) if current else None,
        "clock": _clock(current, day) if current else None,
        "is_open": is_open,
        "is_deemed": current is not None and current.state is State.REPUTE_VALIDE,
        "is_validated": current is not None and current.state in (State.VALIDE, State.REPUTE_VALIDE),
        "opinions": list(selectors.shared_opinions(current.transmission)) if current else [],
        "pieces": _pieces(current, is_open, answer) if current else [],
        "annexes": list(selectors.annexes(current.transmission)) if current else [],
        "history": history(current.transmission.receipts.all()) if current else (),
        "filing_basis": basis(current) if current else "",
        "to_confirm": current is not None and not current.is_firm and current.contest_until is None,
        "contest_days": (contest_until(day) - day).days,
        "proofs": list(selectors.proofs(current.transmission)) if current else [],
        "earlier": [(one, describe(one)) for one in standings[1:]],
    }


def missing(community: Community, day: date) -> tuple[str, ...]:
    """What a reader of the file would look for; it warns, and blocks nothing."""
    pieces = governance.missing(community)
    association = join([piece.label[0].lower() + piece.label[1:] for piece in pieces])
    told = (f"Association : {plural(len(pieces), 'pièce')} à dater ({association}).",) if pieces else ()
    return tuple(
        typed(sentence)
        for sentence in (*completeness.overlapping(community, day), *completeness.missing(community, day), *told)
    )


def _clock(current: Standing, day: date) -> ClockView | None:
    clock = current.computed
    if clock is None or current.state is State.RETIRE:
        return None
    version = reader.load().at(clock.parameter, clock.start)
    return ClockView(
        clock,
        (clock.end - clock.start).days,
        min((clock.end - clock.start).days, max(0, (day - clock.start).days)),
        f"{reader.load().texts[version.text].short}, {version.article}",
        clock_words(current, day),
    )


def _pieces(current: Standing, is_open: bool, refused: AnswerForm | None) -> list[PieceView]:
    given: Mapping[str, AnswerForm] = {refused.prefix or "": refused} if refused else {}
    sent = current.transmission
    joined = list(selectors.documents(sent))

    def form(row: PieceRequest) -> AnswerForm | None:
        if row.answered_at or not is_open:
            return None
        return given.get(str(row.pk)) or AnswerForm(prefix=str(row.pk), community=sent.community)

    return [PieceView(row, form(row), [one for one in joined if one.piece_id == row.pk]) for row in selectors.pieces(sent)]
