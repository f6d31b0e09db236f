"""What the agreement pays in a year, as rows: by mission for a place, in one line for a CPTS."""

from dataclasses import dataclass

from maillage.kernel.proof import Proof
from maillage.results.couverture.amounts import Amount
from maillage.results.observatoire import Expected
from maillage.www.observatoire.address import Asked
from maillage.www.observatoire.presenters import why
from maillage.www.shared import formats

NOT_ESTABLISHED = "non établi"


@dataclass(frozen=True, slots=True)
class MoneyRow:
    label: str
    fixed: str
    variable: str
    proof: Proof
    variable_proof: Proof | None
    note: str


@dataclass(frozen=True, slots=True)
class SizeLine:
    """« 12 CPTS of taille 2 at 200 000 € each », and where one of these amounts is explained."""

    taille: str
    cpts: str
    each: str
    proof: Proof | None
    total: str
    why: str


@dataclass(frozen=True, slots=True)
class Money:
    """One year of several CPTS, by post, its total, and the same total by taille."""

    cpts: str
    rows: tuple[MoneyRow, ...]
    total: MoneyRow | None
    refusal: str
    sizes: tuple[SizeLine, ...]


def money(expected: Expected, asked: Asked) -> Money:
    rows = tuple(
        MoneyRow(
            post.label, fixed(post.fixed), _variable(post.variable), post.proof, post.variable_proof, _missing(post.refused)
        )
        for post in expected.posts
    )
    total = MoneyRow("Total", fixed(expected.fixed), _variable(expected.variable), expected.proof, expected.variable_proof, "")
    return Money(
        formats.plural(expected.cpts, "CPTS", "CPTS"),
        rows,
        total if rows else None,
        formats.typed(expected.refusal),
        _sizes(expected, asked),
    )


def _sizes(expected: Expected, asked: Asked) -> tuple[SizeLine, ...]:
    return tuple(
        SizeLine(
            "Taille non établie" if one.taille is None else f"Taille {one.taille}",
            formats.number(one.cpts),
            fixed(one.each),
            one.proof if one.each else None,
            formats.euros_short(one.total),
            "" if one.each is None else why.amount(asked, population=str(one.example)),
        )
        for one in expected.by_taille
    )


@dataclass(frozen=True, slots=True)
class OneYear:
    """« 317 500 € and at most 90 000 € according to the indicators », each with its proof."""

    fixed: str
    proof: Proof | None
    variable: str
    variable_proof: Proof | None


def one_year(one: Amount) -> OneYear:
    """Without proof nor variable share where the law establishes no amount."""
    if one.fixed is None:
        return OneYear(NOT_ESTABLISHED, None, "", None)
    return OneYear(fixed(one.fixed), one.proof, fixed(one.variable) if one.variable else "", one.variable_proof)


def fixed(cents: int | None) -> str:
    return NOT_ESTABLISHED if cents is None else formats.euros_short(cents)


def change(before: str, after: str) -> str:
    """« 200 000 € → 250 000 € »; what does not change is said once.

    >>> change("2", "3"), change("2", "2"), change("", "1")
    ('2 → 3', '2', '1')
    """
    return after if before in ("", after) else f"{before} → {after}"


def _variable(cents: int) -> str:
    return formats.euros_short(cents) if cents else "—"


def _missing(count: int) -> str:
    return f"sans {formats.plural(count, 'CPTS', 'CPTS')} dont le montant n'est pas établi" if count else ""
