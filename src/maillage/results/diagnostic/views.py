"""Everything the page shows of one measure: value, comparisons, trend, rank, communes, and what is missing."""

from dataclasses import replace

import numpy as np

from maillage.measures.columns import Rows
from maillage.measures.model import Definition, Measured
from maillage.measures.rangs import rank
from maillage.results.diagnostic.communes import communes
from maillage.results.diagnostic.groups import each, epcis
from maillage.results.diagnostic.inputs import inputs_of, level_of
from maillage.results.diagnostic.lazily import Lazily
from maillage.results.diagnostic.model import IndicatorView, Ranking, Similar
from maillage.results.diagnostic.provenance import source_title, title_of
from maillage.results.diagnostic.subject import Subject
from maillage.results.diagnostic.trends import series
from maillage.results.diagnostic.values import column_of, on_communes, on_departements, on_place
from maillage.results.diagnostic.yearly import yearly
from maillage.results.donnees import command_for, is_loaded, not_loaded
from maillage.results.territoires.words import typed

_OURS = ("base", "calcul")


def view(subject: Subject, definition: Definition, similar: tuple[Similar, ...], union: Rows) -> IndicatorView:
    """`union`: rows of all the similar territories."""
    if missing := why_missing(subject, definition):
        empty = Measured(None, reason=missing[0], total=len(subject.rows))
        return IndicatorView(definition, empty, missing=missing[0], command=missing[1])
    if level_of(definition) == "departement":
        return _departmental(subject, definition)
    atlas = subject.atlas
    measured = _named(on_communes(atlas, definition, subject.rows), definition)
    measured = replace(measured, perimeter=subject.territory.population.perimeter)
    comparisons = _places(subject, definition, ("departement", "region", "france"))
    if len(union):
        comparisons["semblables"] = on_communes(atlas, definition, union)
    return IndicatorView(
        definition,
        measured,
        comparisons,
        series(subject, definition),
        _rank(subject, definition, measured),
        Lazily(subject.territory.codes, lambda: communes(subject, definition)),
        peers=Lazily(tuple(other.code for other in similar), lambda: _peers(subject, definition, similar)),
    )


def _departmental(subject: Subject, definition: Definition) -> IndicatorView:
    """The département's own figure is the value: it is not compared with itself."""
    measured = _named(on_departements(subject.atlas, definition, subject.inhabitants), definition)
    comparisons = _places(subject, definition, ("region", "france"))
    return IndicatorView(
        definition,
        measured,
        comparisons,
        series(subject, definition),
        _rank_of_departement(subject, definition, measured),
    )


def _named(measured: Measured, definition: Definition) -> Measured:
    """The title of the source where nothing but its machine name is known."""
    if measured.source != ", ".join(definition.sources):
        return measured
    return replace(measured, source=", ".join(title_of(name) for name in definition.sources if name not in _OURS))


def _places(subject: Subject, definition: Definition, kinds: tuple[str, ...]) -> dict[str, Measured]:
    known = [reference for reference in subject.references.values() if reference.kind in kinds]
    return {place.kind: on_place(subject.atlas, definition, place.kind, place.code) for place in known}


def _peers(subject: Subject, definition: Definition, similar: tuple[Similar, ...]) -> dict[str, Measured]:
    rows = {other.code: np.array([subject.atlas.row_of[c] for c in other.codes], dtype=np.intp) for other in similar}
    return {code: on_communes(subject.atlas, definition, inside) for code, inside in rows.items()}


def _rank(subject: Subject, definition: Definition, measured: Measured) -> Ranking | None:
    """Among all EPCI; a count says the size of the territory, not its place."""
    if definition.method == "somme" or measured.value is None:
        return None
    groups = epcis(subject.atlas)
    values = each(subject.atlas, definition, groups)
    own = _own(subject)
    found = rank(measured.value, np.delete(values, own) if own is not None else values)
    return Ranking(found, "intercommunalités de France") if found else None


def _own(subject: Subject) -> int | None:
    """Number of the EPCI that the territory is exactly."""
    parts = subject.territory.epcis
    if len(parts) != 1 or parts[0].communes != parts[0].communes_total or parts[0].communes != len(subject.rows):
        return None
    return subject.atlas.columns.levels["epci"].number[parts[0].code]


def _rank_of_departement(subject: Subject, definition: Definition, measured: Measured) -> Ranking | None:
    values, main = column_of(subject.atlas, definition), subject.references.get("departement")
    if values is None or main is None or measured.value is None:
        return None
    number = subject.atlas.columns.levels["departement"].number[main.code]
    found = rank(measured.value, np.delete(values.values, number))
    return Ranking(found, "départements") if found else None


def why_missing(subject: Subject, definition: Definition) -> tuple[str, str] | None:
    """What to say, and what to type, when nothing gives this measure."""
    if definition.method == "a_relever":
        return typed(f"Aucune source ouverte. Où le lire : {definition.find_it}"), ""
    term = definition.numerator
    if definition.method == "publie":
        loaded = term is not None and bool(yearly(subject.atlas).known_years(term, "departement"))
    else:
        loaded = inputs_of(subject.atlas, definition) is not None
    source = next((name for name in definition.sources if name not in _OURS), "")
    if loaded or not source:
        return None
    if is_loaded(source):
        said = f"Le fichier chargé de « {source_title(source)} » ne donne pas ce chiffre : ajoutez-en un plus complet."
        return typed(said), command_for(source)
    return not_loaded(source), command_for(source)
