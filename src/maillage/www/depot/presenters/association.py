"""The checklist of the association, each piece with its help and its form."""

from dataclasses import dataclass

from maillage.community.communities.models import Community
from maillage.community.governance import numbers, selectors
from maillage.community.governance.models import AssociationPiece, Piece
from maillage.results.cpts import carriers
from maillage.www.depot.forms.association import PieceForm
from maillage.www.shared.formats import typed

_HELP = {
    Piece.STATUTS: "Le jour de l'assemblée qui les adopte. Un modèle à compléter est proposé plus bas.",
    Piece.FONDS: "Une phrase des statuts suffit : elle est dans l'article « Ressources » du modèle. Le contrat la demande.",
    Piece.ASSEMBLEE: "Convocation, émargement et procès-verbal se préparent plus bas.",
    Piece.BUREAU: "Présidence, trésorerie et secrétariat ; le procès-verbal en fait foi.",
    Piece.DECLARATION: "En préfecture ou en ligne ; en Alsace-Moselle, inscription au tribunal.",
    Piece.RNA: "Donné avec le récépissé de déclaration. Noté ici, il est proposé à l'identité ; et l'inverse.",
    Piece.JOAFE: "La date de parution de l'annonce.",
    Piece.SIRET: "À demander à l'Insee, nécessaire pour recevoir des fonds. Noté ici, il est proposé à l'identité ; et l'inverse.",
    Piece.FINESS: "Donné par l'agence régionale de santé. Noté ici, il est proposé à l'identité ; et l'inverse.",
    Piece.BANQUE: "Au nom de l'association ; la caisse verse sur ce compte.",
    Piece.ASSURANCE: "Responsabilité civile de l'association et de ses dirigeants.",
    Piece.REGLEMENT: "Avec la grille d'indemnisation. Un modèle à compléter est proposé plus bas.",
}


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One line of the checklist."""

    piece: Piece
    help: str
    row: AssociationPiece | None
    form: PieceForm
    is_open: bool
    """Its form was refused: it stays unfolded."""


def pieces(community: Community, refused: PieceForm | None) -> list[PieceRow]:
    """Every piece, in order; `refused` is the form of one of them."""
    done = selectors.pieces(community)
    known = {piece: numbers.of_identity(community, piece) for piece in Piece} | {Piece.BUREAU: carriers.bureau(community)}
    given = {piece: refused if refused and refused.prefix == piece else None for piece in Piece}
    return [_row(piece, done.get(piece), known[piece], given[piece]) for piece in Piece]


def _row(piece: Piece, row: AssociationPiece | None, known: str, refused: PieceForm | None) -> PieceRow:
    """What the space knows already (a number of the identity, the bureau) is offered as the note, where none is written."""
    note = (row.note if row else "") or known[:300]
    initial = {"done_on": row.done_on, "note": note} if row else {"note": note}
    form = refused or PieceForm(prefix=piece.value, initial=initial)
    return PieceRow(piece, typed(_HELP[piece]), row, form, refused is not None)
