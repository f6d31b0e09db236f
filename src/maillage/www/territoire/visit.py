"""One visit of the studio: the address is read, its actions are applied, and what must be said is gathered."""

from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict

from maillage.facts import selection
from maillage.facts.territory import Refusal, Remark
from maillage.results import territoires
from maillage.www.territoire.actions import Change, apply, requested, without_namesakes
from maillage.www.territoire.address import Address, View

T = TypeVar("T")


class Refused(Exception):
    """The address cannot be followed: a French sentence, the status that fits, and where one stays."""

    def __init__(self, sentence: str, status: int = 400, address: Address | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.address = address or Address()


@dataclass(frozen=True, slots=True)
class Visit:
    """A selection of present codes, the address that says it, and the sentences due to the reader."""

    address: Address
    moved: bool = False
    """The address asked for a change, or named the communes in the readable form."""
    remarks: tuple[Remark, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def has_something_to_say(self) -> bool:
        return bool(self.remarks or self.refusals)

    @property
    def status(self) -> int:
        """400 when everything that was given had to be refused."""
        return 400 if self.refusals and not self.address.codes else 200


def read(params: QueryDict) -> Visit:
    """The state that an address asks for. Refused when it is forged or names an unknown place."""
    try:
        given = selection.decode(params.get("s", ""))
        change = requested(params)
        before = tuple(_step(params, name) for name in ("avant", "apres"))
    except selection.InvalidSelection as error:
        raise Refused(str(error)) from None
    known = territoires.resolve(given)
    address = Address(known.codes, View.read(params), *before)
    visit = Visit(address, False, without_namesakes(known.remarks), known.refusals)
    return changed(visit, change) if change else visit


def changed(visit: Visit, change: Change) -> Visit:
    """The visit after a change; the previous selection becomes the « annuler » step."""
    try:
        outcome = apply(change, visit.address.codes)
    except territoires.UnknownPlace as error:
        raise Refused(str(error), 404, visit.address) from None
    except selection.InvalidSelection as error:
        raise Refused(str(error), 400, visit.address) from None
    previous = visit.address
    before = previous.compact if change.is_step else previous.before
    return Visit(
        Address(outcome.codes, previous.view, before),
        True,
        _without_duplicates(visit.remarks + outcome.remarks),
        _without_duplicates(visit.refusals + outcome.refusals),
    )


def _step(params: QueryDict, name: str) -> str | None:
    """A readable « annuler » or « rétablir » step, or none: a damaged one is not worth a refusal."""
    text = params.get(name)
    try:
        selection.decode(text or "")
    except selection.InvalidSelection:
        return None
    return text


def _without_duplicates(items: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
