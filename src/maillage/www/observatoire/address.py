"""What an address of the observatory says besides the place: the day it shows, kept from page to page."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from maillage.kernel import written
from maillage.results import observatoire
from maillage.results.couverture import Coverage
from maillage.www.shared.formats import long_day, typed

ADDRESSES = {"region": "region", "departement": "departement", "cpts": "cpts", "zone": "zone"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`day` is None for today; `refusal` says why the day of the address was not followed."""

    today: date
    day: date | None = None
    refusal: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> "Asked":
        today = timezone.localdate()
        text = request.GET.get("le", "").strip()[:20]
        if not text:
            return cls(today)
        try:
            day = written.day(text)
            observatoire.at(today, day)
        except observatoire.Unreadable as error:
            return cls(today, None, str(error))
        except written.Unreadable:
            return cls(today, None, typed(f"« {text} » n'est pas une date : écrivez AAAA-MM-JJ, par exemple 2024-01-01."))
        return cls(today, None if day == today else day)

    @property
    def coverage(self) -> Coverage:
        return observatoire.at(self.today, self.day)

    @property
    def status(self) -> int:
        return 400 if self.refusal else 200

    @property
    def value(self) -> str:
        """For the field of the form."""
        return self.day.isoformat() if self.day else ""

    @property
    def said(self) -> str:
        """« le 1er mars 2024 », « aujourd'hui »."""
        return f"le {long_day(self.day)}" if self.day else f"le {long_day(self.today)}"

    def link(self, name: str, *parts: str, **parameters: str) -> str:
        """Address of a page of the observatory, on the same day."""
        query = {key: value for key, value in ({"le": self.value} | parameters).items() if value}
        path = reverse(f"observatoire:{name}", args=parts)
        return f"{path}?{urlencode(query)}" if query else path

    def shape(self, kind: str, key: str) -> str:
        """Address of what a shape of a map stands for; empty when it has none."""
        if kind == "commune":
            return f"{reverse('territoire:index')}?{urlencode({'communes': key})}"
        return self.link(ADDRESSES[kind], key) if kind in ADDRESSES else ""

    def place(self, level: str, code: str) -> str:
        return self.link("index") if level == "france" else self.link(level, code)
