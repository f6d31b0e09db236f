"""The layout sets htmx so that a strict policy holds and a refused form is still shown."""

import json
import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_htmx_evaluates_nothing_and_adds_no_style(client: Client) -> None:
    text = client.get("/a-propos/").content.decode()
    found = re.search(r"<meta name=\"htmx-config\" content='([^']+)'", text)
    assert found
    config = json.loads(unescape(found[1]))
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert {"code": "400", "swap": True} in config["responseHandling"]


def test_there_is_a_place_to_tell_that_a_request_failed(client: Client) -> None:
    text = client.get("/a-propos/").content.decode()
    assert re.search(r'role="status"[^>]*data-request-notice', text)
    assert "shared/js/requests" in text
