"""The whole studio for one visit: sentences, search, panel, table and the data of the map."""

from datetime import date
from typing import Any

from maillage.facts import selection
from maillage.facts.territory import Commune, Refusal, Territory
from maillage.results import tailles, territoires
from maillage.www.shared import cutting
from maillage.www.shared.formats import typed
from maillage.www.territoire.actions import without_namesakes
from maillage.www.territoire.address import Address, link
from maillage.www.territoire.forms import ListForm
from maillage.www.territoire.presenters import mapdata, panel, search, table
from maillage.www.territoire.presenters.counting import changed
from maillage.www.territoire.visit import Visit

SHOWN_REMARKS = 8


def context(visit: Visit, *, day: date, refusal: str = "") -> dict[str, Any]:
    """Template context of the page and of its fragment."""
    address = visit.address
    territory = territoires.describe(address.codes) if address.codes else None
    hits = search.results(address) if address.view.query else None
    return {
        "address": address,
        "refusal": typed(refusal),
        "notices": notices(visit, territory),
        "refused": refused(visit.refusals),
        "step": step(address),
        "search": hits,
        "panel": panel.build(territory, tailles.size_of(territory, day), address, day) if territory else None,
        "table": table.build(territory, address) if territory else None,
        "preview_url": link("preview", address.compact),
        "preview_text": "Carte des communes sélectionnées" if territory else "Carte des départements de France",
        "example": example(),
        "list_form": ListForm(),
        "map_data": mapdata.build(territory, address, hits, day),
    }


EXAMPLE = ("248400053", "la communauté d’agglomération Ventoux-Comtat Venaissin")


def example() -> dict[str, str]:
    """A real intercommunality to open with one click."""
    siren, name = EXAMPLE
    return {"name": name, "url": link("index", epci=siren)}


def notices(visit: Visit, territory: Territory | None) -> list[dict[str, Any]]:
    """One box a level; remarks on the codes given come first, then those on the data, each said once."""
    remarks = visit.remarks + (without_namesakes(territory.remarks) if territory else ())
    said = {typed(remark.sentence): remark.level for remark in remarks}
    levels = [(level, [sentence for sentence in said if said[sentence] == level]) for level in ("attention", "info")]
    return [_notice(level, sentences) for level, sentences in levels if sentences]


def refused(refusals: tuple[Refusal, ...]) -> dict[str, Any] | None:
    """What could not be kept."""
    sentences = [typed(refusal.sentence) for refusal in refusals]
    return _notice("attention", sentences) if sentences else None


def _notice(level: str, sentences: list[str]) -> dict[str, Any]:
    if len(sentences) == 1:
        return {"level": level, "text": sentences[0], "items": []}
    return {"level": level, "text": "", "items": cutting.items(sentences, SHOWN_REMARKS)}


def step(address: Address) -> dict[str, str] | None:
    """What the last change did, and the address that undoes or redoes it."""
    if address.before is not None:
        sentence = _difference(selection.decode(address.before), address.codes)
        return {"sentence": sentence, "url": address.undo(), "label": "Annuler"}
    if address.after is not None:
        return {"sentence": "Changement annulé.", "url": address.redo(), "label": "Rétablir"}
    return None


def _difference(before: tuple[str, ...], now: tuple[str, ...]) -> str:
    added, removed = sorted(set(now) - set(before)), sorted(set(before) - set(now))
    parts = [changed(_communes(added), "ajouté"), changed(_communes(removed), "retiré")]
    return " ".join(part for part in parts if part) or "La sélection n’a pas changé."


def _communes(codes: list[str]) -> tuple[Commune, ...]:
    return territoires.describe(codes).communes if codes else ()
