"""La loi en données, pour la commande et les téléchargements : une forme stable, une ligne par valeur."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from maillage.kernel.money import euros
from maillage.law.corpus import Law, known_rows
from maillage.law.errors import NotInForce, NotKnownYet
from maillage.law.model import Parameter, Scalar, Value, Version

COLUMNS = (
    "parametre", "description", "unite", "depuis", "jusqu_au", "publie_le", "texte", "article", "cas", "valeur",
    "preuve", "defaut", "pourquoi", "note", "sources", "verifie_le",
)  # fmt: skip


def parameter_json(law: Law, parameter: Parameter, versions: Iterable[Version]) -> dict[str, Any]:
    """Un paramètre et les versions données ; euros à deux décimales, dates AAAA-MM-JJ."""
    return {
        "chemin": parameter.path,
        "libelle": parameter.label,
        "description": parameter.description,
        "unite": parameter.unit,
        "dimensions": list(parameter.dimensions),
        "choix": dict(parameter.choices),
        "versions": [_version_json(law, parameter, version) for version in versions],
        "notes": parameter.notes,
        "confirmer": parameter.confirm,
        "verifie_le": parameter.checked_on.isoformat(),
    }


def text_json(law: Law, identifier: str) -> dict[str, Any]:
    """Un texte du registre."""
    text = law.texts[identifier]
    return {
        "id": text.id,
        "titre": text.title,
        "nature": text.kind,
        "etat": text.status,
        "signe_le": _iso(text.signed),
        "publie_le": _iso(text.published),
        "en_vigueur_le": _iso(text.in_force),
        "reference": text.reference,
        "url": text.url,
        "resume": text.summary,
        "lu": text.read,
        "non_etabli": text.unknown,
    }


def law_json(law: Law) -> dict[str, Any]:
    """Toute la loi : empreinte, paramètres avec toutes leurs versions, textes."""
    return {
        "empreinte": law.digest,
        "parametres": [parameter_json(law, p, p.rows) for p in law.parameters.values()],
        "textes": [text_json(law, identifier) for identifier in law.texts],
    }


def rows(law: Law) -> Iterator[tuple[str, ...]]:
    """Une ligne par valeur, dans l'ordre de `COLUMNS`."""
    for parameter in law.parameters.values():
        for version in parameter.versions:
            for key, value in version.values.items():
                yield _row(law, parameter, version, key, value)


def versions_at(law: Law, parameter: Parameter, day: date | None, known_on: date | None) -> tuple[Version, ...]:
    """Toutes les versions connues, ou la seule en vigueur `day` ; rien si aucune ne l'est."""
    if day is None:
        return tuple(row for row in known_rows(parameter, known_on) if not row.closes)
    try:
        return (law.at(parameter.path, day, known_on),)
    except (NotInForce, NotKnownYet):
        return ()


def _version_json(law: Law, parameter: Parameter, version: Version) -> dict[str, Any]:
    return {
        "depuis": version.since.isoformat(),
        "jusqu_au": _iso(version.until),
        "publie_le": version.published.isoformat(),
        "texte": version.text,
        "article": version.article,
        "fin": version.closes,
        "valeurs": [_value_json(law, parameter, key, value) for key, value in version.values.items()],
    }


def _value_json(law: Law, parameter: Parameter, key: str, value: Value) -> dict[str, Any]:
    cases = dict(zip(parameter.dimensions, key.split("/"), strict=True)) if key else {}
    return {
        "cas": cases,
        "valeur": _plain(law, parameter, value.value),
        "preuve": value.proof.key,
        "defaut": _plain(law, parameter, value.default),
        "pourquoi": value.why,
        "note": value.note,
        "sources": list(value.sources),
    }


def _row(law: Law, parameter: Parameter, version: Version, key: str, value: Value) -> tuple[str, ...]:
    return (
        parameter.path,
        parameter.description,
        parameter.unit,
        version.since.isoformat(),
        _iso(version.until) or "",
        version.published.isoformat(),
        version.text,
        version.article,
        key,
        _text(_plain(law, parameter, value.value)),
        value.proof.key,
        _text(_plain(law, parameter, value.default)),
        value.why,
        value.note,
        " ".join(value.sources),
        parameter.checked_on.isoformat(),
    )


def _plain(law: Law, parameter: Parameter, value: Scalar | None) -> str | int | float | None:
    """Euros et parts en nombres décimaux ; le reste tel quel."""
    if value is None or isinstance(value, str):
        return value
    if law.units[parameter.unit].kind == "money":
        return float(euros(int(value)))
    return float(value) if isinstance(value, Fraction) else value


def _text(value: str | int | float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
