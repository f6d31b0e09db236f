"""What tests of the institutions share: files as their pages send them, and people of other territories."""

import io
import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.utils import timezone

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.walls import within
from maillage.community.communities.models import Community
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Transmission, TransmissionKind, Way
from maillage.community.library import actions as library
from maillage.community.library.models import File
from maillage.institutions import actions as institutions
from maillage.institutions import receipts
from maillage.institutions.models import Institution, Kind
from maillage.results.cpts import letter, project
from tests.support.files import PDF
from tests.support.personas import NOW, TODAY, People, person

ARS, CPAM = "/institution/ars-occitanie/", "/institution/cpam-de-lariege/"
DRAFT = "Un brouillon que personne n'a transmis"


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))


def said(answer: HttpResponse) -> str:
    """The words of a page."""
    main = re.sub(r"(?s)^.*<main|</main>.*$", "", answer.content.decode())
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def send(
    who: People, kind: TransmissionKind, community: Community | None = None, *, way: Way = Way.MAILLAGE, at: datetime = NOW
) -> Transmission:
    """A file as its page sends it, with words of its own."""
    ours = community or who.ours
    by = who.chloe if community == who.theirs else who.amina
    with within(ours):
        make = project.frozen if kind == TransmissionKind.PROJET else letter.frozen
        content = make(ours, TODAY)
        content["sections"][0]["body"] = "Nous voulons **soigner** ensemble."
        return filing.transmit(ours, kind=kind, content=content, sent_on=timezone.localdate(at), by=by, now=at, way=way)


def draft(who: People) -> None:
    """Words that the CPTS writes and does not send."""
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.LETTRE, key="contexte", body=DRAFT, version=0, by=who.amina, now=NOW)


def received(sent: Transmission, who: People, on: date = TODAY) -> None:
    voice = filing.Voice(who.ars.pk, "ars", who.ars.name)
    with within(sent.community):
        filing.date_receipt(sent, received_on=on, by=who.esther, now=NOW, today=TODAY, voice=voice)


def acknowledgement(who: People, at: datetime = NOW) -> File:
    """The scan that proves a receipt, in the documents of `ours`."""
    body = io.BytesIO(PDF)
    return library.add(who.ours, name="accuse.pdf", size=len(PDF), content=body, by=who.amina, now=at)


def declared(sent: Transmission, who: People, on: date = TODAY, at: datetime = NOW) -> None:
    """The CPTS declares a receipt from a paper, and the agency of the territory is told."""
    with within(sent.community):
        proofs = [acknowledgement(who, at)]
        given = {"received_on": on, "reference": "1A 234", "proofs": proofs, "by": who.amina}
        receipts.declare(sent, **given, now=at, today=timezone.localdate(at))  # type: ignore[arg-type]


def file_of(sent: Transmission, home: str = ARS) -> str:
    return f"{home}dossiers/{sent.pk}/"


def elsewhere(who: People) -> User:
    """An agent of an ARS that is competent for neither of the two."""
    far = institutions.create_institution(kind=Kind.ARS, name="ARS Bretagne", departements=["29"], now=NOW, fictif=True)
    agent = person("Fanch")
    institutions.give_role(far, person=agent, role="agent_ars", by=None, now=NOW)
    return agent


def reader(kind: Kind, role: str, name: str) -> tuple[User, Institution]:
    """Somebody who follows the same territory without instructing."""
    place = institutions.create_institution(kind=kind, name=name, departements=["09"], now=NOW, fictif=True)
    somebody = person(name.split()[0])
    institutions.give_role(place, person=somebody, role=role, by=None, now=NOW)
    return somebody, place
