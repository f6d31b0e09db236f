"""The communes of an address: the compact selection `s`, or the readable list `communes`."""

import re

from maillage.facts.selection import InvalidSelection, decode, listed
from maillage.facts.territory import Remark, Territory
from maillage.results import territoires
from maillage.www.financement.entries import Entries
from maillage.www.financement.parsing import Refused, shown

STUDIO = "Retournez choisir vos communes."


def territory_of(entries: Entries) -> tuple[Territory | None, tuple[Remark, ...]]:
    """The territory that the address names, or None when it names none; and what to say of its codes."""
    codes = _codes(entries)
    if not codes:
        return None, ()
    resolution = territoires.resolve(codes)
    if not resolution.codes:
        sentences = " ".join(refusal.sentence for refusal in resolution.refusals[:3])
        raise Refused(f"Communes : aucune n'a pu être retenue. {sentences} {STUDIO}")
    territory = territoires.describe(resolution.codes)
    refused = [
        Remark("code_refuse", f"{shown(one.given)} n'est pas compté. {one.sentence}", one.given, "attention")
        for one in resolution.refusals
    ]
    return territory, tuple(dict.fromkeys([*refused, *resolution.remarks, *territory.remarks]))


def _codes(entries: Entries) -> tuple[str, ...]:
    try:
        if text := entries.get("s"):
            return decode(text)
        codes = listed(entries.get("communes"))
    except InvalidSelection as refused:
        raise Refused(str(refused)) from None
    for code in codes:
        if not re.fullmatch(r"[0-9AB]{5}", code):
            raise Refused(f"Communes : « {shown(code)} » n'a pas la forme d'un code de commune, par exemple 84007.")
    return codes
