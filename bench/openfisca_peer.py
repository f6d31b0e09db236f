"""The peer of bench/financement.py: the same totals, in twelve computed variables as one writes them for openfisca-core.

A CPTS is a group of missions; amounts are dated parameters by taille, those of the current version. There is no proof,
no refusal, no contract amount and no indicator; money is in 32-bit floats, so some totals are cents away from ours.
"""

from datetime import date
from typing import Any

import numpy as np
from openfisca_core import entities, parameters, periods, simulation_builder, taxbenefitsystems, variables

FIXED = {
    "acces_aux_soins": (60_000, 75_000, 90_000, 115_000),
    "parcours": (25_000, 35_000, 45_000, 50_000),
    "prevention": (10_000, 12_500, 17_500, 20_000),
    "crise_sanitaire": (12_500, 17_500, 22_500, 25_000),
    "qualite": (7_500, 10_000, 15_000, 20_000),
    "accompagnement": (5_000, 7_500, 10_000, 15_000),
}
VARIABLE = {
    **FIXED,
    "acces_aux_soins": (20_000, 27_500, 35_000, 40_000),
    "crise_sanitaire": (37_500, 52_500, 67_500, 75_000),
}
CRISIS = 3
"""Number of the crisis mission in NAMES."""
RUNNING = (50_000, 60_000, 75_000, 90_000)
NAMES = tuple(FIXED)
Mission = entities.build_entity(key="mission", plural="missions", label="Mission", is_person=True)
Cpts = entities.build_entity(
    key="cpts", plural="plusieurs_cpts", label="CPTS", roles=[{"key": "mission", "plural": "missions", "label": "Missions"}]
)


def _by_size(amounts: tuple[int, ...]) -> dict[str, Any]:
    return {f"taille_{n}": {"values": {"2019-08-25": amount}} for n, amount in enumerate(amounts, 1)}


def _parameters() -> Any:
    return parameters.ParameterNode(
        "",
        data={
            "bornes": _by_size((0, 40_000, 80_000, 175_000)),
            "fonctionnement": _by_size(RUNNING),
            "fixe": {name: _by_size(amounts) for name, amounts in FIXED.items()},
            "plan_initial": _by_size((25_000, 35_000, 45_000, 50_000)),
            "variable": {name: _by_size(amounts) for name, amounts in VARIABLE.items()},
            "avance": {"values": {"2019-08-25": 0.75}},
        },
    )


def _variable(name: str, entity: Any, formula: Any = None, *, value_type: type = float) -> type:
    members = {"value_type": value_type, "entity": entity, "definition_period": periods.DateUnit.YEAR, "label": name}
    if formula:
        members["formula"] = formula
    return type(name, (variables.Variable,), members)


def _sizes(node: Any) -> Any:
    return np.array([node[f"taille_{n}"] for n in range(1, 5)])


def _taille(cpts: Any, period: Any, parameters: Any) -> Any:
    bounds = _sizes(parameters(period).bornes)
    population = cpts("population", period)
    return 1 + (population >= bounds[1]) * 1 + (population > bounds[2]) * 1 + (population > bounds[3]) * 1


def _fonctionnement(cpts: Any, period: Any, parameters: Any) -> Any:
    return _sizes(parameters(period).fonctionnement)[cpts("taille", period) - 1]


def _table(mission: Any, period: Any, node: Any) -> Any:
    amounts = np.array([_sizes(node[name]) for name in NAMES])
    return amounts[mission("numero", period), mission.cpts("taille", period) - 1]


def _fixed(mission: Any, period: Any, parameters: Any) -> Any:
    """The crisis plan is paid whole the first year of its mission, then as an update."""
    initial = _sizes(parameters(period).plan_initial)[mission.cpts("taille", period) - 1]
    first_year = mission("demarre_le", period) >= mission.cpts("debut", period)
    crisis = mission("numero", period) == CRISIS
    return np.where(crisis & first_year, initial, _table(mission, period, parameters(period).fixe))


def _envelope(mission: Any, period: Any, parameters: Any) -> Any:
    """Open once the mission runs; that of the crisis mission only when a crisis is recognised."""
    recognised = (mission("numero", period) != CRISIS) | mission.cpts("crise_reconnue", period)
    return _table(mission, period, parameters(period).variable) * (recognised & (mission("jours", period) > 0))


def _start_of_year(cpts: Any, period: Any) -> Any:
    signed = cpts("signe_le", period)
    years = period.start.year - (signed.astype("datetime64[Y]").astype(int) + 1970)
    months = signed.astype("datetime64[M]")
    return (months + 12 * years).astype("datetime64[D]") + (signed - months.astype("datetime64[D]"))


def _end_of_year(cpts: Any, period: Any) -> Any:
    return _start_of_year(cpts, period.offset(1, "year"))


def _days(mission: Any, period: Any) -> Any:
    start = np.maximum(mission.cpts("debut", period), mission("demarre_le", period))
    return np.maximum(0, (mission.cpts("fin", period) - start).astype(int))


def _due(mission: Any, period: Any) -> Any:
    year = (mission.cpts("fin", period) - mission.cpts("debut", period)).astype(int)
    return np.round(mission("enveloppe_fixe", period) * mission("jours", period) / year, 2)


def _advance(mission: Any, period: Any, parameters: Any) -> Any:
    year = (mission.cpts("fin", period) - mission.cpts("debut", period)).astype(int)
    share = parameters(period).avance
    return np.round(mission("enveloppe_fixe", period) * mission("jours", period) * share / year, 2)


def _balance(mission: Any, period: Any) -> Any:
    return mission("part_fixe_due", period) - mission("avance", period)


def _expected(mission: Any, period: Any) -> Any:
    return np.round(mission("enveloppe_variable", period) * mission("taux", period), 2)


def _total(cpts: Any, period: Any) -> Any:
    paid = cpts.members("avance", period) + cpts.members("solde", period) + cpts.members("part_variable", period)
    return cpts("fonctionnement", period) + cpts.sum(paid)


def system() -> Any:
    """Inputs: population, dates, rates. Computed: the contract year, the size, running costs, seven figures a mission, the total."""
    peer = taxbenefitsystems.TaxBenefitSystem([Mission, Cpts])
    peer.parameters = _parameters()
    peer.add_variables(
        _variable("population", Cpts, value_type=int),
        _variable("numero", Mission, value_type=int),
        _variable("crise_reconnue", Cpts, value_type=bool),
        _variable("signe_le", Cpts, value_type=date),
        _variable("demarre_le", Mission, value_type=date),
        _variable("taux", Mission),
        _variable("debut", Cpts, _start_of_year, value_type=date),
        _variable("fin", Cpts, _end_of_year, value_type=date),
        _variable("jours", Mission, _days, value_type=int),
        _variable("taille", Cpts, _taille, value_type=int),
        _variable("fonctionnement", Cpts, _fonctionnement),
        _variable("enveloppe_fixe", Mission, _fixed),
        _variable("part_fixe_due", Mission, _due),
        _variable("avance", Mission, _advance),
        _variable("solde", Mission, _balance),
        _variable("enveloppe_variable", Mission, _envelope),
        _variable("part_variable", Mission, _expected),
        _variable("total", Cpts, _total),
    )
    return peer


def one_case(peer: Any, years: list[str]) -> float:
    """Builds one case of six missions and five years, computes it with its trace; the last total."""
    missions = {
        name: {
            "numero": dict.fromkeys(years, n),
            "demarre_le": dict.fromkeys(years, "2025-09-01"),
            "taux": dict.fromkeys(years, 0.8),
        }
        for n, name in enumerate(NAMES)
    }
    group = {
        "missions": list(NAMES),
        "population": dict.fromkeys(years, 90_000),
        "signe_le": dict.fromkeys([*years, "2030"], "2025-03-01"),
    }
    case = {"missions": missions, "plusieurs_cpts": {"essai": group}}
    simulation = simulation_builder.SimulationBuilder().build_from_entities(peer, case)
    simulation.trace = True
    return float([simulation.calculate("total", year) for year in years][-1][0])


def columns(peer: Any, population: Any, signed: Any, starts: Any, rate: Any, years: list[int]) -> Any:
    """The same for many CPTS of six missions at once, from arrays; totals by year.

    OpenFisca counts in civil years: all contracts are signed in the first of `years`, so contract years follow them.
    """
    size, builder = len(population), simulation_builder.SimulationBuilder()
    builder.create_entities(peer)
    builder.declare_person_entity("mission", range(size * 6))
    groups = builder.declare_entity("cpts", range(size))
    builder.join_with_persons(groups, np.repeat(np.arange(size), 6), ["mission"] * (size * 6))
    simulation = builder.build(peer)
    numbers = np.tile(np.arange(6), size)
    periods_ = [str(year) for year in years]
    for period in periods_:
        for name, values in (("population", population), ("signe_le", signed)):
            simulation.set_input(name, period, values)
        for name, values in (("numero", numbers), ("demarre_le", starts), ("taux", rate)):
            simulation.set_input(name, period, values)
    simulation.set_input("signe_le", str(years[-1] + 1), signed)
    return [simulation.calculate("total", period) for period in periods_]
