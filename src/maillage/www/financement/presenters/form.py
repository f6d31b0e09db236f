"""The form as it was filled: each field with its text, its error, and whether it is only an example."""

from dataclasses import dataclass
from typing import Any

from maillage.facts.territory import Territory
from maillage.www.financement.entries import years
from maillage.www.financement.links import studio_address
from maillage.www.financement.missions import MISSIONS, PLANS, Mission
from maillage.www.financement.reading import Reading
from maillage.www.financement.typography import french
from maillage.www.shared import formats

BLANK_INDICATORS = 2
"""Empty rows always offered, so that the list grows without JavaScript."""


@dataclass(frozen=True, slots=True)
class Field:
    """One control. `is_example` is a value nobody typed."""

    name: str
    label: str
    value: str
    error: str = ""
    is_example: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return f"champ-{self.name.replace('.', '-')}"

    @property
    def error_id(self) -> str:
        return f"{self.id}-erreur"

    @property
    def date_type(self) -> str:
        """A browser would drop an impossible date from a date control: the typed text must stay."""
        return "text" if self.error else "date"

    @property
    def is_ticked(self) -> bool:
        return self.value == "oui"


def of_reading(reading: Reading) -> dict[str, Any]:
    """Every group of the form, and which ones to show open."""
    return {
        "population": _field(reading, "population", "Population"),
        "communes": _communes(reading.territory),
        "studio": studio_address(reading.territory.codes) if reading.territory else "",
        "hidden": [(name, reading.entries.get(name)) for name in ("s", "communes") if reading.entries.get(name)],
        "signe_le": _field(reading, "signe_le", "Signature du contrat"),
        "nom": _field(reading, "nom", "Nom de la CPTS"),
        "missions": [_mission(reading, mission) for mission in MISSIONS],
        "years": [_year(reading, number) for number in years()],
        "indicators": _indicators(reading),
        "amounts": _amounts(reading),
        "le": _field(reading, "le", "Situation à la date du"),
        "connu_le": _field(reading, "connu_le", "Textes connus le"),
        "errors": [{"href": f"#{_target(name)}", "text": french(text)} for name, text in reading.errors.items()],
        "open": _open_groups(reading),
    }


def _field(reading: Reading, name: str, label: str, choices: tuple[tuple[str, str], ...] = ()) -> Field:
    entries = reading.entries
    value = "" if entries.get(name) == "non" else entries.get(name)
    return Field(name, label, value, french(reading.errors.get(name, "")), name in entries.examples, choices)


def _target(name: str) -> str:
    if name.startswith("indicateur"):
        return "groupe-indicateurs"
    return "champ-population" if name in ("s", "communes") else f"champ-{name.replace('.', '-')}"


def _communes(territory: Territory | None) -> dict[str, str] | None:
    if territory is None:
        return None
    known = territory.population
    people = "" if known.is_missing else formats.plural(known.get(), "habitant")
    return {"count": formats.plural(len(territory.codes), "commune"), "people": people, "vintage": known.vintage}


def _mission(reading: Reading, mission: Mission) -> dict[str, Any]:
    return {
        "label": mission.label,
        "kind": "mission socle" if mission.is_socle else "mission complémentaire",
        "start": _field(reading, mission.name, f"Démarrage : {mission.label}"),
        "rate": _field(reading, f"taux.{mission.name}", f"Part variable obtenue : {mission.label}"),
        "is_crisis": mission.name == "crise_sanitaire",
    }


def _year(reading: Reading, number: int) -> dict[str, Any]:
    suffix = f"année {number}"
    plans = (("", "Selon la règle"), *PLANS.items())
    return {
        "number": number,
        "population": _field(reading, f"population.{number}", f"Population, {suffix}") if number > 1 else None,
        "plan": _field(reading, f"plan.{number}", f"Plan de crise, {suffix}", plans),
        "crise": _field(reading, f"crise.{number}", f"Crise reconnue, {suffix}"),
        "rates": [_field(reading, f"taux.{mission.name}.{number}", f"{mission.label}, {suffix}") for mission in MISSIONS],
    }


def _indicators(reading: Reading) -> list[dict[str, Any]]:
    texts = list(reading.entries.indicators) + [""] * BLANK_INDICATORS
    return [_indicator(position, text, reading) for position, text in enumerate(texts, start=1)]


def _indicator(position: int, text: str, reading: Reading) -> dict[str, Any]:
    parts = [*text.split(";", 4), "", "", "", "", ""]
    names = ("annee", "mission", "montant", "obtenu", "libelle")
    row = {name: {"name": f"ind.{position}.{name}", "value": part.strip()} for name, part in zip(names, parts, strict=False)}
    return {
        **row,
        "position": position,
        "error": french(reading.errors.get(f"indicateur.{position}", "")),
        "years": [str(number) for number in years()],
        "missions": [(mission.name, mission.label) for mission in MISSIONS],
    }


def _amounts(reading: Reading) -> list[dict[str, Any]]:
    rows = [{"label": "Fonctionnement", "fields": [_field(reading, "montant.fonctionnement.montant", "Montant annuel")]}]
    for mission in MISSIONS:
        fields = [_field(reading, f"montant.{mission.name}.{volet}", label) for volet, label in mission.volets]
        rows.append({"label": mission.label, "fields": fields})
    return rows


def _open_groups(reading: Reading) -> dict[str, bool]:
    """A group with an error is open; so are the groups that hold something typed, except the missions."""
    typed = set(reading.entries.texts) - reading.entries.examples
    filled = {name for name in typed if reading.entries.get(name)}
    wrong = set(reading.errors)
    names = {mission.name for mission in MISSIONS}
    return {
        "missions": bool(wrong & (names | {f"taux.{name}" for name in names})),
        "years": any(_is_of_a_year(name) for name in filled | wrong),
        "indicators": bool(reading.entries.indicators) or any(name.startswith("indicateur") for name in wrong),
        "amounts": any(name.startswith("montant.") for name in filled | wrong),
        "version": bool((filled | wrong) & {"le", "connu_le"}),
    }


def _is_of_a_year(name: str) -> bool:
    return name.rpartition(".")[2].isdigit() and not name.startswith("indicateur")
