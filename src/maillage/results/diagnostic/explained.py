"""« Pourquoi ? » of an indicator: how it is computed, from which sums, of which source and vintage."""

from dataclasses import replace
from decimal import Decimal

from maillage.measures.model import POLARITIES, Definition, Measured
from maillage.results.diagnostic.model import IndicatorView
from maillage.results.diagnostic.wording import NBSP, number, with_unit
from maillage.results.explanation import Explanation
from maillage.results.territoires.words import typed

_PARAMETERS = {
    "rayon_km": ("Rayon", "{} km"),
    "poids": ("Zones de distance (km) et poids", "{}"),
    "detour": ("Détour : la route par rapport au vol d'oiseau", "× {}"),
    "au_dela_km": ("Seuil d'éloignement", "{} km"),
    "depuis": ("Depuis", "{}"),
}

_MADE = {
    "accessibilite": "Professionnels accessibles aux habitants du territoire",
    "distance": "Kilomètres si chaque habitant allait au plus proche",
    "eloignement": "Habitants au-delà du seuil",
}
"""What the numerator adds up, where it is not what the table counts."""


def explained(view: IndicatorView) -> Explanation:
    definition, measured = view.definition, view.measured
    children = [*_sums(definition, measured), *_parameters(definition), _coverage(measured), _definition(definition)]
    return Explanation(
        "regle",
        definition.key,
        definition.title,
        with_unit(definition, measured),
        sentence=typed(
            " ".join(filter(None, (definition.method_sentence, measured.reason if not view.missing else view.missing)))
        ),
        source=measured.source,
        vintage=measured.vintage,
        children=tuple(child for child in children if child is not None),
    )


def _sums(definition: Definition, measured: Measured) -> list[Explanation]:
    """Numerator and denominator, with what they count; of a change, the difference and where it began."""
    above, below = definition.numerator, definition.denominator
    label = _MADE.get(definition.method, above.label if above else "")
    if definition.method == "evolution" and above is not None:
        label, below = f"Écart : {above.label.lower()}", replace(above, label=f"{above.label}, premier millésime")
    return [
        Explanation(
            "fait",
            name,
            typed(said),
            _plain(value),
            sentence=_filters(term.where),
            source=measured.source if term.table != "base" else "Insee",
            vintage=measured.vintage if term.table != "base" else "",
        )
        for name, term, said, value in (
            ("numerateur", above, label, measured.numerator),
            ("denominateur", below, below.label if below else "", measured.denominator),
        )
        if term is not None and value is not None
    ]


def _filters(where: object) -> str:
    """What was kept of the table, in the words of the source."""
    items = where.items() if hasattr(where, "items") else ()
    kept = [f"{name} : {', '.join(value.replace('_', ' ') for value in values)}" for name, values in items]
    return typed(f"Lignes gardées ({' ; '.join(kept)}).") if kept else ""


def _plain(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() or abs(value) >= 100 else 1)


def _parameters(definition: Definition) -> list[Explanation]:
    found = []
    for name, value in definition.parameters.items():
        label, form = _PARAMETERS.get(name, (name.replace("_", " "), "{}"))
        found.append(
            Explanation("parametre", name, label, form.format(str(value).replace(".", ",")).replace(" km", f"{NBSP}km"))
        )
    if definition.per != 1:
        found.append(Explanation("parametre", "pour", "Rapporté à", number(definition.per)))
    return found


def _coverage(measured: Measured) -> Explanation | None:
    if not measured.total:
        return None
    what = "communes" if measured.level == "commune" else "départements"
    value = f"{measured.covered} sur {measured.total} {what}"
    return Explanation("fait", "couverture", "Données présentes", value, sentence=measured.perimeter)


def _definition(definition: Definition) -> Explanation:
    """Limits, polarity, and who answers for the definition."""
    checked = f"{definition.checked:%d/%m/%Y}"
    said = f"{definition.limits} Sens de lecture : {POLARITIES[definition.polarity]}."
    return Explanation(
        "convention",
        "definition",
        "Limites",
        f"relue le {checked}",
        sentence=typed(said),
        source=f"{definition.author} ; {definition.file}",
    )
