"""Archives made to harm: each is refused in one French sentence, and the instance is as it was, to the last file."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry, User
from maillage.accounts.walls import outside, within
from maillage.community.communities import actions as communities
from maillage.community.communities.models import Community, Perimeter
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing import selectors as filed
from maillage.community.filing.models import Receipt, TransmissionKind
from maillage.community.library import actions as library
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.community.library.shelf import shelf
from maillage.results.cpts import export, importing
from maillage.results.instance import UnableToRestore, archive, open_archive, restore, save
from maillage.results.instance.archive import UnableToRead
from tests.support.files import PDF
from tests.support.objects import read
from tests.support.personas import NOW, TODAY, People, people, person

pytestmark = pytest.mark.django_db
YESTERDAY = Path(__file__).parents[1] / "support" / "archives" / "cpts-de-la-version-0.zip"
DIGEST = hashlib.sha256(PDF).hexdigest()
Change = Callable[["Opened"], None]


class Opened:
    """An archive open to whoever wants to harm: its tables as rows, its other members as bytes, its manifest."""

    def __init__(self, body: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(body)) as opened:
            self.members = {name: opened.read(name) for name in opened.namelist()}
        self.manifest: dict[str, Any] = json.loads(self.members.pop(archive.MANIFEST))
        self.extra: list[tuple[str | zipfile.ZipInfo, bytes]] = []

    def rows(self, table: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.members[f"donnees/{table}.jsonl"].splitlines()]

    def put(self, table: str, rows: list[dict[str, Any]]) -> None:
        body = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" for row in rows)
        self.members[f"donnees/{table}.jsonl"] = body.encode("utf-8", "surrogatepass")

    def change(self, table: str, **values: Any) -> None:
        """Other values in the first row of a table."""
        rows = self.rows(table)
        assert set(values) <= set(rows[0]), values
        rows[0] |= values
        self.put(table, rows)

    def written(self, path: Path) -> Path:
        """The archive, under a manifest that agrees with it: what only the content can betray."""
        told = {name: hashlib.sha256(body).hexdigest() for name, body in self.members.items()}
        told |= {
            item if isinstance(item, str) else item.filename: hashlib.sha256(body).hexdigest() for item, body in self.extra
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name, body in [*self.members.items(), *self.extra]:
                target.writestr(name, body)
            target.writestr(archive.MANIFEST, json.dumps({**self.manifest, "membres": told}))
        return path


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.MAILLAGE_DIR = tmp_path / "instance"
    return tmp_path / "instance"


@cache
def _made() -> bytes:
    """The archive of a CPTS that has a text, a file and a sending; what it was drawn from goes. Made once."""
    with transaction.atomic():
        who, target = people(), io.BytesIO()
        _written(who, target)
        transaction.set_rollback(True)
    storage.forget(who.ours.pk, DIGEST)
    return target.getvalue()


def _written(who: People, target: io.BytesIO) -> None:
    with within(who.ours):
        drafting.save_section(who.ours, text=TextKind.LETTRE, key="territoire", body="Foix", version=0, by=who.amina, now=NOW)
        library.add(who.ours, name="Statuts.pdf", size=len(PDF), content=io.BytesIO(PDF), by=who.amina, now=NOW)
        content = {"title": "Contact"}
        filing.transmit(who.ours, kind=TransmissionKind.CONTACT, content=content, sent_on=TODAY, by=who.amina, now=NOW)
        export.write_to(who.ours, target, now=NOW, papers=lambda community, day: [])


@pytest.fixture
def body(home: Path) -> bytes:
    return _made()


@pytest.fixture
def theirs(home: Path) -> Community:
    """Another CPTS of this instance, and Chloé who coordinates it."""
    made = {"name": "CPTS du Comtat", "codes": ["84031"], "now": NOW, "today": TODAY}
    return communities.create_community(by=person("Chloe"), **made)


def state(home: Path) -> dict[str, object]:
    """What an import that is refused must leave as it is."""
    with outside("a test looks at everything"):
        rows = {model._meta.label: model._base_manager.count() for model in export.models()}
        rows |= {model._meta.label: model._base_manager.count() for model in (Community, User, JournalEntry)}
    return {**rows, "files": sorted(str(path) for path in home.rglob("*") if path.is_file()), "kept": shelf().names()}


def refused(body: bytes, change: Change, tmp_path: Path, home: Path) -> str:
    opened = Opened(body)
    change(opened)
    path = opened.written(tmp_path / "piege.zip")
    before = state(home)
    with pytest.raises((importing.UnableToImport, UnableToRead)) as caught:
        importing.import_archive(path, now=NOW)
    assert state(home) == before
    sentence = str(caught.value)
    assert sentence.count("\n") == 0
    assert sentence.endswith(".")
    assert len(sentence) < 400
    return sentence


def test_an_honest_archive_comes_in(body: bytes, tmp_path: Path, home: Path) -> None:
    path = Opened(body).written(tmp_path / "honnete.zip")
    done = importing.import_archive(path, now=NOW)
    assert done.missing == ()
    assert read(done.community.pk, DIGEST) == PDF
    assert journal.first_break(str(done.community.pk)) is None


def _column(table: str, **values: Any) -> Change:
    return lambda opened: opened.change(table, **values)


# what the archive says -> what the sentence must name
VALUES: Mapping[str, tuple[Change, str]] = {
    "a path in the place of a digest": (_column("library.file", sha256="../../../../etc/passwd"), "sha256"),
    "an absolute path in the place of a digest": (_column("library.file", sha256="/etc/passwd"), "sha256"),
    "a digest in capitals": (_column("library.file", sha256=DIGEST.upper()), "sha256"),
    "a filed document with no digest": (_column("filing.transmission", digest="0" * 63), "digest"),
    "a name with a path": (_column("library.file", name="../../etc/passwd.pdf"), "library.file"),
    "a name with a script": (_column("library.file", name="<script>alert(1)<x>.pdf"), "library.file"),
    "a name turned around": (_column("library.file", name="Facture\u202efdp.exe.pdf"), "U+202E"),
    "a name on two lines": (_column("library.file", name="Statuts\nBcc: x.pdf"), "U+000A"),
    "a name of the CPTS on two lines": (_column("communities.community", name="CPTS\r\nBcc: x@exemple.fr"), "communities.community"),
    "a kind that is none": (_column("library.file", kind="exe"), "kind"),
    "a size that is negative": (_column("library.file", size=-1), "size"),
    "a size as text": (_column("library.file", size="12"), "library.file"),
    "a number beyond every database": (_column("library.file", size=10**30), "library.file"),
    "a text beyond its column": (_column("library.file", name="a" * 5_000 + ".pdf"), "name"),
    "a text where a number is": (_column("communities.perimeter", number="un"), "communities.perimeter"),
    "a truth where a number is": (_column("communities.perimeter", number=True), "communities.perimeter"),
    "a list where a text is": (_column("drafting.section", body=["x"]), "drafting.section"),
    "a day that does not exist": (_column("communities.perimeter", since="2026-02-31"), "communities.perimeter"),
    "a value that is missing": (_column("communities.perimeter", since=None), "since"),
    "communes that are no list": (_column("communities.perimeter", codes={"a": 1}), "codes"),
    "communes that are numbers": (_column("communities.perimeter", codes=[9122]), "codes"),
    "a bottomless value": (_column("communities.perimeter", codes=json.loads("[" * 90 + "]" * 90)), "codes"),
    "a NUL": (_column("drafting.section", body="a\0b"), "drafting.section"),
    "half a sign": (_column("drafting.section", body="\ud800"), "ne se lit pas"),
    "a command sign": (_column("drafting.section", body="a\x1bb"), "body"),
    "a role of an agency inside a CPTS": (_column("communities.communitygrant", role="agent_ars"), "communities.communitygrant"),
    "a role that does not exist": (_column("communities.communitygrant", role="dieu"), "communities.communitygrant"),
    "a person of nowhere": (_column("communities.communitygrant", person_id=str(uuid4())), "person_id"),
    "a text of a kind that is none": (_column("drafting.section", text="autre"), "text"),
    "an address that is none": (_column("communities.community", email="x"), "email"),
    "a site that is a script": (_column("communities.community", website="javascript:alert(1)"), "website"),
    "a public page of another shape": (_column("communities.community", is_public="oui"), "communities.community"),
    "a frozen copy that is not what its digest says": (_column("filing.transmission", content={"title": "Autre"}), "filing.transmission"),
    "an unknown column": (lambda opened: opened.put("library.file", [{**opened.rows("library.file")[0], "x": 1}]), "colonnes"),
    "a row twice": (lambda opened: opened.put("library.file", opened.rows("library.file") * 2), "library.file"),
    "no CPTS": (lambda opened: opened.put("communities.community", []), "communities.communitygrant"),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_a_value_that_no_form_lets_in_is_refused(name: str, body: bytes, tmp_path: Path, home: Path) -> None:
    change, words = VALUES[name]
    assert words in refused(body, change, tmp_path, home)


def test_rows_of_others_stay_out(body: bytes, theirs: Community, tmp_path: Path, home: Path) -> None:
    """A row of the other CPTS, a row that points at one of its rows, a row that takes the place of one of its rows."""
    with within(theirs):
        kept = Perimeter.objects.get()

    def point(opened: Opened) -> None:
        opened.put("drafting.sectionversion", [{**opened.rows("drafting.sectionversion")[0], "section_id": str(uuid4())}])

    assert "autre CPTS" in refused(body, _column("drafting.section", community_id=str(theirs.pk)), tmp_path, home)
    assert "section_id" in refused(body, point, tmp_path, home)
    assert "elle y est déjà" in refused(body, _column("communities.perimeter", id=str(kept.pk)), tmp_path, home)
    with within(theirs):
        assert Perimeter.objects.get().codes == kept.codes


def test_nobody_takes_the_place_of_a_person_of_here(body: bytes, theirs: Community, tmp_path: Path, home: Path) -> None:
    """The person of here keeps their name, their password and their address, whatever the archive says of them."""
    before = User.objects.values().get(email="chloe@exemple.fr")
    opened = Opened(body)
    people = opened.rows("personnes")
    mine = next(one for one in people if one["adresse"] == "amina@exemple.fr")
    opened.put("personnes", [{**one, "nom": "Pirate", "adresse": "chloe@exemple.fr"} if one is mine else one for one in people])
    importing.import_archive(opened.written(tmp_path / "autre.zip"), now=NOW)
    assert User.objects.values().get(email="chloe@exemple.fr") == before


@pytest.mark.parametrize(
    "values",
    [
        {"nom": 12}, {"nom": "x" * 121}, {"nom": "Amina\nBcc: x"}, {"adresse": "pas une adresse"}, {"id": "1"}, {"fictif": "oui"},
        {"role": "national"}, {"adresse": "bruno@exemple.fr"},
    ],
)  # fmt: skip
def test_people_are_judged_too(values: dict[str, Any], body: bytes, tmp_path: Path, home: Path) -> None:
    def change(opened: Opened) -> None:
        people = opened.rows("personnes")
        people.sort(key=lambda one: one["adresse"] != "amina@exemple.fr")
        opened.put("personnes", [{**people[0], **values}, *people[1:]])

    assert "person" in (said := refused(body, change, tmp_path, home)) or "deux fois" in said


def forged(opened: Opened, **values: Any) -> None:
    """One more entry, with the digest that it should have: anybody can compute it."""
    rows = opened.rows("accounts.journalentry")
    last = rows[-1]
    given = {**last, "id": str(uuid4()), "number": last["number"] + 1, "previous": last["digest"], **values}
    entry = JournalEntry(**{**given, "at": JournalEntry._meta.get_field("at").to_python(given["at"])})
    opened.put("accounts.journalentry", [*rows, {**given, "digest": journal.digest(entry)}])


def test_a_forged_journal_is_refused(body: bytes, theirs: Community, tmp_path: Path, home: Path) -> None:
    later = (NOW + timedelta(days=9)).isoformat(timespec="microseconds")
    assert "acte inconnu" in refused(body, lambda opened: forged(opened, action="couronnement"), tmp_path, home)
    assert "acte à venir" in refused(body, lambda opened: forged(opened, at=later), tmp_path, home)
    assert "personne de cette instance" in refused(
        body, lambda opened: forged(opened, person_id=str(theirs.created_by_id)), tmp_path, home
    )
    assert "autre CPTS" in refused(body, lambda opened: forged(opened, chain="instance"), tmp_path, home)
    assert "rompue" in refused(body, _column("accounts.journalentry", action="export"), tmp_path, home)


def _link(opened: Opened) -> None:
    link = zipfile.ZipInfo("fichiers/lien")
    link.external_attr = 0o120777 << 16
    opened.extra.append((link, b"/etc/passwd"))


def _named(name: str) -> Change:
    return lambda opened: opened.extra.append((name, b"x"))


def _bomb(opened: Opened) -> None:
    opened.extra += [(f"documents/{number}", b"\0" * (60 << 20)) for number in range(9)]


MEMBERS: Mapping[str, tuple[Change, str]] = {
    "a way up": (_named("../../etc/cron.d/x"), "sort de son dossier"),
    "an absolute path": (_named("/etc/cron.d/x"), "sort de son dossier"),
    "a path of Windows": (_named("C:\\x"), "sort de son dossier"),
    "a drive": (_named("C:x"), "sort de son dossier"),
    "an empty step": (_named("fichiers//x"), "sort de son dossier"),
    "a name on two lines": (_named("fichiers/a\nb"), "sort de son dossier"),
    "a link": (_link, "sort de son dossier"),
    "a table that is unknown": (_named("donnees/auth.permission.jsonl"), "ne sont pas celles de cette version"),
    "a table of accounts": (_named("donnees/accounts.user.jsonl"), "ne sont pas celles de cette version"),
    "small members that unfold without end": (_bomb, "démesurée"),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_a_member_made_to_harm_is_refused(name: str, body: bytes, tmp_path: Path, home: Path) -> None:
    change, words = MEMBERS[name]
    assert words in refused(body, change, tmp_path, home)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_a_member_twice_is_refused(body: bytes, tmp_path: Path, home: Path) -> None:
    assert "exactement ce que dit" in refused(body, _named("LISEZ-MOI.txt"), tmp_path, home)


@pytest.mark.usefixtures("on_both_shelves")
def test_bytes_that_are_not_those_of_the_digest_are_told_missing(body: bytes, tmp_path: Path, home: Path) -> None:
    opened = Opened(body)
    opened.members[f"fichiers/{DIGEST}"] = b"%PDF- autre"
    done = importing.import_archive(opened.written(tmp_path / "autre.zip"), now=NOW)
    assert done.missing == ("Statuts.pdf",)
    with within(done.community):
        assert not storage.holds(done.community.pk, File.objects.get().sha256)


# --- archives of before -------------------------------------------------------------------------------------
def test_an_archive_of_yesterday_comes_in(home: Path) -> None:
    done = importing.import_archive(YESTERDAY, now=NOW + timedelta(days=60))
    with within(done.community):
        assert (done.community.slug, Perimeter.objects.count()) == ("cpts-des-deux-vallees", 1)
    assert journal.first_break(str(done.community.pk)) is None


def test_an_archive_of_an_older_version_is_brought_to_the_tables_of_this_one(body: bytes, tmp_path: Path, home: Path) -> None:
    """The version before perimeters could be withdrawn: no such column, and no such migration."""
    opened = Opened(body)
    rows = opened.rows("communities.perimeter")
    opened.put("communities.perimeter", [{key: row[key] for key in row if key != "withdrawn_at"} for row in rows])
    opened.manifest["migrations"].remove("communities.0003_perimeter_withdrawn")
    done = importing.import_archive(opened.written(tmp_path / "ancienne.zip"), now=NOW)
    with within(done.community):
        assert Perimeter.objects.get().withdrawn_at is None
        assert File.objects.get().sha256 == DIGEST


@pytest.mark.parametrize("told", [[], "toutes", [1], ["communities.9999_plus_tard"]])
def test_an_archive_of_a_later_version_is_refused(told: object, body: bytes, tmp_path: Path, home: Path) -> None:
    def change(opened: Opened) -> None:
        opened.manifest["migrations"] = told

    assert "mettez d'abord à jour" in refused(body, change, tmp_path, home)


@pytest.mark.parametrize("sources", [["agence"], ["declaree", "agence"], ["electronique"]])
def test_no_certificate_comes_out_of_an_edited_archive(sources: list[str], body: bytes, tmp_path: Path, home: Path) -> None:
    """A CPTS dates its own receipts « by the agency », or says that it was told long ago: they come in to be verified."""
    opened = Opened(body)
    (sent,) = opened.rows("filing.transmission")
    opened.change("filing.transmission", kind="projet", way="poste", sent_on="2026-06-01")
    blank = {"community_id": sent["community_id"], "transmission_id": sent["id"], "recorded_by_id": sent["sent_by_id"]}
    blank |= {"institution_id": str(uuid4()), "institution_name": "ARS Occitanie", "reference": "", "told_to": "ARS Occitanie"}
    blank |= {"received_on": "2026-06-01", "recorded_at": "2026-06-01T09:00:00.000000+00:00"}
    told = "2026-06-01T09:00:00.000000+00:00"
    opened.put("filing.receipt", [{**blank, "id": str(uuid4()), "source": one, "told_at": told} for one in sources])
    done = importing.import_archive(opened.written(tmp_path / "edite.zip"), now=NOW)
    with within(done.community):
        (receipt,) = Receipt.objects.filter(community=done.community)
        standing = filed.standing(receipt.transmission, TODAY)
    assert (receipt.source != "agence", receipt.told_at, receipt.told_to) == (True, None, "")
    assert standing.state is filed.State.A_CONFIRMER


# --- the backup of a whole instance -------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_both_shelves")
def test_a_backup_made_to_harm_is_refused(home: Path, tmp_path: Path) -> None:
    who = people()
    with within(who.ours):
        library.add(who.ours, name="Statuts.pdf", size=len(PDF), content=io.BytesIO(PDF), by=who.amina, now=NOW)
    save(tmp_path / "tout.zip", now=NOW)
    before = state(home)
    for values, words in (
        ({"sha256": "../../../etc/passwd"}, "sha256"),
        ({"size": "1"}, "library.file"),
        ({"kind": "exe"}, "kind"),
        ({"name": "x" * 400}, "name"),
    ):
        opened = Opened((tmp_path / "tout.zip").read_bytes())
        rows = [json.loads(line) for line in opened.members["tables/library.file.jsonl"].splitlines()]
        lines = [json.dumps({**row, **values}, sort_keys=True, ensure_ascii=False, separators=(",", ":")) for row in rows]
        opened.members["tables/library.file.jsonl"] = "".join(f"{line}\n" for line in lines).encode()
        with pytest.raises(UnableToRestore, match=words):
            restore(open_archive(opened.written(tmp_path / "piege.zip")), replace=True)
        assert state(home) == before
