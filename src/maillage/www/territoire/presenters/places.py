"""What the selection touches (EPCI, départements, régions), its pieces and its holes, each with its one action."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.facts.territory import Commune, Hole, Part, Piece, Territory
from maillage.www.shared import cutting
from maillage.www.shared.formats import number, plural
from maillage.www.territoire.presenters.mapdata import bounds

SHOWN_NAMES = 4
SHOWN_GROUPS = 12
OPEN_ROWS = 3
SHOWN_PARTS = 60


@dataclass(frozen=True, slots=True)
class PartRow:
    """A place touched by the selection; `rest` is how many communes are missing for it to be whole."""

    kind: str
    code: str
    name: str
    text: str
    rest: str
    removable: bool
    """False when nothing would remain."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A piece or a hole: a few names, and the codes that its button sends."""

    codes: str
    names: str
    """Those that are not shown at once open."""
    label: str
    """The same, for the name of a button."""
    text: str
    box: str = ""
    """West, south, east, north, for « voir »."""


@dataclass(frozen=True, slots=True)
class PartGroup:
    kind: str
    title: str
    rows: tuple[PartRow, ...]
    more: str
    open: bool
    """Short enough to be read at once."""


@dataclass(frozen=True, slots=True)
class Places:
    summary: str
    groups: tuple[PartGroup, ...]
    pieces_title: str
    pieces: tuple[GroupRow, ...]
    """Empty when the territory is of one piece; else all but the largest."""
    more_pieces: str
    holes_title: str
    holes: tuple[GroupRow, ...]


def build(territory: Territory) -> Places:
    communes = {commune.code: commune for commune in territory.communes}
    aside, holes = territory.pieces[1:], territory.holes
    return Places(
        summary=_summary(territory),
        groups=(
            _group("epci", "Intercommunalités", territory.epcis, len(territory.codes)),
            _group("departement", "Départements", territory.departements, len(territory.codes)),
            _group("region", "Régions", territory.regions, len(territory.codes)),
        ),
        pieces_title=f"{plural(len(aside), 'morceau', 'morceaux')} à part",
        pieces=tuple(_piece(piece, communes) for piece in aside[:SHOWN_GROUPS]),
        more_pieces=_more_pieces(aside[SHOWN_GROUPS:], communes),
        holes_title=f"{plural(len(holes), 'trou')} dans le territoire",
        holes=tuple(_hole(hole) for hole in holes[:SHOWN_GROUPS]),
    )


def _group(kind: str, title: str, parts: tuple[Part, ...], selected: int) -> PartGroup:
    rows = tuple(_part(kind, part, selected) for part in parts[:SHOWN_PARTS])
    rest = [part.name for part in parts[SHOWN_PARTS:]]
    more = cutting.folded(plural(len(rest), "autre"), rest) if rest else ""
    return PartGroup(kind, f"{title} ({number(len(parts))})", rows, more, kind != "region" and len(parts) <= OPEN_ROWS)


def _summary(territory: Territory) -> str:
    touched = [plural(len(territory.epcis), "EPCI", "EPCI"), plural(len(territory.departements), "département")]
    pieces = len(territory.pieces)
    whole = "d’un seul tenant" if pieces == 1 else f"en {plural(pieces, 'morceau', 'morceaux')}" if pieces else ""
    return " · ".join(text for text in (*touched, whole) if text)


def _part(kind: str, part: Part, selected: int) -> PartRow:
    missing = part.communes_total - part.communes
    return PartRow(
        kind=kind,
        code=part.code,
        name=part.name,
        text=_share(part),
        rest=f"Ajouter {'la commune manquante' if missing == 1 else f'les {number(missing)} autres'}" if missing else "",
        removable=part.communes < selected,
    )


def _share(part: Part) -> str:
    if part.communes == part.communes_total:
        return f"en entier, {plural(part.communes_total, 'commune')}"
    return f"{number(part.communes)} des {plural(part.communes_total, 'commune')}"


def _piece(piece: Piece, communes: dict[str, Commune]) -> GroupRow:
    text = f"{plural(len(piece.codes), 'commune')}, {plural(piece.population, 'habitant')}"
    inside = [communes[code] for code in piece.codes]
    box = bounds([commune.point for commune in inside if commune.point])
    names = [commune.name for commune in inside]
    return GroupRow(",".join(piece.codes), *_named(names), text, ",".join(map(str, box or [])))


def _hole(hole: Hole) -> GroupRow:
    return GroupRow(",".join(hole.codes), *_named(hole.names), plural(hole.population, "habitant"))


def _named(names: Sequence[str]) -> tuple[str, str]:
    return cutting.names(names, SHOWN_NAMES), cutting.short(names, SHOWN_NAMES)


def _more_pieces(rest: Sequence[Piece], communes: dict[str, Commune]) -> str:
    named = [cutting.short([communes[code].name for code in piece.codes], SHOWN_NAMES) for piece in rest]
    return cutting.folded(plural(len(named), "autre morceau", "autres morceaux"), named) if named else ""
