"""A figure as one cell: its text, its degree of proof, and the address of its explanation."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.kernel.proof import Proof
from maillage.results.runs.model import Figure
from maillage.www.financement.links import Links
from maillage.www.shared import formats

STATUSES = {"acquis": "Acquis", "probable": "Probable", "en_jeu": "En jeu"}
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
        """The amount as a link to its « Pourquoi ? »: two hundred a page, too many for as many templates."""
        if not self.why:
            return format_html("{}", self.text)
        classes = "chiffre" + " chiffre-faible" * self.is_weak + " chiffre-nul" * self.is_zero
        return format_html(_LINK, classes, self.why, self.refusal or "Pourquoi\N{NO-BREAK SPACE}?", self.text, self.label)


_LINK = (
    '<a class="{}" href="{}" title="{}" data-drawer>{}<span class="visually-hidden">, pourquoi\N{NO-BREAK SPACE}? {}</span></a>'
)


@cache
def badge(proof: Proof | None) -> SafeString:
    """The component of one degree of proof, rendered once."""
    return render_to_string("components/proof_badge.html", {"proof": proof}) if proof is not None else SafeString("")


def of_figure(figure: Figure, links: Links) -> Cell:
    """A figure of a run; one that is not established says so and why."""
    text = NOT_ESTABLISHED if figure.cents is None else formats.euros(figure.cents)
    return Cell(text, links.why(figure.key), figure.label, figure.proof, figure.refusal, figure.cents == 0)


def of_cents(cents: int) -> Cell:
    """A sum made by the page, explained by the lines above it."""
    return Cell(formats.euros(cents), is_zero=cents == 0)


def day_or(value: date | None, otherwise: str = "—") -> str:
    """A date for a table."""
    return formats.day(value) if value else otherwise


def change(cents: int) -> str:
    """A difference with its sign."""
    return f"+{formats.euros(cents)}" if cents > 0 else formats.euros(cents)
