"""The numbers of the association, wherever they were typed first: the identity of the CPTS, or the note of a piece.

Both places keep their own; each offers to the other what it lacks, and a person accepts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from maillage.accounts import turns
from maillage.accounts.models import User
from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.actions import save_identity
from maillage.community.communities.models import Community
from maillage.community.governance.models import AssociationPiece, Piece
from maillage.kernel.codes import finess, rna, siret
from maillage.kernel.codes.errors import InvalidCode


@dataclass(frozen=True, slots=True)
class Number:
    """One kind of number: its field in the identity, its name, how it is checked, printed, and found in a sentence."""

    field: str
    label: str
    validate: Callable[[str], str]
    format: Callable[[str], str]
    written: re.Pattern[str]


def _groups(first: str, following: str) -> re.Pattern[str]:
    """Signs that spaces, dots or dashes may part, with no other letter or digit against them."""
    part = r"[\s.\-]?"
    return re.compile(rf"(?<!\w){first}(?:{part}{following})(?!{part}\d)(?!\w)", re.IGNORECASE)


NUMBERS: Mapping[Piece, Number] = {
    Piece.RNA: Number("rna", "RNA", rna.validate, rna.format, _groups("W", r"[0-9A-Z](?:[\s.\-]?[0-9A-Z]){2,}")),
    Piece.SIRET: Number("siret", "SIRET", siret.validate, siret.format, _groups(r"\d", r"\d(?:[\s.\-]?\d){6,}")),
    Piece.FINESS: Number("finess", "FINESS", finess.validate, finess.format, _groups(r"\d", r"[0-9AB](?:[\s.\-]?\d){4,}")),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A number noted with a piece that is not the one of the identity; `kept` is what the identity says, empty or other."""

    piece: Piece
    number: Number
    value: str
    kept: str

    @property
    def shown(self) -> str:
        return self.number.format(self.value)

    @property
    def kept_shown(self) -> str:
        return self.number.format(self.kept) if self.kept else ""


def in_note(piece: Piece, note: str) -> str:
    """The number that a note holds, compact; empty when it holds words only. InvalidCode: a number that is not one."""
    if piece not in NUMBERS:
        return ""
    found = NUMBERS[piece].written.search(note)
    if found is None and not re.fullmatch(r"[\dW\s.\-]*\d[\dW\s.\-]*", note.strip(), re.IGNORECASE):
        return ""
    return NUMBERS[piece].validate(found[0] if found else note)


def offers(community: Community) -> tuple[Offer, ...]:
    """What the pieces say and the identity does not, in the order of the pieces. Asked within the walls."""
    notes = dict(AssociationPiece.objects.filter(community=community, key__in=NUMBERS).values_list("key", "note"))
    found = ((piece, number, _kept(piece, notes.get(piece, ""))) for piece, number in NUMBERS.items())
    return tuple(
        Offer(piece, number, value, getattr(community, number.field))
        for piece, number, value in found
        if value and value != getattr(community, number.field)
    )


def of_identity(community: Community, piece: Piece) -> str:
    """The number of the identity as a note would say it; empty when the identity has none."""
    number = NUMBERS.get(piece)
    value = getattr(community, number.field) if number else ""
    return number.format(value) if number and value else ""


@turns.act
def accept(community: Community, *, piece: Piece, over: str, by: User, now: datetime) -> Offer:
    """Writes in the identity the number of a piece; `over` is what the person saw there, and nothing else is replaced."""
    community.refresh_from_db()
    offer = next((one for one in offers(community) if one.piece == piece), None)
    if offer is None or offer.kept != over:
        raise UnableToSave(
            "Ce numéro ou l'identité a changé depuis que la page est ouverte : relisez les deux, puis choisissez."
        )
    values = {offer.number.field: offer.value}
    if piece == Piece.SIRET and community.siren and not offer.value.startswith(community.siren):
        raise UnableToSave(
            f"SIRET : {offer.shown} n'est pas celui du SIREN {community.siren} de l'identité ; corrigez d'abord celui qui est faux."
        )
    save_identity(community, values=values, version=community.version, by=by, now=now)
    return offer


def _kept(piece: Piece, note: str) -> str:
    """A note written before numbers were checked may hold a false one: it is not offered."""
    try:
        return in_note(piece, note)
    except InvalidCode:
        return ""
