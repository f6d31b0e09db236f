"""Signatures recorded from the signed paper: refused, they leave nothing."""

import pytest

from maillage.accounts.walls import within
from maillage.community.library.models import File
from tests.support.contracts import papers
from tests.support.personas import People
from tests.www.test_depot import iso, post
from tests.www.test_depot_contrat import deed, prepared

pytestmark = pytest.mark.django_db


def test_refused_signatures_leave_no_scan(who: People) -> None:
    client = prepared(who)
    with within(who.ours):
        before = File.objects.count()
    refused = post(client, f"contrat/actes/{deed(who).pk}/signatures/papier/", **papers(on=iso(1)))
    assert refused.status_code == 400
    with within(who.ours):
        assert File.objects.count() == before
