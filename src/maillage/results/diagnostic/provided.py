"""The sources of a diagnosis: which are real, which are replaced by invented data, which are absent, and how to load them."""

from collections.abc import Mapping

from maillage.opendata.sources import registry
from maillage.results.diagnostic.atlas import Atlas
from maillage.results.diagnostic.model import DataSource, IndicatorView
from maillage.results.diagnostic.provenance import periods
from maillage.results.donnees import command_for

_OUR_NAMES = {
    "base": ("Populations légales, recensement, découpages et contours", "Insee, IGN, DGCL", "Licence Ouverte 2.0"),
    "calcul": ("Distances et accessibilités calculées ici", "Maillage", "AGPL-3.0-or-later"),
}


def provided(atlas: Atlas, views: Mapping[str, IndicatorView]) -> tuple[DataSource, ...]:
    """In the order in which the indicators first name them."""
    keys: dict[str, list[str]] = {}
    for key, view in views.items():
        for name in view.definition.sources:
            keys.setdefault(name, []).append(key)
    return tuple(_one(atlas, name, [views[key] for key in used]) for name, used in keys.items())


def _one(atlas: Atlas, name: str, used: list[IndicatorView]) -> DataSource:
    keys = tuple(view.key for view in used)
    vintages = ", ".join(sorted({v.measured.vintage for v in used if v.measured.vintage and not v.is_missing}))
    if name in _OUR_NAMES:
        title, publisher, licence = _OUR_NAMES[name]
        state = "fictive" if name == "calcul" and _all_invented(used) else "reelle"
        return DataSource(name, title, publisher, licence, "", vintages if name == "base" else "", state, "", keys)
    known = registry.source_of(name)
    state = "absente" if all(view.is_missing for view in used) else "fictive" if _all_invented(used) else "reelle"
    told = periods(atlas, name) or vintages if state == "reelle" else vintages
    return DataSource(name, known.title, known.publisher, known.licence, known.address, told, state, command_for(name), keys)


def _all_invented(used: list[IndicatorView]) -> bool:
    return all(view.fictitious for view in used if not view.is_missing)
