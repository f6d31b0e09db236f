"""What the stories share: who is there, on which day, and what every CPTS does in its turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from maillage.accounts.models import User
from maillage.community.communities.models import Community
from maillage.community.creation.actions import meetings
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.actions import Voice
from maillage.community.filing.models import Transmission, TransmissionKind, Way
from maillage.community.library import actions as library
from maillage.institutions.models import Institution
from maillage.kernel.french import typed
from maillage.results import territoires
from maillage.results.cpts import letter, project

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=4)
def words(name: str = "distribution") -> Any:
    """One of the YAML files beside: what is said, in French."""
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))


def moment(day: date, hour: int = 10) -> datetime:
    """Office hours of a day, in France."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by key."""

    people: Mapping[str, User]
    institutions: Mapping[str, Institution]


@dataclass(frozen=True, slots=True)
class Scene:
    """One CPTS and its days: `on(38)` is the day 38 days ago, `at(38)` its morning."""

    community: Community
    lead: User
    cast: Cast
    today: date
    told: Mapping[str, Any]

    @property
    def told_codes(self) -> list[str]:
        """The communes of its last perimeter."""
        epcis = [*self.told["epci"], *self.told.get("epci_ajoutes", [])]
        return [code for epci in epcis for code in territoires.members("epci", epci)]

    def on(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def at(self, days: int) -> datetime:
        return moment(self.on(days))

    def says(self, days: int) -> dict[str, Any]:
        """Who writes, and when, as actions ask."""
        return {"by": self.lead, "now": self.at(days)}

    def voice(self, key: str) -> Voice:
        place = self.cast.institutions[key]
        return Voice(place.pk, place.kind, place.name)

    def answers(self, place: str, person: str, days: int) -> dict[str, Any]:
        """An institution that answers, by the hand of one of its agents."""
        return {"voice": self.voice(place), "by": self.cast.people[person], "now": self.at(days)}

    def write(self, text: TextKind, bodies: Mapping[str, str], days: int) -> None:
        """First words of several sections."""
        for key, body in bodies.items():
            drafting.save_section(self.community, text=text, key=key, body=typed(body), version=0, **self.says(days))

    def contact(self, days: int) -> Transmission:
        """The first contact, its meeting proposed by the agency, held in time, and its minutes."""
        told = words("recits")["contact"]
        readers = [place.name for place in self.cast.institutions.values()]
        content = letter.contact(self.community, self.on(days), sections=told["sections"], readers=readers)
        sent = self._send(TransmissionKind.CONTACT, content, days)
        ars = self.answers("ars", "esther", days - 2)
        filing.date_receipt(sent, received_on=self.on(days - 2), today=self.on(days - 2), **ars)
        met = meetings.propose(sent, at=moment(self.on(days - 10), 14), place=told["lieu"], **ars)
        meetings.confirm(met, **self.says(days - 3))
        meetings.hold(met, held_on=self.on(days - 10), **self.says(days - 10))
        meetings.save_minutes(met, body=typed(told["compte_rendu"]), version=met.version, **self.says(days - 11))
        return sent

    def letter(self, days: int) -> Transmission:
        """The lettre d'intention, written then sent, and received two days later."""
        self.write(TextKind.LETTRE, self.told["lettre"], days + 20)
        sent = self._send(TransmissionKind.LETTRE, letter.frozen(self.community, self.on(days)), days)
        return self._received(sent, days - 2)

    def project(self, days: int) -> Transmission:
        """The health project as it stands, transmitted by Maillage: the two months start, and the agency confirms that day."""
        sent = self._send(TransmissionKind.PROJET, project.frozen(self.community, self.on(days)), days)
        return self._received(sent, days, recorded=days - 2)

    def project_by_post(self, days: int, *, received: int, told: int) -> Transmission:
        """The same on paper, `received` days ago, which the CPTS declares with its proof `told` days ago; the agency reads it."""
        content = project.frozen(self.community, self.on(days))
        sent = self._send(TransmissionKind.PROJET, content, days, way=Way.POSTE)
        said = words("recits")["accuse"]
        body = said["texte"].encode()
        proof = library.add(self.community, name=said["nom"], size=len(body), content=BytesIO(body), **self.says(told))
        paper: dict[str, Any] = {"received_on": self.on(received), "reference": said["reference"], "proofs": [proof]}
        filing.date_receipt(sent, **paper, today=self.on(told), **self.says(told))
        filing.tell_receipt(sent.receipts.get(), names=[self.cast.institutions["ars"].name], now=self.at(told))
        return sent

    def _send(self, kind: TransmissionKind, content: Mapping[str, Any], days: int, way: Way = Way.MAILLAGE) -> Transmission:
        return filing.transmit(self.community, kind=kind, content=content, sent_on=self.on(days), way=way, **self.says(days))

    def _received(self, sent: Transmission, days: int, recorded: int | None = None) -> Transmission:
        ars = self.answers("ars", "esther", days if recorded is None else recorded)
        return filing.date_receipt(
            sent, received_on=self.on(days), today=self.on(days if recorded is None else recorded), **ars
        )
