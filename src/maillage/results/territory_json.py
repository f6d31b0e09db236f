"""The stable JSON of a described territory: what the command and the API both give."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from maillage.facts.territory import Remark, Territory
from maillage.results.tailles import SizeView


def as_json(
    territory: Territory, size: SizeView, remarks: Iterable[Remark], refusals: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    ages = territory.ages.value
    return {
        "codes": list(territory.codes),
        "population": territory.population.value,
        "millesime": territory.population.vintage,
        "populations": {str(point.year): point.population.value for point in territory.history},
        "evolution": None if territory.trend.value is None else float(territory.trend.value),
        "evolution_periode": territory.trend.vintage,
        "taille": size.taille,
        "taille_preuve": size.proof.key,
        "manque_pour_la_taille_suivante": size.to_next,
        "ages": ages and {"0_19": ages.under_20, "20_64": ages.from_20_to_64, "65_et_plus": ages.over_65, "millesime": "2021"},
        "communes": [
            {
                "code": commune.code,
                "nom": commune.name,
                "type": commune.kind,
                "departement": commune.departement,
                "epci": commune.epci or None,
                "population": commune.population,
                "codes_postaux": list(commune.postal_codes),
            }
            for commune in territory.communes
        ],
        **{
            level: [
                {"code": p.code, "nom": p.name, "communes": p.communes, "communes_en_tout": p.communes_total}
                | {"population": p.population, "population_en_tout": p.population_total}
                for p in parts
            ]
            for level, parts in (
                ("epci", territory.epcis),
                ("departements", territory.departements),
                ("regions", territory.regions),
            )
        },
        "morceaux": [list(piece.codes) for piece in territory.pieces],
        "trous": [{"codes": list(hole.codes), "population": hole.population} for hole in territory.holes],
        "remarques": [
            {"code": remark.code, "objet": remark.subject, "niveau": remark.level, "phrase": remark.sentence}
            for remark in (*remarks, *size.warnings)
        ],
        "refus": list(refusals),
    }
