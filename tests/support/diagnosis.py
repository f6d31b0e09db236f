"""A diagnosis made by hand from the real definitions: values that a test knows, without any table of an instance."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from maillage.measures.evolution import trend
from maillage.measures.model import SECTIONS, Definition, Measured
from maillage.measures.rangs import Rank
from maillage.measures.reader import load_definitions
from maillage.measures.semblables import Feature, Gap
from maillage.results import territoires
from maillage.results.diagnostic import (
    DataSource,
    Diagnosis,
    Finding,
    Flow,
    IndicatorView,
    Neighbour,
    Ranking,
    Reference,
    Section,
    Series,
    Similar,
    Synthesis,
)
from maillage.results.etablissements import Structure, Structures
from maillage.results.explanation import Explanation

ABSENT = "cartosante"
"""The source that this diagnosis has not."""
HIDDEN = "densite_liberale_orthophoniste"
PARTIAL = "niveau_de_vie"
PEERS = ("248400335", "200040442", "248400293")


def diagnosis(codes: tuple[str, ...]) -> Diagnosis:
    """Every section; values follow from the rank of the definition, so they are the same each time."""
    territory = territoires.describe(codes)
    definitions = list(load_definitions().values())
    views = {d.key: _view(d, rank, territory.codes) for rank, d in enumerate(definitions)}
    sections = tuple(
        Section(key, title, tuple(views[d.key] for d in definitions if d.section == key)) for key, title in SECTIONS.items()
    )
    return Diagnosis(
        territory=territory,
        sections=sections,
        synthesis=_synthesis(),
        similar=tuple(_similar(code) for code in PEERS),
        references=_references(),
        sources=_sources(),
        neighbours=(
            Neighbour("cpts", "demo-1", "CPTS des Trois Rivières", 61_200, 2, 5, "aci_signe", True),
            Neighbour("epci", "248400236", "CC Rhône Lez Provence", 24_300, 0, 3),
        ),
        stamp="essai",
        similar_among="1 254 intercommunalités",
        explainer=_explain,
        flow_finder=lambda: (Flow("", "Ce territoire", Decimal("0.62")), Flow("248400236", "CC Rhône Lez", Decimal("0.38"))),
    )


def structures(codes: tuple[str, ...]) -> Structures:
    """One pharmacy and one EHPAD in each commune."""
    items = [
        Structure(f"84000{n:04}", f"{label} de {c.name}", family, label, c.code, c.name, c.point, date(2001, 5, 1), True)
        for family, label in (("pharmacie", "Pharmacie"), ("ehpad", "EHPAD"))
        for n, c in enumerate(territoires.describe(codes).communes)
    ]
    return Structures(tuple(items), "FINESS", "2026")


def _view(definition: Definition, rank: int, codes: tuple[str, ...]) -> IndicatorView:
    total = len(codes)
    if definition.method == "a_relever":
        return IndicatorView(
            definition,
            Measured(None, reason="Aucune source ouverte.", total=total),
            missing=f"Aucune source ouverte. Où le lire : {definition.find_it}",
        )
    if ABSENT in definition.sources:
        return IndicatorView(
            definition,
            Measured(None, reason="Source non chargée.", total=total),
            missing="Source non chargée : C@rtoSanté, zonage des professions de santé.",
            command=f"maillage donnees importer {ABSENT} FICHIER",
        )
    value = Decimal(12 + rank * 7 % 23) + Decimal(rank % 10) / 10
    level = definition.levels[0]
    measured = Measured(
        value, value * 100, Decimal(10_000), total, total, vintage="2023", level=level, source="Essai", fictitious=rank % 3 == 0
    )
    if definition.key == HIDDEN:
        measured = replace(
            measured,
            value=None,
            numerator=None,
            suppressed=True,
            reason="Masqué : moins de 6 professionnels (secret statistique).",
        )
    if definition.key == PARTIAL:
        measured = replace(measured, value=Decimal(21_730), covered=total - 1)
    shifts = {"departement": "1.08", "region": "0.93", "france": "1.17", "semblables": "0.98"}
    others = {key: replace(measured, value=_times(measured.value, shift)) for key, shift in shifts.items() if key != level}
    series = {2017: _times(value, "0.94"), 2023: value}
    by_commune = {
        code: replace(measured, value=_times(measured.value, str(0.5 + (n * 37 % 20) / 20)), covered=1, total=1)
        for n, code in enumerate(codes)
    }
    return IndicatorView(
        definition,
        measured,
        MappingProxyType(others),
        Series(tuple(series.items()), trend(series)),  # type: ignore[arg-type]
        Ranking(Rank(1 + rank, 1254), "intercommunalités de France"),
        by_commune if level == "commune" else {},
        peers={code: replace(measured, value=_times(measured.value, f"1.{n}")) for n, code in enumerate(PEERS)},
    )


def _times(value: Decimal | None, factor: str) -> Decimal | None:
    return None if value is None else value * Decimal(factor)


def _synthesis() -> Synthesis:
    return Synthesis(
        (
            Finding("force", "La densité d'infirmiers dépasse celle de la France.", ("densite_infirmier",), "offre"),
            Finding(
                "force", "La pharmacie la plus proche est à moins de 5 km en moyenne.", ("distance_pharmacie",), "acces", True
            ),
        ),
        (
            Finding(
                "fragilite",
                "L'accessibilité aux généralistes est plus basse que dans le département et dans la région : 2,4 consultations.",
                ("apl_medecin_generaliste", "generalistes_proches_retraite_60"),
                "acces",
            ),
            Finding("fragilite", "La population vieillit : 132 seniors pour 100 jeunes.", ("vieillissement",), "population"),
        ),
        (Finding("a_verifier", "Le zonage n'est pas connu : source non chargée.", ("zonage_infirmier",), "absence"),),
    )


def _similar(code: str) -> Similar:
    members = territoires.members("epci", code)
    there = territoires.describe(members)
    gaps = (
        Gap(Feature("population", "Population", 1.0, True), 61_000.0, 58_200.0, -0.2, 0.3),
        Gap(Feature("seniors", "Part des 65 ans et plus"), 24.1, 24.4, 0.1, 0.1),
    )
    sentence = "Même population et même part de personnes âgées ; densité un peu plus forte."
    return Similar("epci", code, there.epcis[0].name, there.population.get(), members, 0.3, gaps, sentence)


def _references() -> dict[str, Reference]:
    return {
        "departement": Reference("departement", "84", "Vaucluse", 565_841),
        "region": Reference("region", "93", "Provence-Alpes-Côte d'Azur", 5_160_091),
        "france": Reference("france", "F", "France", 68_000_000),
        "semblables": Reference("semblables", "", "3 territoires semblables", 180_000),
    }


def _sources() -> tuple[DataSource, ...]:
    return (
        DataSource("base", "Populations légales", "Insee", "Licence ouverte 2.0", "", "2023", "reelle", "", ("population",)),
        DataSource("rpps", "RPPS", "Agence du numérique en santé", "Licence ouverte 2.0", "https://annuaire.sante.fr/", "2026",
                   "fictive", "maillage donnees importer rpps FICHIER", ("densite_infirmier",)),
        DataSource(ABSENT, "C@rtoSanté", "ARS", "Licence ouverte 2.0", "", "", "absente",
                   f"maillage donnees importer {ABSENT} FICHIER", ("zonage_infirmier",)),
    )  # fmt: skip


def _explain(view: IndicatorView) -> Explanation:
    fact = Explanation("fait", "numerateur", "Numérateur", "100", "Somme des communes.", source="Essai", vintage="2023")
    return Explanation("regle", view.key, view.definition.title, "2,9", view.definition.method_sentence, children=(fact,))
