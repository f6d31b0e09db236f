"""What a CPTS prepares before it files: letter answered, support, diagnosis, objectives, fiches, budget, association."""

from datetime import time, timedelta
from io import BytesIO
from typing import Any

from maillage.community.creation.actions import accelerator, missions, support
from maillage.community.creation.models import AcceleratorSession
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Decision, Opinion
from maillage.community.governance import actions as governance
from maillage.community.governance import outlines
from maillage.community.governance.models import Piece
from maillage.community.library import actions as library
from maillage.community.missions import actions as work
from maillage.community.money import actions as money
from maillage.facts.words import MISSIONS
from maillage.kernel.french import typed
from maillage.results import territoires
from maillage.results.cpts import snapshot
from maillage.results.demonstration.stage import Scene, words

_SOCLE = ("acces_aux_soins", "parcours", "prevention", "crise_sanitaire")


def first_steps(scene: Scene, start: int) -> None:
    """From the first contact to the answer of the agency, its money and the early coordinator; two hundred days."""
    told = words("recits")
    scene.contact(start)
    sent = scene.letter(start - 60)
    _session(scene, AcceleratorSession.Stage.LETTRE, start - 70)
    opinion: dict[str, Any] = {"sense": Opinion.Sense.FAVORABLE, "body": typed(told["avis_lettre"]), "shared": True}
    filing.give_opinion(sent, **opinion, **scene.answers("cpam", "denis", start - 80))
    ars = scene.answers("ars", "esther", start - 100)
    answer: dict[str, Any] = {
        "kind": Decision.Kind.REPONSE,
        "decided_on": scene.on(start - 100),
        "reasons": typed(told["reponse_lettre"]),
    }
    filing.decide(sent, **answer, **ars)
    year = timedelta(days=365)
    support.record_support(
        scene.community,
        institution_name=scene.cast.institutions["ars"].name,
        amount=told["soutien"]["centimes"],
        purpose=told["soutien"]["objet"],
        since=scene.on(start - 110),
        until=scene.on(start - 110) + year,
        decided_on=scene.on(start - 100),
        reference=told["soutien"]["reference"],
        transmission=sent,
        **scene.says(start - 101),
    )
    support.save_coordinator(
        scene.community,
        starts_on=scene.on(start - 120),
        ends_on=scene.on(start - 120) + year,
        share=told["coordination"]["part"],
        employer=scene.community.name,
        objectives=typed(told["coordination"]["objectifs"]),
        project_due_on=scene.on(start - 120) + timedelta(days=270),
        contract_due_on=scene.on(start - 120) + year,
        version=0,
        **scene.says(start - 102),
    )
    _session(scene, AcceleratorSession.Stage.PROJET, start - 150)
    early = told["mission_en_route"]
    missions.record_mission(
        scene.community,
        mission="acces_aux_soins",
        since=scene.on(start - 160),
        evidence=typed(early),
        **scene.says(start - 165),
    )


def _session(scene: Scene, stage: AcceleratorSession.Stage, days: int) -> None:
    held = words("recits")["accelerateur"][str(stage)]
    accelerator.record_session(scene.community, stage=stage, on=scene.on(days), **held, **scene.says(days))


def projet_de_sante(scene: Scene, days: int) -> None:
    """Diagnosis kept, objectives on its figures, fiches, budget, texts: everything about `days` days ago."""
    told = words("projet")
    day = scene.on(days)
    found = snapshot.of_codes(scene.told_codes)
    content = snapshot.content(found)
    work.insert_diagnosis(scene.community, content=content, stamp="démonstration", today=day, **scene.says(days))
    figures = snapshot.figures(found, day)
    for one in told["objectifs"]:
        linked = [figures[key] for key in one["chiffres"] if key in figures]
        made = work.create_objective(
            scene.community, title=one["titre"], finding=typed(one["constat"]), figures=linked, **scene.says(days)
        )
        for fiche in one["fiches"]:
            dates: dict[str, Any] = {"starts_on": scene.on(days - 200), "ends_on": scene.on(days - 900)}
            values: dict[str, Any] = {**told["fiche_commune"], **fiche, **dates, "objective": made}
            work.create_fiche(scene.community, values=values, **scene.says(days))
    starts = {name: scene.on(days - 300) for name in MISSIONS if name in _SOCLE}
    money.set_hypothesis(scene.community, signed_on=scene.on(days - 200), starts=starts, **scene.says(days))
    for line in told["budget"]:
        money.create_lines(scene.community, values={"mission": "", "note": "", **line}, years=(1, 2), **scene.says(days))
    scene.write(TextKind.PROJET, told["textes"], days)


def association(scene: Scene, days: int, pieces: tuple[Piece, ...]) -> None:
    """Statutes and rules from the models, the constitutive assembly, and what is done of the list."""
    told: dict[str, Any] = words("recits")["assemblee"]
    names = [commune.name for commune in territoires.describe(scene.told_codes).communes]
    for text in (TextKind.STATUTS, TextKind.REGLEMENT):
        filled = {
            one.key: outlines.filled(one, name=scene.community.name, seat=scene.community.seat, communes=names)
            for one in outlines.OUTLINES[text].sections
        }
        scene.write(text, filled, days + 30)
    call: dict[str, Any] = {
        name: told[name] for name in ("title", "place", "sender", "agenda", "colleges", "quorum_percent", "proxies_limit")
    }
    meeting = governance.call_assembly(scene.community, values={**call, "at": scene.at(days)}, **scene.says(days + 20))
    for one in told["presents"]:
        governance.record_presence(meeting, **{"represented_by": "", **one}, **scene.says(days))
    for vote in told["resolutions"]:
        governance.record_resolution(meeting, **vote, **scene.says(days))
    closed: dict[str, Any] = {name: told[name] for name in ("chair", "secretary", "minutes")}
    times: dict[str, Any] = {"opened_at": time(19, 30), "closed_at": time(21, 10)}
    governance.change_assembly(meeting, values={**closed, **times}, version=meeting.version, **scene.says(days - 2))
    for one in words("recits")["fichiers"]:
        content = one["texte"].encode()
        library.add(scene.community, name=one["nom"], size=len(content), content=BytesIO(content), **scene.says(days - 3))
    for key in pieces:
        done: dict[str, Any] = {"done_on": scene.on(days - 5), "note": told["notes"].get(str(key), "")}
        governance.record_piece(scene.community, key=key, today=scene.on(days - 6), **done, **scene.says(days - 6))
