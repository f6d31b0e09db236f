"""A CPTS at its very beginning: a first selection of communes, the first words of its letter, a question, an invitation."""

from maillage.community.communities import actions as communities
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.results.demonstration.stage import Scene


def play(scene: Scene) -> None:
    scene.write(TextKind.LETTRE, scene.told["lettre"], 6)
    row = drafting.section(scene.community, text=TextKind.LETTRE, key="territoire")
    member = scene.cast.people[scene.told["commentaire"]["par"]]
    drafting.comment(row, body=scene.told["commentaire"]["texte"], by=member, now=scene.at(2))
    communities.invite(scene.community, **scene.told["invitee"], **scene.says(1))
