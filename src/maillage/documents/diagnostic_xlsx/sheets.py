"""The sheets of the workbook of a diagnosis: names, columns and rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from maillage.documents.shared.diagnostic import GENERAL, Order
from maillage.documents.shared.workbook import Column
from maillage.kernel.french import typed
from maillage.results.diagnostic import REFERENCES, Diagnosis, IndicatorView, Measured, Section
from maillage.results.lecture import values, words
from maillage.results.lecture.maps import mapped

Sheet = tuple[str, tuple[Column, ...], Iterable[tuple[Any, ...]]]
_VALUES: tuple[Column, ...] = (
    ("Indicateur", 46, "texte"), ("Unité", 24, "texte"), ("Ici", 12, "decimal"), ("Département", 12, "decimal"),
    ("Région", 12, "decimal"), ("France", 12, "decimal"), ("Semblables", 12, "decimal"), ("Évolution", 22, "texte"),
    ("Rang", 30, "texte"), ("Numérateur", 14, "decimal"), ("Dénominateur", 14, "decimal"), ("Millésime", 12, "texte"),
    ("Niveau", 20, "texte"), ("Source", 26, "texte"), ("Communes connues", 11, "nombre"), ("Communes", 10, "nombre"),
    ("Fictif", 8, "texte"), ("Remarque", 60, "texte"),
)  # fmt: skip
_PROVENANCE: tuple[Column, ...] = (
    ("Source", 38, "texte"), ("Producteur", 34, "texte"), ("Licence", 24, "texte"), ("Millésime", 14, "texte"),
    ("État", 20, "texte"), ("Adresse", 44, "texte"), ("Indicateurs", 12, "nombre"),
)  # fmt: skip
_METHOD: tuple[Column, ...] = (
    ("Indicateur", 44, "texte"), ("Pourquoi", 60, "texte"), ("Calcul", 50, "texte"), ("Numérateur", 34, "texte"),
    ("Dénominateur", 34, "texte"), ("Sens", 26, "texte"), ("Limites", 70, "texte"), ("Rédigé par", 18, "texte"),
    ("Vérifié le", 12, "jour"), ("Vérifié par", 18, "texte"), ("Prochaine revue", 14, "jour"),
)  # fmt: skip
_STRUCTURES: tuple[Column, ...] = (
    ("Famille", 34, "texte"), ("Nom", 44, "texte"), ("Commune", 26, "texte"), ("Code", 9, "texte"), ("Catégorie", 40, "texte"),
    ("Finess", 12, "texte"), ("Ouvert le", 12, "jour"), ("Longitude", 11, "degre"), ("Latitude", 11, "degre"), ("Fictif", 8, "texte"),
)  # fmt: skip


def all_of(diagnosis: Diagnosis, order: Order) -> Iterator[Sheet]:
    """Summary, sections, communes, structures, provenance, method."""
    shown = [section for section in diagnosis.sections if section.key in order.sections]
    yield "Synthèse", (("Nature", 18, "texte"), ("Phrase", 110, "texte"), ("Fictif", 8, "texte")), _summary(diagnosis, order)
    for section in shown:
        yield section.title, _VALUES, _section(section)
    views = mapped(diagnosis, order.sections)
    yield "Par commune", _commune_columns(views), _communes(diagnosis, views)
    if "acteurs" in order.sections and order.structures.items:
        yield "Structures", _STRUCTURES, _structures(order)
    yield "Provenance", _PROVENANCE, _provenance(diagnosis)
    yield "Méthode", _METHOD, (_method(view) for section in shown for view in section.indicators)


def _summary(diagnosis: Diagnosis, order: Order) -> Iterator[tuple[Any, ...]]:
    yield "Territoire", order.title, None
    yield "Communes", str(len(diagnosis.territory.codes)), None
    if diagnosis.fictitious:
        yield "Avertissement", typed(words.FICTITIOUS), "oui"
    found = diagnosis.synthesis
    for (_, title, *_), lines in zip(words.FINDINGS, (found.forces, found.fragilites, found.a_verifier), strict=True):
        for one in lines:
            yield title, typed(one.sentence), _yes(one.fictitious)
    titles = {GENERAL: "Note générale"} | {f"note_{s.key}": f"Note : {s.title}" for s in diagnosis.sections}
    for name, title in titles.items():
        if order.notes.get(name):
            yield title, order.notes[name], None
    yield "Adresse", order.address, None
    yield "Document du", order.made_on.isoformat(), None
    yield "Empreinte des données", diagnosis.stamp, None


def _section(section: Section) -> Iterator[tuple[Any, ...]]:
    for view in section.indicators:
        definition, one = view.definition, view.measured
        compared = (_shown(view, view.comparisons.get(key)) for key in REFERENCES)
        yield (
            typed(definition.title), typed(definition.unit), _shown(view, one), *compared, values.trend(view), values.rank(view),
            one.numerator, one.denominator, one.vintage, _level(one), one.source,
            one.covered, one.total, _yes(one.fictitious), typed(view.missing or one.reason),
        )  # fmt: skip


def _level(one: Measured) -> str:
    return one.level_label or ("" if one.value is None else "valeur communale")


def _shown(view: IndicatorView, one: Measured | None) -> Any:
    """The number itself, « masqué », or nothing."""
    if one is None:
        return None
    return "masqué" if one.suppressed else one.value


def _commune_columns(views: list[IndicatorView]) -> tuple[Column, ...]:
    fixed: tuple[Column, ...] = (("Code", 9, "texte"), ("Commune", 28, "texte"))
    return fixed + tuple((_heading(view), 18, "decimal") for view in views)


def _heading(view: IndicatorView) -> str:
    mark = " [fictif]" if view.fictitious else ""
    return f"{typed(view.definition.title)} ({view.definition.unit}){mark}"


def _communes(diagnosis: Diagnosis, views: list[IndicatorView]) -> Iterator[tuple[Any, ...]]:
    for commune in diagnosis.territory.communes:
        yield (commune.code, commune.name, *(_shown(view, view.by_commune.get(commune.code)) for view in views))


def _structures(order: Order) -> Iterator[tuple[Any, ...]]:
    for one in order.structures.items:
        family = words.FAMILIES.get(one.famille, one.famille)
        lon, lat = one.point or (None, None)
        opened = one.opened_on.isoformat() if one.opened_on else None
        yield family, one.name, one.commune, one.code, typed(one.label), one.finess, opened, lon, lat, _yes(one.fictitious)


def _provenance(diagnosis: Diagnosis) -> Iterator[tuple[Any, ...]]:
    for one in diagnosis.sources:
        state = words.STATES.get(one.state, one.state)
        texts = (typed(one.title), typed(one.publisher), typed(one.licence), one.vintage, state, one.address)
        yield (*texts, len(one.indicator_keys))


def _method(view: IndicatorView) -> tuple[Any, ...]:
    definition = view.definition
    terms = [typed(term.label) if term else "" for term in (definition.numerator, definition.denominator)]
    texts = (typed(definition.title), typed(definition.why), typed(definition.method_sentence), *terms)
    judged = (words.POLARITIES.get(definition.polarity, ""), typed(definition.limits), definition.author)
    return (*texts, *judged, definition.checked.isoformat(), definition.checked_by, definition.next_review.isoformat())


def _yes(said: bool) -> str:
    return "oui" if said else ""
