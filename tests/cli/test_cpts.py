"""One CPTS leaves whole and comes in elsewhere the same; what is not whole and honest is refused before anything changes."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core.management import call_command

from maillage.accounts import journal
from maillage.accounts.models import JournalEntry, User
from maillage.accounts.walls import outside, within
from maillage.cli.main import maillage
from maillage.community.communities.models import Community
from maillage.community.contract import actions as contract
from maillage.community.contract.models import Completion, Contract, Signature, Termination
from maillage.community.drafting import actions as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import actions as filing
from maillage.community.filing.models import Opinion, Transmission, TransmissionKind, Way
from maillage.community.library import actions as library
from maillage.community.library import storage
from maillage.community.library.models import File
from maillage.community.library.shelf import FOLDER, shelf
from maillage.community.outbox import actions as outbox
from maillage.results.cpts import export
from maillage.results.cpts.export import Paper
from maillage.results.instance import archive, tables
from tests.results.test_cpts_contract import DAY, prepared
from tests.results.test_cpts_terms import amendment, ended, signed
from tests.support.contracts import signs
from tests.support.files import PDF
from tests.support.objects import alter, read
from tests.support.personas import NOW, TODAY, People, people

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "cpts-du-pays-de-foix"
BOTH = pytest.mark.usefixtures("on_both_shelves")
FORMULA = "=HYPERLINK(A1)"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(maillage, [str(word) for word in words])


def lost() -> bytes:
    raise KeyError("perimeter")


@pytest.fixture
def who(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> People:
    """A CPTS with a text, a file sent by mail to the ARS, a contract with its avenant and its end, and another CPTS beside it.
    Drawing real documents is slow: there are two, one of which fails."""
    letter = Paper("en-cours/lettre-d-intention.pdf", "Lettre d'intention", "brouillon du 22/11/2026", lambda: PDF)
    contact = Paper("transmis/prise-de-contact-1.pdf", "Prise de contact n° 1", "transmis le 22/11/2026", lost)
    monkeypatch.setattr("maillage.documents.archive.papers", lambda community, day: [contact, letter])
    settings.MAILLAGE_DIR = tmp_path / "instance"
    found = people()
    ours, amina = found.ours, found.amina
    with within(ours):
        drafting.save_section(ours, text=TextKind.LETTRE, key="territoire", body=FORMULA, version=0, by=amina, now=NOW)
        library.add(ours, name="Statuts.pdf", size=len(PDF), content=io.BytesIO(PDF), by=amina, now=NOW)
        content = {"titre": "Contact", "part": 100.0}
        sent = filing.transmit(ours, kind=TransmissionKind.CONTACT, content=content, sent_on=TODAY, by=amina, now=NOW)
        voice = filing.Voice(found.ars.pk, "ars", "ARS Occitanie")
        filing.date_receipt(sent, received_on=TODAY, by=found.esther, now=NOW, today=TODAY, voice=voice)
        outbox.post(to="x@exemple.fr", subject="x", body="x", now=NOW, community=ours)
        deed = signed(found, prepared(found), DAY)
        amendment(found, date(2027, 7, 1))
        ended(found, deed, date(2027, 9, 30))
    return found


@pytest.fixture
def made(who: People, tmp_path: Path) -> Path:
    path = tmp_path / "foix.zip"
    done = run("cpts", "exporter", SLUG, path)
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def elsewhere(made: Path, tmp_path: Path, settings: Any) -> Path:
    """The archive, in front of an instance that holds nothing."""
    emptied(tmp_path, settings)
    return made


def emptied(tmp_path: Path, settings: Any) -> None:
    settings.MAILLAGE_DIR = tmp_path / "ailleurs"
    call_command("flush", interactive=False, verbosity=0)
    shelf().clear(FOLDER)


def rows(community: Community) -> dict[str, list[str]]:
    """Every row of a CPTS, and its journal."""
    with within(community):
        found = {model._meta.label: [tables.as_json(row) for row in each] for model, each in export._tables(community)}
    found["journal"] = [line for line in found.pop("accounts.JournalEntry") if '"cpts_importee"' not in line]
    return found


def rewritten(path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """The archive with other members, under a manifest that agrees unless `change` makes it lie."""
    with zipfile.ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    manifest = json.loads(members.pop(archive.MANIFEST))
    change(members, manifest)
    other = path.with_name("autre.zip")
    with zipfile.ZipFile(other, "w") as opened:
        for name, body in members.items():
            opened.writestr(name, body, zipfile.ZIP_DEFLATED)
        opened.writestr(archive.MANIFEST, json.dumps(manifest))
    return other


def sealed(members: dict[str, bytes], manifest: dict[str, Any], name: str, old: bytes, new: bytes) -> None:
    """Changes a member, and its digest in the manifest: what only the content can betray."""
    assert old in members[name]
    members[name] = members[name].replace(old, new)
    manifest["membres"][name] = hashlib.sha256(members[name]).hexdigest()


# --- leaving ------------------------------------------------------------------------------------------------
def test_the_archive_holds_one_cpts_and_no_other(made: Path, who: People) -> None:
    with zipfile.ZipFile(made) as opened:
        whole = b"".join(opened.read(name) for name in opened.namelist()).decode("utf-8", "replace")
        names = set(opened.namelist())
    assert "Statuts.pdf" in whole
    assert "Comtat" not in whole
    assert str(who.theirs.pk) not in whole
    assert {"LISEZ-MOI.txt", "manifeste.json", "donnees/drafting.section.jsonl", "tableaux/library.file.csv"} <= names
    assert not any("outbox" in name for name in names)


def test_agents_are_named_without_their_address(made: Path, who: People) -> None:
    with zipfile.ZipFile(made) as opened:
        found = {json.loads(line)["nom"]: json.loads(line)["adresse"] for line in opened.open(export.PEOPLE)}
    assert found["Amina Essai"] == "amina@exemple.fr"
    assert found["Esther Essai"] == ""
    assert "Chloe Essai" not in found


def test_what_institutions_keep_between_themselves_stays(who: People, tmp_path: Path) -> None:
    with within(who.ours):
        sent = Transmission.objects.get(community=who.ours)
        said: dict[str, Any] = {"voice": filing.Voice(who.cpam.pk, "cpam", who.cpam.name), "by": who.denis, "now": NOW}
        for body, shared in (("Avis partagé", True), ("Avis entre nous", False)):
            filing.give_opinion(sent, sense=Opinion.Sense.FAVORABLE, body=body, shared=shared, **said)
    done = run("cpts", "exporter", SLUG, tmp_path / "a.zip")
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        sheets = [opened.read(name).decode() for name in ("donnees/filing.opinion.jsonl", "tableaux/filing.opinion.csv")]
    assert all("Avis partagé" in sheet for sheet in sheets)
    assert not any("Avis entre nous" in sheet for sheet in sheets)


def test_nothing_typed_is_a_formula_in_the_sheets(made: Path) -> None:
    with zipfile.ZipFile(made) as opened:
        lines = csv.DictReader(io.StringIO(opened.read("tableaux/drafting.section.csv").decode("utf-8-sig")), delimiter=";")
    assert [line["body"] for line in lines] == [f"'{FORMULA}"]


def test_leaving_is_in_the_journal(made: Path, who: People) -> None:
    assert JournalEntry.objects.filter(chain=who.ours.pk, action="export").count() == 1


@BOTH
def test_bytes_that_changed_do_not_leave(who: People, tmp_path: Path) -> None:
    with within(who.ours):
        alter(who.ours.pk, File.objects.get().sha256)
    done = run("cpts", "exporter", SLUG, tmp_path / "foix.zip")
    assert "« Statuts.pdf » manque ou n'est plus celui qui a été déposé" in done.output
    with zipfile.ZipFile(tmp_path / "foix.zip") as opened:
        assert not [name for name in opened.namelist() if name.startswith("fichiers/")]


@BOTH
def test_lost_bytes_are_told(who: People, tmp_path: Path) -> None:
    with within(who.ours):
        storage.forget(who.ours.pk, File.objects.get().sha256)
    done = run("cpts", "exporter", SLUG, tmp_path / "foix.zip")
    assert done.exit_code == 0
    assert "« Statuts.pdf » manque" in done.output


def test_documents_leave_with_their_digest_and_one_that_fails_is_told(who: People, tmp_path: Path) -> None:
    done = run("cpts", "exporter", SLUG, tmp_path / "foix.zip")
    assert "1\xa0document." in done.output
    assert "« Prise de contact n° 1 (PDF) » n'a pas pu être fait" in done.output
    with zipfile.ZipFile(tmp_path / "foix.zip") as opened:
        manifest = json.loads(opened.read(archive.MANIFEST))
        assert opened.read("documents/en-cours/lettre-d-intention.pdf") == PDF
    [told] = manifest["documents"]
    assert (told["titre"], told["etat"], told["fictif"]) == ("Lettre d'intention", "brouillon du 22/11/2026", True)
    assert manifest["membres"][told["membre"]] == hashlib.sha256(PDF).hexdigest()
    assert manifest["documents_manquants"] == ["Prise de contact n° 1 (PDF)"]


def test_an_unknown_cpts_or_an_impossible_place_is_refused(who: People, tmp_path: Path) -> None:
    assert "Aucune CPTS n'a l'adresse « rien »" in run("cpts", "exporter", "rien", tmp_path / "x.zip").output
    assert "ne peut pas être écrit" in run("cpts", "exporter", SLUG, tmp_path / "absent" / "x.zip").output


def test_a_page_gets_the_same_archive(who: People) -> None:
    target = io.BytesIO()
    with within(who.ours):
        done = export.write_to(who.ours, target, now=NOW, papers=lambda community, day: [])
    assert target.tell() == 0
    assert done.files == 1
    with zipfile.ZipFile(target) as opened:
        assert opened.testzip() is None


def _sides(who: People) -> None:
    """What the sides said of the CPTS's acts and of its contract since: each kind of row at least once."""
    now, amina = NOW, who.amina
    ars = filing.Voice(who.ars.pk, "ars", who.ars.name)
    sent = filing.transmit(
        who.ours, kind=TransmissionKind.LETTRE, content={"titre": "Lettre"}, sent_on=TODAY, by=amina, now=now, way=Way.POSTE
    )
    declared: dict[str, Any] = {"received_on": TODAY, "reference": "1A", "proofs": (File.objects.get(),)}
    filing.date_receipt(sent, **declared, by=amina, now=now, today=TODAY)
    filing.contest_receipt(sent, reason="Jamais reçu", by=who.esther, now=now, voice=ars, today=TODAY)
    deed = Contract.objects.get(community=who.ours, number=0)
    contract.complete_amounts(deed, amounts={"fonctionnement": {"montant": 6_000_000}}, by=amina, now=now)
    completion = Completion.objects.get()
    contract.refuse_completion(completion, side=Signature.Party.ARS, reason="Autre somme", by=who.esther, now=now, voice=ars)
    key = contract.PaymentKey(1, 1, "fonctionnement", "montant", "avance")
    for cents in (100, 200):
        said = [contract.Said(key, deed.since, deed.since, cents)]
        contract.tell_payments(who.ours, said=said, by=amina, now=now, today=deed.since)
    last = Contract.objects.filter(community=who.ours).last()
    assert last is not None
    contract.remove_termination(Termination.objects.get(), by=amina, now=now)
    given = signs(last, "cpts", on=deed.since, by=amina, now=now)
    contract.object_to(given, side=Signature.Party.CPTS, reason="Erreur", by=amina, now=now)
    contract.transmit(last, content={"titre": "Copie"}, sent_on=TODAY, by=amina, now=now)


def test_what_the_two_sides_said_comes_in_the_same(who: People, tmp_path: Path, settings: Any) -> None:
    """A receipt declared then contested, a signature withdrawn, a copy, a completion contested, a payment corrected."""
    with within(who.ours):
        _sides(who)
    path = tmp_path / "deux-cotes.zip"
    assert run("cpts", "exporter", SLUG, path).exit_code == 0
    before = rows(who.ours)
    kinds = ("Completion", "CompletionObjection", "ContractCopy", "PaymentReceived", "SignatureObjection")
    assert all(before[f"contract.{kind}"] for kind in kinds)
    assert before["filing.ReceiptContest"]
    settings.MAILLAGE_DIR = tmp_path / "ailleurs"
    call_command("flush", interactive=False, verbosity=0)
    done = run("cpts", "importer", path)
    assert done.exit_code == 0, done.output
    after = rows(Community.objects.get(slug=SLUG))
    # a receipt comes in untold: the agency of this instance is told of it in its turn
    days = [{json.loads(row)["received_on"] for row in one.pop("filing.Receipt")} for one in (after, before)]
    assert days[0] <= days[1]
    assert days[0]
    assert after == before


@BOTH
def test_it_comes_in_the_same(who: People, made: Path, tmp_path: Path, settings: Any) -> None:
    before = rows(who.ours)
    emptied(tmp_path, settings)
    done = run("cpts", "importer", made)
    assert done.exit_code == 0, done.output
    community = Community.objects.get(slug=SLUG)
    after = rows(community)
    (receipt,), (there,) = after.pop("filing.Receipt"), before.pop("filing.Receipt")
    assert {**json.loads(receipt), "source": "agence"} == json.loads(there)
    assert after == before
    assert all(before[name] for name in ("drafting.Section", "library.File", "filing.Transmission", "journal"))
    with within(community):
        assert read(community.pk, File.objects.get().sha256) == PDF
    with outside("a test"):
        assert list(journal.breaks()) == []
    assert JournalEntry.objects.filter(chain=community.pk).latest("number").action == "cpts_importee"


def test_people_come_without_password_and_agents_without_door(elsewhere: Path) -> None:
    run("cpts", "importer", elsewhere)
    amina = User.objects.get(email="amina@exemple.fr")
    assert not amina.has_usable_password()
    esther = User.objects.get(name="Esther Essai")
    assert (esther.is_active, esther.email.endswith("@supprime.invalid")) == (False, True)
    assert not User.objects.filter(name="Chloe Essai").exists()


def test_a_person_already_there_is_known_by_their_address(elsewhere: Path) -> None:
    here = User.objects.create_user("amina@exemple.fr", "un mot de passe assez long", name="Amina d'ici")
    done = run("cpts", "importer", elsewhere)
    assert "déjà connues : 1" in done.output
    with within(Community.objects.get(slug=SLUG)):
        assert File.objects.get().added_by == here
    with outside("a test"):
        assert list(journal.breaks()) == []


def test_an_agent_of_two_cpts_comes_in_once(elsewhere: Path, who: People) -> None:
    User.objects.create(pk=who.esther.pk, email=f"{who.esther.pk.hex}@supprime.invalid", name="Esther Essai", is_active=False)
    assert "déjà connues : 1" in run("cpts", "importer", elsewhere).output
    assert User.objects.filter(name="Esther Essai").count() == 1


def test_a_cpts_that_is_there_is_refused(made: Path) -> None:
    done = run("cpts", "importer", made)
    assert (done.exit_code, Community.objects.count()) == (1, 2)
    assert "déjà dans l'instance" in done.output


def test_another_cpts_at_the_same_address_is_refused(elsewhere: Path) -> None:
    Community.objects.create(slug=SLUG, name="Une autre", created_at=NOW)
    assert "une autre CPTS a déjà l'adresse" in run("cpts", "importer", elsewhere).output


@pytest.mark.parametrize("kept", [0.3, 0.95])
def test_a_truncated_archive_is_refused(elsewhere: Path, kept: float) -> None:
    body = elsewhere.read_bytes()
    elsewhere.write_bytes(body[: int(len(body) * kept)])
    done = run("cpts", "importer", elsewhere)
    assert (done.exit_code, Community.objects.count(), User.objects.count()) == (1, 0, 0)
    assert "tronqué ou altéré, ou n'est pas l'export d'une CPTS" in done.output


@pytest.mark.parametrize("name", ["donnees/drafting.section.jsonl", "documents/en-cours/lettre-d-intention.pdf"])
def test_an_altered_member_is_refused(elsewhere: Path, name: str) -> None:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        members[name] += b"\n"

    assert "n'a pas l'empreinte" in run("cpts", "importer", rewritten(elsewhere, change)).output
    assert not Community.objects.exists()


def _moved(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    sealed(members, manifest, "donnees/communities.community.jsonl", f'"{SLUG}"'.encode(), b'"nouvelle"')


def _deep(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    sealed(members, manifest, "donnees/drafting.section.jsonl", b"{", b"[" * 100_000)


def _huge(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    members["fichiers/bombe"] = b"\0" * (65 << 20)
    manifest["membres"]["fichiers/bombe"] = "0" * 64


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _, manifest: manifest.pop("cpts"), "ne dit pas quelle CPTS"),
        (lambda _, manifest: manifest["cpts"].update(adresse="../../c x"), "n'est pas l'adresse d'une CPTS"),
        (_moved, "deux adresses"),
        (_deep, "une ligne de « drafting_section » ne se lit pas"),
        (_huge, "serait démesuré"),
    ],
)
def test_an_archive_made_to_harm_is_refused_in_a_sentence(elsewhere: Path, change: Any, words: str) -> None:
    done = run("cpts", "importer", rewritten(elsewhere, change))
    assert done.exit_code == 1
    assert words in done.output
    assert (Community.objects.count(), User.objects.count()) == (0, 0)


def test_a_backup_is_not_an_export(elsewhere: Path, tmp_path: Path) -> None:
    run("sauvegarder", tmp_path / "tout.zip")
    assert "n'est pas l'export d'une CPTS" in run("cpts", "importer", tmp_path / "tout.zip").output


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("donnees/accounts.journalentry.jsonl", b'"cpts_creee"', b'"cpts_modifiee"', "sa chaîne est rompue"),
        ("donnees/drafting.section.jsonl", b'"community_id":"', b'"community_id":"00000000-0000-4000-8000-', "importée"),
        ("donnees/drafting.section.jsonl", b'"body"', b'"corps"', "les colonnes"),
    ],
)
def test_what_a_false_manifest_hides_is_found(elsewhere: Path, name: str, old: bytes, new: bytes, said: str) -> None:
    other = rewritten(elsewhere, lambda members, manifest: sealed(members, manifest, name, old, new))
    done = run("cpts", "importer", other)
    assert done.exit_code == 1
    assert said in done.output
    assert (Community.objects.count(), User.objects.count(), JournalEntry.objects.count()) == (0, 0, 0)


@BOTH
def test_a_row_of_another_cpts_does_not_slip_in(elsewhere: Path, who: People) -> None:
    ours, theirs = str(who.ours.pk).encode(), str(who.theirs.pk).encode()
    name = "donnees/drafting.section.jsonl"
    other = rewritten(elsewhere, lambda members, manifest: sealed(members, manifest, name, ours, theirs))
    assert "une ligne d'une autre CPTS" in run("cpts", "importer", other).output
    assert not storage.kept(who.ours.pk)
