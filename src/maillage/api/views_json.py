"""The objects of results.observatoire as plain data, in the names of the schemas."""

from typing import Any

from maillage.kernel.money import euros
from maillage.kernel.proof import Proof
from maillage.results.couverture.cpts import Cpts
from maillage.results.couverture.levels import LevelRow
from maillage.results.couverture.zones import WhiteZone
from maillage.results.observatoire import Expected, HistoryRow, View


def row(one: LevelRow) -> dict[str, Any]:
    return one.as_json()


def cpts_line(one: Cpts) -> dict[str, Any]:
    told = {"id": one.id, "nom": one.name, "stade": one.stage, "population": one.population, "taille": one.taille}
    return told | {"region": one.region, "departements": list(one.departements)}


def zone_line(zone: WhiteZone) -> dict[str, Any]:
    told = {"id": zone.id, "nom": zone.name, "region": zone.region, "population": zone.population, "communes": len(zone.codes)}
    return told | {"departements": [d.code for d in zone.departements], "voisines": [n.cpts for n in zone.neighbours]}


def jour(one: HistoryRow) -> dict[str, Any]:
    told = {"le": one.day, "population_par_stade": one.by_stage}
    return told | {"population_couverte": one.covered, "part_couverte": round(one.share, 4)}


def _key(proof: Proof | None) -> str | None:
    return None if proof is None else proof.key


def attendu(one: Expected) -> dict[str, Any]:
    posts = [
        {
            "poste": post.key,
            "libelle": post.label,
            "montant_fixe": float(euros(post.fixed)),
            "preuve": post.proof.key,
            "montant_variable_au_plus": float(euros(post.variable)),
            "preuve_variable": _key(post.variable_proof),
            "cpts_non_etablies": post.refused,
        }
        for post in one.posts
    ]
    sums = {"montant_fixe": float(euros(one.fixed)), "montant_variable_au_plus": float(euros(one.variable))}
    return {
        "cpts": one.cpts,
        "postes": posts,
        "preuve": one.proof.key,
        "preuve_variable": _key(one.variable_proof),
        "hypothese": one.sentence,
        "refus": one.refusal,
    } | sums


def vue(view: View) -> dict[str, Any]:
    return {
        "niveau": view.place.level,
        "code": view.place.code,
        "nom": view.place.name,
        "couverture": row(view.row),
        "a_l_interieur": [row(child) for child in view.children],
        "tailles": [{"taille": size.taille, "cpts": size.cpts, "population": size.population} for size in view.sizes],
        "cpts": [listed.cpts.id for listed in view.cpts],
        "zones_blanches": [zone_line(zone) for zone in view.zones],
        "communes_sans_cpts": [{"code": code, "nom": name, "population": people} for code, name, people, _ in view.uncovered],
        "historique": [jour(one) for one in view.history],
        "montants_signes": attendu(view.signed),
        "montants_si_toutes_signaient": attendu(view.every),
    }
