"""The dated payments of a run: signature, starts of missions, anniversaries."""

from collections.abc import Iterator
from datetime import date

from maillage.results.runs.figures import Figures
from maillage.results.runs.model import ACQUIS, EN_JEU, PROBABLE, ContractYear, Figure, MissionYear, Payment

AFTER_DIALOGUE = "Versé après le dialogue de gestion : la date exacte n'est pas établie, l'anniversaire est le plus tôt."


def payments(years: tuple[ContractYear, ...], figures: Figures) -> tuple[Payment, ...]:
    """Every payment of more than zero cents, by date."""
    found = [payment for year in years for payment in _of_year(year, figures) if payment.cents]
    return tuple(sorted(found, key=lambda payment: (payment.on, payment.year)))


def _of_year(year: ContractYear, figures: Figures) -> Iterator[Payment]:
    yield from _fonctionnement(year, figures)
    for mission in year.missions:
        yield from _fixed(year, mission, figures)
        yield from _variable(year, mission, figures)


def _fonctionnement(year: ContractYear, figures: Figures) -> Iterator[Payment]:
    when = "à la signature" if year.number == 1 else f"avance de l'année {year.number}"
    moments = (("avance", year.period.start, when), ("solde", year.period.end, f"solde de l'année {year.number}"))
    for moment, on, label in moments:
        figure = figures.amount(f"annee-{year.number}.fonctionnement.{moment}", f"{moment}_fonctionnement", year.number)
        if figure.cents is not None:
            yield Payment(on, f"Fonctionnement, {label}", figure.cents, ACQUIS, figure.proof, figure.key, year.number)


def _fixed(year: ContractYear, mission: MissionYear, figures: Figures) -> Iterator[Payment]:
    if mission.avance.cents is None or mission.solde.cents is None:
        return
    funded = date.fromordinal(figures.trace.node("debut_du_financement", mission.mission).value)
    begins = funded >= year.period.start
    label = "avance au démarrage" if begins else f"avance de l'année {year.number}"
    yield _payment(year, mission, max(year.period.start, funded), label, mission.avance, ACQUIS)
    yield _payment(year, mission, year.period.end, f"solde de l'année {year.number}", mission.solde, ACQUIS)


def _variable(year: ContractYear, mission: MissionYear, figures: Figures) -> Iterator[Payment]:
    """What is expected, and what is still at stake, once the yearly dialogue has been held."""
    paid_on = date.fromordinal(figures.trace.node("jour_du_variable", year.number).value)
    for figure, label, status in (
        (mission.volet_variable, "part variable", PROBABLE),
        (mission.en_jeu, "part variable restant à obtenir", EN_JEU),
    ):
        if figure.cents is not None:
            yield _payment(year, mission, paid_on, f"{label} de l'année {year.number}", figure, status, AFTER_DIALOGUE)


def _payment(
    year: ContractYear, mission: MissionYear, on: date, label: str, figure: Figure, status: str, note: str = ""
) -> Payment:
    return Payment(
        on, f"{mission.label}, {label}", figure.cents or 0, status, figure.proof, figure.key, year.number, mission.mission, note
    )
