"""What a reader must be told before the amounts: remarks on the communes, the law's silences, deduced amounts."""

from collections.abc import Iterable
from typing import Any

from maillage.documents.shared.folding import folded
from maillage.facts.territory import Remark
from maillage.www.financement.typography import french

LEVELS = {"info": "info"}
BOXED = "changement_de_taille"
"""Shown apart, with its cost."""
SILENT = "non_etabli"


def of_remarks(remarks: Iterable[Remark]) -> list[dict[str, Any]]:
    """Notices, the serious ones first; the amounts that no text establishes make one list."""
    kept = [one for one in remarks if one.code != BOXED]
    silent = folded([one.sentence for one in kept if one.code == SILENT])
    others = sorted((one for one in kept if one.code != SILENT), key=lambda one: one.level == "info")
    notices = [_notice(one.level, text=one.sentence) for one in others]
    if silent:
        title = "Des montants ne sont pas établis : les sommes de cette page ne comptent que les autres"
        notices.insert(0, _notice("attention", title=title, items=silent))
    return notices


def _notice(level: str, *, title: str = "", text: str = "", items: Iterable[str] = ()) -> dict[str, Any]:
    return {
        "level": LEVELS.get(level, "attention"),
        "title": french(title),
        "text": french(text),
        "items": [french(item) for item in items],
    }
