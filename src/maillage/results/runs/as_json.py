"""The JSON of a run: keys in French as the documents of the field say them, amounts with two decimals."""

from typing import TYPE_CHECKING, Any

from maillage.kernel.money import euros

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.results.runs.model import ContractYear, Figure, Run, Sum


def as_json(run: "Run") -> dict[str, Any]:
    """Stable form documented in docs/guide; an amount that is not established is null."""
    return {
        "cpts": run.facts.name,
        "population": run.facts.population.value,
        "taille": run.taille,
        "le": run.day.isoformat(),
        "connu_le": run.known_on.isoformat() if run.known_on else None,
        "annees": [_year(year) for year in run.years],
        "versements": [
            {
                "le": p.on.isoformat(),
                "objet": p.label,
                "montant": _amount(p.cents),
                "statut": p.status,
                "preuve": p.proof.key,
                "annee": p.year,
                "mission": p.mission,
            }
            for p in run.payments
        ],
        **_sums(run.sums),
        "calendrier": [
            {
                "mission": d.mission,
                "demarrage_au_plus_tard": d.start_by.isoformat() if d.start_by else None,
                "deploiement_au_plus_tard": d.deployed_by.isoformat() if d.deployed_by else None,
                "demarre_le": d.started_on.isoformat() if d.started_on else None,
                "etat": d.state,
                "phrase": d.sentence,
            }
            for d in run.deadlines
        ],
        "changements_de_taille": [
            {
                "annee": c.year,
                "le": c.on.isoformat(),
                "de": c.before,
                "a": c.after,
                "effet": _amount(c.cost.cents),
                "preuve": c.cost.proof.key,
                "phrase": c.sentence,
            }
            for c in run.size_changes
        ],
        "preuve": run.proof.key,
        "conventions": [{"parametre": c.path, "choix": c.chosen, "pourquoi": c.why} for c in run.conventions],
        "avertissements": [remark.sentence for remark in run.warnings],
        "loi": run.law_digest,
        "version": run.version,
    }


def _year(year: "ContractYear") -> dict[str, Any]:
    return {
        "annee": year.number,
        "du": year.period.start.isoformat(),
        "au": year.period.last_day.isoformat(),
        "population": year.population.value,
        "taille": year.taille,
        "fonctionnement": _amount(year.fonctionnement.cents),
        "missions": {
            m.mission: {
                "volet_fixe": _amount(m.volet_fixe.cents),
                "volet_variable": _amount(m.volet_variable.cents),
                "enveloppe_variable": _amount(m.enveloppe_variable.cents),
                "avance": _amount(m.avance.cents),
                "solde": _amount(m.solde.cents),
                "jours": m.days,
                "preuve": m.volet_fixe.proof.key,
            }
            for m in year.missions
        },
        "total": _amount(year.total.cents),
        **_sums(year.sums),
        "preuve": year.total.proof.key,
        "non_etablis": _refusals(year),
    }


def _sums(sums: "Mapping[str, Sum]") -> dict[str, Any]:
    """Euros by certainty, and apart the weakest proof of each sum (null where it adds nothing)."""
    amounts = {status: _amount(one.cents) for status, one in sums.items()}
    return {**amounts, "preuves": {status: one.proof.key if one.proof is not None else None for status, one in sums.items()}}


def _refusals(year: "ContractYear") -> list[str]:
    figures: list[Figure] = [year.fonctionnement, *(f for m in year.missions for f in (m.volet_fixe, m.enveloppe_variable))]
    return [f"{figure.label} : {figure.refusal}" for figure in figures if figure.cents is None]


def _amount(cents: int | None) -> float | None:
    """Two decimals; a double holds every amount of this size to the cent."""
    return None if cents is None else float(euros(cents))
