"""What surrounds a territory: the EPCI and CPTS that touch it, and where the doctors whom its inhabitants reach practise."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from maillage.kernel.french import plural
from maillage.measures.accessibilite import Catchments, steps_of
from maillage.measures.columns import Column, Rows
from maillage.measures.model import Definition
from maillage.measures.pairs import near
from maillage.measures.reader import load_definitions
from maillage.measures.sphere import Floats
from maillage.results.diagnostic.atlas import Atlas
from maillage.results.diagnostic.groups import Groups, cptses, epcis
from maillage.results.diagnostic.inputs import column, demand, units
from maillage.results.diagnostic.model import Flow, Neighbour
from maillage.results.diagnostic.subject import Subject

_FLOW_OF = "accessibilite_medecin_generaliste"
_LEAST_SHARE, _MOST = Decimal("0.01"), 7
"""Places under this share, or beyond this number, are summed up."""
OTHERS, HERE = "autres", "Le territoire lui-même"


def neighbours(subject: Subject) -> tuple[Neighbour, ...]:
    """CPTS then EPCI, those that share communes first, then by population."""
    graph = subject.atlas.warehouse.graph
    inside = set(subject.rows.tolist())
    touching = {near for row in inside for near in graph.around(row)} - inside
    found = [n for groups in (cptses(subject.atlas), epcis(subject.atlas)) for n in _of(groups, inside, touching)]
    return tuple(sorted(found, key=lambda n: (n.kind, -n.shared, -n.population, n.code)))


def _of(groups: Groups, inside: set[int], touching: set[int]) -> list[Neighbour]:
    count = len(groups)
    shared = np.bincount(groups.group[np.isin(groups.rows, list(inside))], minlength=count)
    beside = np.bincount(groups.group[np.isin(groups.rows, list(touching))], minlength=count)
    return [
        Neighbour(
            groups.kind,
            groups.codes[n],
            groups.names[n],
            int(groups.population[n]),
            int(shared[n]),
            int(beside[n]),
            groups.stages[n] if groups.stages else "",
            groups.fictitious,
        )
        for n in np.flatnonzero(shared + beside).tolist()
    ]


def flows(subject: Subject) -> tuple[Flow, ...]:
    """Shares of the general practitioners within reach, inside then by EPCI; their sum is 1."""
    definition = load_definitions()[_FLOW_OF]
    supply = None if definition.numerator is None else column(subject.atlas, definition.numerator)
    if supply is None:
        return ()
    reached = _reached(subject.atlas, definition, supply, subject.rows)
    total = reached.sum()
    if not total:
        return ()
    epci, inside = subject.atlas.group("epci"), np.zeros(subject.atlas.size, dtype=bool)
    inside[_leaves(subject.atlas, subject.rows)] = True
    outside = np.where(inside | (epci < 0), 0.0, reached)
    by_epci = np.bincount(np.maximum(epci, 0), outside, len(subject.atlas.columns.levels["epci"].codes)) / total
    found = _listed(subject.atlas, by_epci, float(reached[inside].sum() / total))
    return tuple(replace(flow, fictitious=supply.fictitious) for flow in found)


def _listed(atlas: Atlas, by_epci: Floats, inside: float) -> tuple[Flow, ...]:
    level = atlas.columns.levels["epci"]
    shares = {int(n): _share(by_epci[n]) for n in np.argsort(-by_epci, kind="stable") if by_epci[n] > 0}
    shown = [Flow(level.codes[n], level.names[n], share) for n, share in shares.items() if share >= _LEAST_SHARE][:_MOST]
    here, left = _share(inside), len(shares) - len(shown)
    rest = 1 - here - sum((flow.share for flow in shown), Decimal(0))
    others = (
        [Flow(OTHERS, plural(left, "autre intercommunalité", "autres intercommunalités"), rest)] if left and rest > 0 else []
    )
    return (Flow("", HERE, here), *shown, *others)


def _share(value: float) -> Decimal:
    return Decimal(repr(round(float(value), 4)))


def _reached(atlas: Atlas, definition: Definition, supply: Column, rows: Rows) -> Floats:
    """Supply of each place, in professionals, that goes to the inhabitants of these rows by the E2SFCA."""
    points, offered = units(atlas, supply.values)
    pairs = near(points, float(definition.parameters["rayon_km"]), float(definition.parameters["detour"]))
    catchments = Catchments(pairs, steps_of(str(definition.parameters["poids"])))
    people = np.nan_to_num(demand(atlas, definition, Column(atlas.population)).values)
    ratio = atlas.once("offer by demand", lambda: _ratio(offered, catchments.reach(people)))
    ours = np.zeros(atlas.size)
    leaves = _leaves(atlas, rows)
    ours[leaves] = people[leaves]
    return np.asarray(ratio * catchments.reach(ours))


def _ratio(offered: Floats, asked: Floats) -> Floats:
    return np.divide(offered, asked, out=np.zeros(len(asked)), where=asked > 0)


def _leaves(atlas: Atlas, rows: Rows) -> Rows:
    """A city as its arrondissements."""
    return np.concatenate([atlas.cities.get(int(row), np.array([row], dtype=np.intp)) for row in rows]).astype(np.intp)
