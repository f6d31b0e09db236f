"""The articles of the statutes and of the règlement intérieur as the section editor shows them."""

from collections.abc import Callable

from django.http import Http404

from maillage.community.drafting.models import TextKind
from maillage.community.governance import outlines
from maillage.community.governance.outlines import ModelSection, Outline
from maillage.results.cpts import texts
from maillage.www.components.section_editor import Frame, around
from maillage.www.shared.espace import Visit

TEXTS = {"statuts": TextKind.STATUTS, "reglement": TextKind.REGLEMENT}
"""By their word in addresses."""


def outline(word: str) -> Outline:
    return outlines.OUTLINES[TEXTS[word]]


def frames(visit: Visit, word: str) -> list[Frame]:
    """All the articles, without their proposals: for the summary."""
    return [_frame(visit, word, section) for section in outline(word).sections]


def frame_of(word: str) -> Callable[[Visit, str], Frame]:
    """Gives one article of a text, with the words of the model as a proposal."""

    def found(visit: Visit, key: str) -> Frame:
        section = next((one for one in outline(word).sections if one.key == key), None)
        if section is None:
            raise Http404
        return _frame(visit, word, section, texts.words(visit.community, section, visit.today))

    return found


def _frame(visit: Visit, word: str, section: ModelSection, proposal: str = "") -> Frame:
    home = f"{visit.home}depot/association/{word}/"
    pairs = [(one.key, one.title) for one in outline(word).sections]
    place, before, after = around(pairs, section.key, home)
    return Frame(
        TEXTS[word],
        section.key,
        section.title,
        home,
        outline(word).title,
        place,
        section.help,
        proposal,
        "modèle de Maillage, à relire par un juriste",
        before,
        after,
    )
