"""A CPTS whose project was received five weeks ago: the two months run, a piece is awaited, three weeks are left."""

from datetime import timedelta
from typing import Any

from maillage.community.communities import actions as communities
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Opinion
from maillage.community.governance.models import Piece
from maillage.community.library import selectors as library
from maillage.kernel.french import typed
from maillage.results.demonstration import making
from maillage.results.demonstration.stage import Scene, words

_DONE = (Piece.STATUTS, Piece.FONDS, Piece.ASSEMBLEE, Piece.BUREAU, Piece.DECLARATION, Piece.RNA)


def play(scene: Scene) -> None:
    making.first_steps(scene, 370)
    communities.set_perimeter(
        scene.community,
        codes=scene.told_codes,
        since=scene.on(170),
        reason=scene.told["perimetre"]["motif"],
        decision=scene.told["perimetre"]["decision"],
        **scene.says(168),
    )
    making.association(scene, 90, _DONE)
    making.projet_de_sante(scene, 60)
    row = drafting.section(scene.community, text=TextKind.PROJET, key="usagers")
    told = words("recits")
    drafting.comment(row, body=typed(told["commentaire"]), by=scene.cast.people["bruno"], now=scene.at(55))
    sent = scene.project(40)
    cpam = scene.answers("cpam", "denis", 27)
    first = filing.ask_piece(sent, body=typed(told["piece_fournie"]["demande"]), due_on=scene.on(17), **cpam)
    given = list(library.files(scene.community))
    filing.answer_piece(first, answer=typed(told["piece_fournie"]["reponse"]), files=given, **scene.says(21))
    ars = scene.answers("ars", "esther", 9)
    filing.ask_piece(sent, body=typed(told["piece_attendue"]), due_on=scene.today + timedelta(days=5), **ars)
    favorable: dict[str, Any] = {"sense": Opinion.Sense.FAVORABLE, "body": typed(told["avis_projet"]), "shared": False}
    filing.give_opinion(sent, **favorable, **scene.answers("cpam", "denis", 6))
    communities.invite(scene.community, **scene.told["invitee"], **scene.says(1))
