"""What will be frozen is read before the act, says that it has not left, and leaves nothing behind."""

from io import BytesIO

import pypdf
import pytest

from maillage.accounts.walls import within
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing.models import Transmission
from tests.support.personas import NOW, People, signed_in

HOME = "/c/cpts-du-pays-de-foix/"


@pytest.mark.parametrize(
    ("page", "address", "text", "key"),
    [
        ("creation/lettre/envoyer/", "creation/lettre/apercu.pdf", TextKind.LETTRE, "porteurs"),
        ("depot/", "depot/apercu.pdf", TextKind.PROJET, "gouvernance"),
    ],
)
def test_the_act_offers_the_pdf_that_it_would_freeze(who: People, page: str, address: str, text: TextKind, key: str) -> None:
    with within(who.ours):
        drafting.save_section(who.ours, text=text, key=key, body="Trois collèges votent.", version=0, by=who.amina, now=NOW)
    client = signed_in(who.amina)
    source = client.get(HOME + page).content.decode()
    assert f'href="{HOME}{address}">Aperçu (PDF)</a>' in source
    answer = client.get(HOME + address)
    assert answer["Content-Type"] == "application/pdf"
    told = " ".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(answer.content)).pages)
    assert "Aperçu du" in told
    assert "Brouillon" not in told
    assert "Trois collèges votent." in told
    with within(who.ours):
        assert not Transmission.objects.filter(community=who.ours).exists()


@pytest.mark.parametrize("address", ["creation/lettre/apercu.pdf", "depot/apercu.pdf"])
def test_only_who_may_send_previews_and_behind_the_walls(who: People, address: str) -> None:
    assert signed_in(who.bruno).get(HOME + address).status_code == 403
    assert signed_in(who.chloe).get(HOME + address).status_code == 404
