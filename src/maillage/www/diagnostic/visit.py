"""One visit of the diagnosis: the address is read, its communes resolved, and their diagnosis asked."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from maillage.facts.selection import InvalidSelection, decode, listed
from maillage.facts.territory import Remark, Territory
from maillage.results import diagnostic, territoires
from maillage.results.diagnostic import Diagnosis
from maillage.www.diagnostic.address import Address

STUDIO = "Retournez choisir vos communes."


class Refused(Exception):
    """The address cannot be followed; the message is a French sentence."""


@dataclass(frozen=True)
class Visit:
    """`is_canonical` is false when the address said the same thing in another form."""

    address: Address
    remarks: tuple[Remark, ...] = ()
    is_canonical: bool = True

    @property
    def is_empty(self) -> bool:
        return not self.address.codes

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """All the sections: choosing some only hides the others."""
        return diagnostic.diagnose(self.address.codes)

    @property
    def territory(self) -> Territory:
        return self.diagnosis.territory

    @property
    def sections(self) -> tuple[str, ...]:
        """Keys of the sections shown."""
        return self.address.sections or tuple(section.key for section in self.diagnosis.sections)


def read(params: QueryDict) -> Visit:
    """Refused when the address is forged or when none of its communes exists."""
    given = _given(params)
    if not given:
        return Visit(Address.read(params, ()))
    resolution = territoires.resolve(given)
    if not resolution.codes:
        raise Refused(" ".join([*(refusal.sentence for refusal in resolution.refusals[:3]), STUDIO]))
    refused = tuple(
        Remark("code_refuse", f"« {one.given[:20]} » n'est pas compté. {one.sentence}", one.given, "attention")
        for one in resolution.refusals
    )
    remarks = tuple(dict.fromkeys([*refused, *resolution.remarks, *territoires.describe(resolution.codes).remarks]))
    address = Address.read(params, resolution.codes)
    is_canonical = not params.get("communes") and not params.getlist("section")
    return Visit(address, remarks, is_canonical or bool(refused))


def _given(params: QueryDict) -> tuple[str, ...]:
    """The compact selection `s`, or the readable list `communes`."""
    try:
        if text := params.get("s", ""):
            return decode(text)
        codes = listed(params.get("communes", ""))
    except InvalidSelection as error:
        raise Refused(str(error)) from None
    wrong = next((code for code in codes if not re.fullmatch(r"[0-9AB]{5}", code)), None)
    if wrong is not None:
        raise Refused(f"Communes : « {wrong[:20]} » n'a pas la forme d'un code de commune, par exemple 84007.")
    return codes
