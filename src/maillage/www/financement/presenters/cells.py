"""A figure as one cell: its text, its degree of proof, and the address of its explanation."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.facts import words
from maillage.kernel.proof import Proof
from maillage.results.runs.model import CERTAINTIES, Figure, Sum
from maillage.www.financement.links import Links
from maillage.www.shared import formats

STATUSES = {status: words.certainty(status) for status in CERTAINTIES}
NOT_ESTABLISHED = "non établi"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a template shows of one figure. `why` is empty when nothing explains it."""

    text: str
    why: str = ""
    label: str = ""
    proof: Proof | None = None
    refusal: str = ""
    is_zero: bool = False

    @property
    def is_weak(self) -> bool:
        """Not to be presented as a right."""
        return self.proof is not None and not self.proof.is_established

    @property
    def html(self) -> SafeString:
        """The amount as a link to its « Pourquoi ? », then its badge: two hundred a page, too many for as many templates."""
        shown = badge(None if self.is_zero or self.text == NOT_ESTABLISHED else self.proof)
        if not self.why:
            return format_html("{} {}", self.text, shown) if shown else format_html("{}", self.text)
        classes = "chiffre" + " chiffre-faible" * self.is_weak + " chiffre-nul" * self.is_zero
        label = f"{self.label}. {self.refusal}" if self.refusal else self.label
        return format_html(_LINK, classes, self.why, self.text, label, shown)


_LINK = '<a class="{}" href="{}" data-drawer>{}<span class="visually-hidden">, pourquoi\N{NO-BREAK SPACE}? {}</span></a>{}'


@cache
def badge(proof: Proof | None) -> SafeString:
    """The component of one degree of proof, rendered once."""
    return render_to_string("components/proof_badge.html", {"proof": proof}) if proof is not None else SafeString("")


def of_figure(figure: Figure, links: Links) -> Cell:
    """A figure of a run; one that is not established says so and why."""
    text = NOT_ESTABLISHED if figure.cents is None else formats.euros(figure.cents)
    return Cell(text, links.why(figure.key), figure.label, figure.proof, figure.refusal, figure.cents == 0)


def of_sum(total: Sum) -> Cell:
    """A sum made of figures, explained by the lines above it, with the weakest of their proofs."""
    return Cell(formats.euros(total.cents), proof=total.proof, is_zero=total.cents == 0)


def day_or(value: date | None, otherwise: str = "—") -> str:
    """A date for a table."""
    return formats.day(value) if value else otherwise


def change(cents: int) -> str:
    """A difference with its sign."""
    return f"+{formats.euros(cents)}" if cents > 0 else formats.euros(cents)
