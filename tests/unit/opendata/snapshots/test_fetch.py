"""Asking publishers: a server of this machine plays them, with its moods."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from maillage.opendata import assembly
from maillage.opendata.snapshots import store
from maillage.opendata.snapshots.fetch import UnableToFetch, check_address, fetch
from maillage.opendata.snapshots.update import BY_HAND, FAILED, NEW, SAME, update

DAY = date(2026, 11, 21)
LIST = b"code_commune;cpts;stade;date\n" + b"".join(b"%d;CPTS A;ACI;\n" % code for code in (31555, 12218, 31001, 31002))


class Publisher(BaseHTTPRequestHandler):
    """Answers what the test put under each path: (status, headers, body)."""

    answers: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        status, headers, body = self.answers[self.path]
        self.asked.append((self.path, self.headers.get("If-None-Match")))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def publisher() -> Iterator[tuple[str, type[Publisher]]]:
    kind = type("OnePublisher", (Publisher,), {"answers": {}, "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", kind
        server.shutdown()
        thread.join()


def test_a_file_comes_whole_with_its_name(publisher, tmp_path: Path) -> None:
    address, kind = publisher
    kind.answers["/r/1"] = (302, {"Location": "/files/stock-2026-09-15.csv"}, b"")
    kind.answers["/files/stock-2026-09-15.csv"] = (200, {"ETag": '"a"'}, LIST)
    seen: list[tuple[int, int]] = []
    found = fetch(f"{address}/r/1", tmp_path, {}, lambda done, total: seen.append((done, total)))
    assert found is not None
    assert (found.name, found.path.read_bytes(), found.validators) == ("stock-2026-09-15.csv", LIST, {"ETag": '"a"'})
    assert seen[-1] == (len(LIST), len(LIST))


def test_what_did_not_change_is_not_sent_again(publisher, tmp_path: Path) -> None:
    address, kind = publisher
    kind.answers["/a.csv"] = (200, {"ETag": '"a"'}, LIST)
    assert fetch(f"{address}/a.csv", tmp_path, {"ETag": '"a"'}) is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, {"Content-Length": "9999"}, b"x"), "jusqu'au bout|arrêté"),
        ((404, {}, b""), "404"),
        ((200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>"), "page"),
        ((302, {"Location": "http://publisher.example/x"}, b""), "HTTPS"),
        ((302, {"Location": "file:///etc/hostname"}, b""), "HTTPS|répond"),
        ((302, {"Location": "/a.csv"}, b""), "répond 302 : l'adresse ne mène à rien"),
        ((404, {}, b""), "répond 404 : l'éditeur a déplacé ou retiré ce fichier"),
        ((503, {}, b""), "en panne"),
        ((200, {"Content-Length": "9"}, b"123"), "arrêté à 3 octets sur 9"),
        ((200, {"Transfer-Encoding": "chunked"}, b"5\r\n12"), "la connexion s'est coupée"),
    ],
)
def test_a_bad_answer_is_a_sentence(publisher, tmp_path: Path, answer: tuple, said: str) -> None:
    address, kind = publisher
    kind.answers["/a.csv"] = answer
    with pytest.raises(UnableToFetch, match=said):
        fetch(f"{address}/a.csv", tmp_path, {})


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('filename="../../etc/cron.csv"', "cron.csv"),
        ("filename*=UTF-8''%2e%2e", "fichier"),
        (f'filename="{"a" * 400}.csv"', f"{'a' * 96}.csv"),
    ],
)
def test_a_name_never_leaves_its_folder(publisher, tmp_path: Path, said: str, name: str) -> None:
    address, kind = publisher
    kind.answers["/a"] = (200, {"Content-Disposition": f"attachment; {said}", "Content-Length": "x"}, LIST)
    found = fetch(f"{address}/a", tmp_path, {})
    assert found is not None
    assert (found.path, found.path.read_bytes()) == (tmp_path / name, LIST)


@pytest.mark.parametrize("address", ["http://publisher.example/x", "ftp://publisher.example/x", "file:///x", "", "https://"])
def test_only_https_or_this_machine_is_asked(address: str) -> None:
    with pytest.raises(UnableToFetch):
        check_address(address)


def test_an_update_takes_what_is_new_then_says_the_same(publisher, tmp_path: Path) -> None:
    address, kind = publisher
    kind.answers["/perimetres.csv"] = (200, {"ETag": '"1"'}, LIST)
    places = assembly.places()

    def ask() -> str:
        (outcome,) = update(tmp_path, ["perimetres"], places, day=DAY, addresses=(f"{address}/perimetres.csv",))
        return outcome.state

    assert [ask(), ask()] == [NEW, SAME]
    assert kind.asked == [("/perimetres.csv", None), ("/perimetres.csv", '"1"')]
    (kept,) = store.listed(tmp_path, "perimetres")
    assert kept.origin == f"{address}/perimetres.csv"


def test_a_publisher_that_fails_keeps_the_last_good_file(publisher, tmp_path: Path) -> None:
    address, kind = publisher
    places = assembly.places()
    kind.answers["/perimetres.csv"] = (200, {}, LIST)
    update(tmp_path, ["perimetres"], places, day=DAY, addresses=(f"{address}/perimetres.csv",))
    for bad in ((500, {}, b""), (200, {}, LIST[:45]), (200, {}, b"autre chose")):
        kind.answers["/perimetres.csv"] = bad
        (outcome,) = update(tmp_path, ["perimetres"], places, day=DAY, addresses=(f"{address}/perimetres.csv",))
        assert outcome.state == FAILED
    assert len(store.listed(tmp_path, "perimetres")) == 1
    assert [path for path in (tmp_path / "instantanes").iterdir() if path.name.startswith(".recu-")] == []


def test_a_source_without_address_says_how_to_load_it(tmp_path: Path) -> None:
    (outcome,) = update(tmp_path, ["perimetres"], assembly.places(), day=DAY)
    assert outcome.state == BY_HAND
    assert "maillage donnees importer perimetres FICHIER" in outcome.sentence
