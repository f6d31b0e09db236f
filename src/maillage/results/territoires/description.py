"""The facts of one selection: communes, population, ages, places touched, pieces and holes, remarks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from maillage.facts.territory import Commune, Hole, Part, Piece, Remark, Territory
from maillage.kernel.weighed import weighed
from maillage.opendata.warehouse.columns import PARTIAL, Columns
from maillage.opendata.warehouse.opened import Warehouse
from maillage.opendata.warehouse.start import ABSENT
from maillage.results.territoires.codes import resolve
from maillage.results.territoires.populations import Counting
from maillage.results.territoires.source import current
from maillage.results.territoires.words import named, of, typed


def describe(codes: Iterable[str]) -> Territory:
    """The territory of codes as typed by people; what could not be kept is among its remarks."""
    resolution = resolve(codes)
    refused = tuple(Remark("refus", refusal.sentence, refusal.given, "attention") for refusal in resolution.refusals)
    warehouse = current()
    facts = _facts(warehouse.manifest.stamp, resolution.codes)
    return _with_remarks(facts, resolution.remarks + refused + facts.remarks)


def _with_remarks(territory: Territory, remarks: tuple[Remark, ...]) -> Territory:
    return replace(territory, remarks=remarks)


@weighed(lambda stamp, codes: max(len(codes), 100), most=12_000)
def _facts(stamp: str, codes: tuple[str, ...]) -> Territory:
    """Cached by the stamp of the data and the resolved codes."""
    warehouse = current()
    columns = warehouse.columns
    rows = [columns.row_of[code] for code in codes]
    counting = Counting(columns, rows)
    return Territory(
        codes=codes,
        communes=tuple(_commune(columns, row) for row in rows),
        population=counting.population(),
        history=counting.history(),
        trend=counting.trend(),
        ages=counting.ages(),
        departements=_parts(columns, rows, "departement"),
        regions=_parts(columns, rows, "region"),
        epcis=_parts(columns, rows, "epci"),
        pieces=_pieces(warehouse, rows),
        holes=_holes(warehouse, rows),
        remarks=(*counting.remarks(), *_outline_remarks(columns, rows)),
    )


def _commune(columns: Columns, row: int) -> Commune:
    seniors = columns.ages[2][row]
    return Commune(
        code=columns.codes[row],
        name=columns.names[row],
        kind=columns.kinds[row],
        departement=columns.departements[row],
        region=columns.regions[row],
        epci=columns.epcis[row],
        postal_codes=tuple(columns.postal_codes[row].split()),
        population=columns.newest[row],
        seniors=None if seniors == ABSENT else seniors,
        point=columns.point(row),
    )


def _parts(columns: Columns, rows: Sequence[int], kind: str) -> tuple[Part, ...]:
    """Places touched, most peopled share first; an arrondissement counts as its commune, touched in part."""
    level = columns.levels[kind]
    communes: dict[int, set[int]] = {}
    population: dict[int, int] = {}
    newest = columns.newest
    for row in rows:
        number = level.number.get(level.own[row])
        if number is None:
            continue
        communes.setdefault(number, set()).add(columns.parent_of.get(row, row))
        population[number] = population.get(number, 0) + newest[row]
    parts = (
        Part(level.codes[n], level.names[n], len(communes[n]), level.communes[n], population[n], level.population[n])
        for n in communes
    )
    return tuple(sorted(parts, key=lambda part: (-part.population, part.code)))


def _population(columns: Columns, rows: Sequence[int]) -> int:
    return sum(columns.newest[row] for row in rows)


def _pieces(warehouse: Warehouse, rows: Sequence[int]) -> tuple[Piece, ...]:
    columns = warehouse.columns
    pieces = [
        Piece(tuple(sorted(columns.codes[row] for row in piece)), _population(columns, piece))
        for piece in warehouse.graph.pieces(rows)
    ]
    return tuple(sorted(pieces, key=lambda piece: (-piece.population, piece.codes)))


def _holes(warehouse: Warehouse, rows: Sequence[int]) -> tuple[Hole, ...]:
    columns = warehouse.columns
    found = [
        Hole(
            tuple(sorted(columns.codes[row] for row in hole)),
            tuple(columns.names[row] for row in sorted(hole, key=lambda row: columns.codes[row])),
            _population(columns, hole),
        )
        for hole in warehouse.graph.holes(rows, _not_on_the_map(columns, set(rows)))
    ]
    return tuple(sorted(found, key=lambda hole: (-hole.population, hole.codes)))


def _not_on_the_map(columns: Columns, chosen: set[int]) -> set[int]:
    """Communes without outline; of each great city, the level that the selection does not use."""
    ignored = set(columns.undrawn)
    for city, inside in columns.arrondissements.items():
        ignored |= {city} if chosen.intersection(inside) else set(inside)
    return ignored - chosen


def _outline_remarks(columns: Columns, rows: Sequence[int]) -> list[Remark]:
    """Communes whose place on the map is not known, or only in part."""
    undrawn = [columns.names[row] for row in rows if row in columns.undrawn]
    partial = [columns.names[row] for row in rows if columns.outlines[row] == PARTIAL]
    remarks = []
    if undrawn:
        drawn = "n'ont pas de contour publié" if len(undrawn) > 1 else "n'a pas de contour publié"
        sentence = f"{named(undrawn)} {drawn} depuis sa séparation : elle compte, mais la carte ne la montre pas."
        if len(undrawn) > 1:
            sentence = f"{named(undrawn)} {drawn} depuis leur séparation : elles comptent, mais la carte ne les montre pas."
        remarks.append(Remark("contour_inconnu", typed(sentence), "contour"))
    if partial:
        sentence = f"La carte ne montre que l'ancien chef-lieu {of(named(partial))} : le contour de la fusion n'est pas publié."
        remarks.append(Remark("contour_partiel", typed(sentence), "contour"))
    return remarks
