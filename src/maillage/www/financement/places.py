"""The communes of an address: the compact selection `s`, or the readable list `communes`."""

import re

from maillage.facts.selection import InvalidSelection, decode
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
    if text := entries.get("s"):
        try:
            return decode(text)
        except InvalidSelection as refused:
            raise Refused(str(refused)) from None
    listed = [part for part in re.split(r"[\s,;]+", entries.get("communes")) if part]
    if len(listed) > 2_000:
        raise Refused(f"Communes : {len(listed)} codes dans l'adresse, c'est trop. {STUDIO}")
    for code in listed:
        if not re.fullmatch(r"[0-9AB]{5}", code):
            raise Refused(f"Communes : « {shown(code)} » n'a pas la forme d'un code de commune, par exemple 84007.")
    return tuple(listed)
