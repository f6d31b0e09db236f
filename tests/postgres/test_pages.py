"""Pages say the same to the role that owns nothing as to the owner of the tables: no wall hides what is one's own."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from maillage.accounts import walls
from maillage.accounts.models import User
from maillage.results import demonstration
from tests.support.addresses import CPTS, INSTITUTION, addresses
from tests.support.personas import signed_in

pytestmark = pytest.mark.django_db
CHANGING = re.compile(rb'name="(?:csrfmiddlewaretoken|cle)" value="[^"]+"|/agenda/[^"/]+')
"""Tokens that are new at each reading."""
VISITS = (
    ("amina", CPTS, "cpts-des-trois-rivieres"),
    ("fatou", CPTS, "cpts-du-piemont"),
    ("esther", INSTITUTION, "ars-occitanie"),
)


@pytest.fixture
def _lowered_again() -> Iterator[None]:
    yield
    walls.raise_rights()


def read(browser: Client, path: str) -> tuple[int, bytes]:
    answer = browser.get(path)
    assert answer.status_code < 500, path
    whole = b"" if answer.streaming else CHANGING.sub(b"", answer.content)  # type: ignore[attr-defined]
    return answer.status_code, whole if "html" in answer.get("Content-Type", "") else b""


@pytest.mark.usefixtures("_lowered_again")
def test_each_page_is_the_same_with_lowered_rights(settings: Any) -> None:
    settings.RATELIMIT_ENABLE = False
    demonstration.populate(date(2026, 11, 22))
    browsers = {name: signed_in(User.objects.get(email__startswith=f"{name}.")) for name, _, _ in VISITS}
    paths = [
        (name, address.filled(slug, {}))
        for name, space, slug in VISITS
        for address in addresses(space)
        if not address.arguments and "journal" not in address.route and "." not in address.route
    ]
    paths += [(name, "/compte/") for name in browsers]
    assert len(paths) > 40
    for name, path in paths:
        # what is new since the last visit is told once
        read(browsers[name], path)
    before = {path: read(browsers[path[0]], path[1]) for path in paths}
    walls.lower_rights()
    different = [path for path in paths if read(browsers[path[0]], path[1]) != before[path]]
    assert different == []
