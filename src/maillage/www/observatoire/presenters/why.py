"""« Pourquoi ? » of an amount: the simulator on the same hypothesis, where each figure opens down to its article."""

from urllib.parse import urlencode

from django.urls import reverse

from maillage.law.errors import LawError
from maillage.results.couverture.amounts import YEAR, missions, signed_on
from maillage.www.observatoire.address import Asked
from maillage.www.shared.hypothesis import SUPPOSING


def amount(asked: Asked, **territory: str) -> str:
    """Of a `population`, or of the communes of a compact selection `s`; empty when the law is silent on that day."""
    day = asked.day or asked.today
    try:
        told = missions(day)
    except LawError:
        return ""
    start = signed_on(day).isoformat()
    query = territory | {"signe_le": start} | {mission: start if socle else "non" for mission, socle in told.items()}
    query |= {f"taux.{mission}": "0" for mission, socle in told.items() if socle and mission != "crise_sanitaire"}
    query |= {SUPPOSING: "oui"} | ({"le": asked.value} if asked.value else {})
    return f"{reverse('financement:pourquoi')}?{urlencode(query | {'cle': f'annee-{YEAR}.total'})}"
