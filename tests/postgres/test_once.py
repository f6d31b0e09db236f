"""The same form sent by two requests at the same instant: one row, one answer."""

from typing import Any

import pytest
from django.test import Client

from maillage.accounts.walls import outside
from maillage.community.missions.models import Objective
from maillage.www.shared.models import SentForm
from tests.attaques.test_deux_fois import objective
from tests.postgres.test_faults import at_once
from tests.support.personas import People, people, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who(transactional_db: None, settings: Any) -> People:
    settings.RATELIMIT_ENABLE = False
    return people()


def test_four_sendings_at_once_make_one_row(who: People) -> None:
    form, cookies = objective(who), signed_in(who.amina).cookies

    def send() -> tuple[int, str]:
        client = Client()
        client.cookies = cookies
        answer = client.post(form.action, form.body())
        return answer.status_code, answer.get("Location", "")

    found = at_once(*[send] * 4)
    with outside("a test"):
        assert Objective._base_manager.count() == 1
    assert len(set(found)) == 1, found
    assert found[0][0] == 302  # type: ignore[index]
    assert SentForm.objects.get().is_acted
