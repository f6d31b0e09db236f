"""Une valeur de la loi comme on la lit en français : pages et commande disent la même chose."""

from fractions import Fraction

from maillage.facts.words import count, day
from maillage.kernel.money import format_euros
from maillage.kernel.proof import Proof
from maillage.law.corpus import Law
from maillage.law.model import Parameter, Scalar, Value, Version, dimension_key
from maillage.law.sentences import in_a_sentence

_NBSP = "\N{NO-BREAK SPACE}"
UNKNOWN = "non établi"
_SIGNED = ("convention", "contrat")
_FEW, _SHORT = 4, 18


def worded(law: Law, parameter: Parameter, value: Scalar | None) -> str:
    """« 50 000 € », « 75 % », « 6 mois », ou la phrase du choix."""
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        return parameter.choice(value)
    unit = law.units[parameter.unit]
    if unit.kind == "money":
        return format_euros(int(value), decimals=value % 100 != 0)
    if unit.kind == "share":
        return f"{_decimal(Fraction(value) * 100)}{_NBSP}%"
    return f"{count(int(value))}{_NBSP}{unit.symbol}"


def stated(law: Law, parameter: Parameter, value: Value) -> str:
    """La valeur, ou ce que Maillage suppose quand rien n'est établi."""
    if value.value is None and value.default is not None:
        return f"{UNKNOWN}{_NBSP}; par défaut{_NBSP}: {in_a_sentence(worded(law, parameter, value.default))}"
    return worded(law, parameter, value.value)


def case_name(law: Law, version: Version, key: str) -> str:
    """« Plan initial, Taille 3 » pour la clé « initial/taille_3 »."""
    keys = key.split("/") if key else []
    return ", ".join(law.dimensions[name].get(case, case) for name, case in zip(version.dimensions, keys, strict=True))


def case_words(law: Law, dimension: str, value: object) -> str:
    """Une case dans une phrase : « taille 3 », « mise à jour annuelle »."""
    key = dimension_key(dimension, value)
    return in_a_sentence(law.dimensions[dimension].get(key, key.replace("_", " ")))


def is_presumed(law: Law, version: Version, value: Value) -> bool:
    """Si l'article cité n'a été lu par personne : la valeur d'un texte conventionnel vient d'une autre source."""
    return law.texts[version.text].kind in _SIGNED and bool(value.sources) and version.text not in value.sources


def cited(law: Law, version: Version, value: Value) -> str:
    """L'article, et s'il est présumé : « art. 8, modifié (article présumé) »."""
    return f"{version.article} (article présumé)" if is_presumed(law, version, value) else version.article


def article_of(law: Law, version: Version) -> str:
    """L'article d'une version entière : présumé quand il l'est pour chaque valeur établie."""
    established = [value for value in version.values.values() if value.value is not None]
    if established and all(is_presumed(law, version, value) for value in established):
        return f"{version.article} (article présumé)"
    return version.article


def read_in(law: Law, version: Version, value: Value) -> str:
    """« Lu dans : annexes réelles (taille 3) » ou « Déduit de : … » ; rien quand la valeur n'est pas établie."""
    if value.proof is Proof.INCONNU:
        return ""
    sources = (law.texts[source].short or law.texts[source].title for source in value.sources or (version.text,))
    return (
        f"{'Déduit de' if value.proof is Proof.DEDUIT else 'Lu dans'}{_NBSP}: {' ; '.join(sources).replace(' ;', _NBSP + ';')}"
    )


def summary(law: Law, parameter: Parameter, version: Version) -> str:
    """Une ligne : la valeur, l'étendue des valeurs, ou leur nombre."""
    values = list(version.values.values())
    texts = list(dict.fromkeys(stated(law, parameter, value) for value in values))
    if len(texts) == 1:
        return texts[0]
    if all(value.value is None for value in values):
        return f"{UNKNOWN}{_NBSP}; une convention par cas" if any(value.default for value in values) else UNKNOWN
    if len(values) <= _FEW and max(map(len, texts)) <= _SHORT:
        return " · ".join(stated(law, parameter, value) for value in values)
    if all(isinstance(value.chosen, str) for value in values):
        return ", ".join(case_name(law, version, key) for key in version.values)
    numbers = sorted({value.value for value in values if isinstance(value.value, int | Fraction)})
    if numbers and all(value.value is None or isinstance(value.value, int | Fraction) for value in values):
        unknown = f" (parfois {UNKNOWN})" if any(value.value is None for value in values) else ""
        return f"{worded(law, parameter, numbers[0])} à {worded(law, parameter, numbers[-1])}{unknown}"
    return " / ".join(texts)


def period(version: Version) -> str:
    """« depuis le 3 septembre 2022 », ou « du … jusqu'au … exclu »."""
    if version.until is None:
        return f"depuis le {day(version.since)}"
    return f"du {day(version.since)} jusqu'au {day(version.until)} exclu"


def _decimal(value: Fraction) -> str:
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")
