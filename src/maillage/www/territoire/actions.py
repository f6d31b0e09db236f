"""What an address may ask of the selection (add, remove, empty, draw), as a change applied to a set of codes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from maillage.facts.selection import InvalidSelection, capped, listed
from maillage.facts.territory import Refusal, Remark
from maillage.results import territoires

MAX_POINTS = 500
PLACES = ("epci", "departement", "region")


@dataclass(frozen=True, slots=True)
class Change:
    """Codes as they were typed, and whole places, to add or to remove."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    add_places: tuple[tuple[str, str], ...] = ()
    remove_places: tuple[tuple[str, str], ...] = ()
    polygon: tuple[tuple[float, float], ...] = ()
    empty: bool = False
    is_step: bool = True
    """May be undone; a first selection named in the address is where one starts."""
    by_code: bool = False
    """Somebody typed codes, and may not know what each of them is; a click on a name needs no such remark."""

    def __bool__(self) -> bool:
        return bool(self.add or self.remove or self.add_places or self.remove_places or self.polygon or self.empty)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The selection after the change, and what must be said of the codes given."""

    codes: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def requested(params: QueryDict) -> Change:
    """The change an address asks for; falsy when it only shows a selection."""
    starts = [name for name in ("communes", *PLACES) if name in params]
    return Change(
        add=_codes(params, "communes") + _codes(params, "ajouter"),
        remove=_codes(params, "retirer"),
        add_places=_places(params, "") + _places(params, "ajouter_"),
        remove_places=_places(params, "retirer_"),
        polygon=_polygon(params.get("dessin", "")),
        empty=params.get("vider") == "1",
        is_step=not starts or "s" in params,
        by_code="communes" in params,
    )


def apply(change: Change, codes: tuple[str, ...]) -> Outcome:
    """Removes, then adds. UnknownPlace when an EPCI, a département or a région does not exist; InvalidSelection beyond the cap."""
    removed = _resolved_or_as_given(change.remove) | _inside(change.remove_places, codes)
    kept = [] if change.empty else [code for code in codes if code not in removed]
    drawn = set(territoires.within(list(change.polygon))) if change.polygon else set()
    added = [*change.add, *(_members(change.add_places) | drawn)]
    result = territoires.resolve(_new_last(kept, added))
    remarks = result.remarks if change.by_code else without_namesakes(result.remarks)
    return Outcome(capped(result.codes), remarks + _nothing_drawn(change, drawn), result.refusals)


def without_namesakes(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Leaves out that a present code is also the one of an old commune: of use to who typed it, noise to others."""
    return tuple(remark for remark in remarks if remark.code != "homonyme")


def _new_last(kept: Iterable[str], added: Iterable[str]) -> list[str]:
    """Without the codes that are already selected: adding one again is not worth a remark."""
    present = set(kept)
    return [*present, *(code for code in added if code not in present)]


def _resolved_or_as_given(codes: tuple[str, ...]) -> set[str]:
    return set(codes) | set(territoires.resolve(codes).codes) if codes else set()


def _inside(places: tuple[tuple[str, str], ...], codes: tuple[str, ...]) -> set[str]:
    """Those of the selection that lie in the places: arrondissements too, which no list of members names."""
    for kind, code in places:
        territoires.members(kind, code)
    communes = territoires.describe(codes).communes if places else ()
    return {commune.code for commune in communes if any(getattr(commune, kind) == code for kind, code in places)}


def _members(places: tuple[tuple[str, str], ...]) -> set[str]:
    return {code for kind, name in places for code in territoires.members(kind, name)}


def _nothing_drawn(change: Change, drawn: set[str]) -> tuple[Remark, ...]:
    if not change.polygon or drawn:
        return ()
    return (Remark("dessin_vide", "Le tracé n'entoure le centre d'aucune commune : rien n'a été ajouté."),)


def _codes(params: QueryDict, name: str) -> tuple[str, ...]:
    return listed(",".join(params.getlist(name)))


def _places(params: QueryDict, prefix: str) -> tuple[tuple[str, str], ...]:
    return tuple((kind, code) for kind in PLACES for code in _codes(params, prefix + kind))


def _polygon(text: str) -> tuple[tuple[float, float], ...]:
    if not text:
        return ()
    try:
        points = tuple(_point(pair) for pair in text.split(";"))
    except ValueError:
        points = ()
    if not 3 <= len(points) <= MAX_POINTS:
        raise InvalidSelection(
            f"Le tracé doit compter de 3 à {MAX_POINTS} points « longitude,latitude » : dessinez-le à nouveau."
        )
    return points


def _point(text: str) -> tuple[float, float]:
    longitude, latitude = (float(number) for number in text.split(","))
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(text)
    return longitude, latitude
