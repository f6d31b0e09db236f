"""A CPTS whose project left by post: it declared the receipt with its proof, the agency let that day stand, then opposed in time."""

from typing import Any

from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision
from maillage.community.governance.models import Piece
from maillage.kernel.french import typed
from maillage.results.demonstration import making
from maillage.results.demonstration.stage import Scene, words

_DONE = (Piece.STATUTS, Piece.FONDS)


def play(scene: Scene) -> None:
    making.first_steps(scene, 330)
    making.association(scene, 110, _DONE)
    making.projet_de_sante(scene, 80)
    sent = scene.project_by_post(60, received=57, told=50)
    opposition: dict[str, Any] = {
        "kind": Decision.Kind.OPPOSITION,
        "decided_on": scene.on(12),
        "ground": Decision.Ground.TERRITOIRE,
        "reasons": typed(words("recits")["opposition"]),
    }
    filing.decide(sent, **opposition, **scene.answers("ars", "esther", 12))
