"""One indicator as the address carries it: « année;mission;maximum;obtenu;libellé »."""

from collections.abc import Iterable

from maillage.facts.funding import Indicator, Step
from maillage.kernel.money import euros
from maillage.www.financement import parsing
from maillage.www.financement.entries import years
from maillage.www.financement.missions import BY_NAME

FREE_LABEL = 120
STEP = "palier atteint"


def read_indicator(text: str, position: int, others: Iterable[tuple[int, Indicator]] = ()) -> tuple[int, Indicator]:
    """Contract year and indicator; `obtenu` is « oui », « non », or the euros of the step reached.

    `others` are those read before it: one label a mission and year, so that nothing is counted twice.
    """
    parts = [part.strip() for part in text.split(";", 4)]
    title = f"Indicateur {position}"
    if len(parts) < 4:
        raise parsing.Refused(
            f"{title} : « {parsing.shown(text)} » est incomplet. Donnez l'année, la mission, le maximum en euros et le résultat."
        )
    year, mission, maximum, result = parts[:4]
    label = parts[4][:FREE_LABEL] if len(parts) == 5 and parts[4] else title
    number = int(parsing.choice(year or "1", f"{title}, année", {str(n): "" for n in years()}))
    parsing.choice(mission, f"{title}, mission", dict.fromkeys(BY_NAME, ""))
    if not maximum:
        raise parsing.Refused(f"{title} : il manque le montant maximal. Écrivez les euros prévus par l'annexe.")
    top = parsing.amount(maximum, f"{title}, montant maximal")
    if any((year_of, one.mission, one.label) == (number, mission, label) for year_of, one in others):
        raise parsing.Refused(
            f"{title} : un autre indicateur de cette mission s'appelle déjà « {parsing.shown(label)} » en année {number}. "
            "Donnez un libellé à chacun, ou retirez celui qui est en double."
        )
    earned, reached = _earned(result, top, title)
    steps = (Step(STEP, earned),) if reached == STEP else ()
    return number, Indicator(mission, label, top, earned, reached, steps)


def _earned(result: str, top: int, title: str) -> tuple[int, str]:
    word = result.lower()
    if word in ("", "non"):
        return 0, "non"
    if word == "oui":
        return top, "oui"
    earned = parsing.amount(result, f"{title}, montant obtenu")
    if earned > top:
        raise parsing.Refused(
            f"{title} : le palier atteint ({parsing.shown(result)} €) dépasse le maximum de l'indicateur. "
            "Vérifiez les deux montants dans l'annexe du contrat."
        )
    return earned, STEP


def write_indicator(year: int, indicator: Indicator) -> str:
    """The inverse of `read_indicator`."""
    if indicator.earned == indicator.amount:
        result = "oui"
    elif indicator.earned == 0:
        result = "non"
    else:
        result = plain_euros(indicator.earned)
    return f"{year};{indicator.mission};{plain_euros(indicator.amount)};{result};{indicator.label}"


def plain_euros(cents: int) -> str:
    """Euros for a field or an address: « 90000 », « 44630.14 »."""
    text = f"{euros(cents):f}"
    return text.removesuffix(".00")
