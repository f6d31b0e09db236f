"""`maillage donnees importer` and `actualiser`: reports, refusals, files beside, a publisher played by this machine."""

import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from maillage.cli import schedule
from maillage.cli.donnees import donnees

LIST = "code_commune;cpts;stade;date\n09122;CPTS A;ACI signé;2024-01-01\n12076;CPTS B;Lettre d'intention;\n31555;CPTS C;;\n"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "instance"
    monkeypatch.setenv("MAILLAGE_DIR", str(home))
    return home


@pytest.fixture
def perimetres(tmp_path: Path) -> Path:
    path = tmp_path / "perimetres_2026-10-01.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(donnees, [str(a) for a in args])


def test_an_import_tells_what_it_read_and_serves_it(instance: Path, perimetres: Path) -> None:
    done = run("importer", "perimetres", perimetres)
    assert done.exit_code == 0, done.output
    assert "lignes lues : 3" in done.stdout
    assert "codes traduits : 1" in done.stdout
    told = json.loads(run("etat", "--json").stdout)
    (source,) = [source for source in told["jeux"] if source["source"] == "perimetres"]
    (kept,) = source["instantanes"]
    assert source["chargee"]
    assert (kept["periode"], kept["lignes"], kept["sert"], kept["intact"]) == ("2026-10-01", 3, True, True)
    assert told["tables_fictives"] == []
    assert "instantané:perimetres" in {source["package"] for source in told["sources"]}


def test_a_trial_writes_the_rejected_lines_and_nothing_else(instance: Path, perimetres: Path, tmp_path: Path) -> None:
    perimetres.write_text(LIST + "99999;CPTS D;;\n", encoding="utf-8")
    report = tmp_path / "rejets.csv"
    done = run("importer", "perimetres", perimetres, "--essai", "--rejets", report, "--json")
    told = json.loads(done.stdout)
    assert told["conserve"] is False
    assert told["rejets"] == [{"ligne": 5, "valeur": "99999 CPTS D", "raison": "code de commune inconnu"}]
    assert report.read_text("utf-8-sig").splitlines()[1] == "5;99999 CPTS D;code de commune inconnu"
    assert not (instance / "instantanes" / "perimetres").exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("importer", "rien", "x.csv"), 2, "n'existe pas : choisissez parmi"),
        (("importer", "perimetres", "absent.csv"), 1, "n'existe pas"),
        (("importer", "perimetres"), 2, "FICHIERS"),
        (("actualiser", "rien"), 2, "n'existe pas"),
        (("actualiser", "--adresse", "https://x.example/"), 2, "une seule source"),
        (("actualiser", "perimetres", "--adresse", "http://publisher.example/x"), 1, "HTTPS"),
    ],
)
def test_a_refusal_is_a_sentence(instance: Path, args: tuple[str, ...], code: int, said: str) -> None:
    done = run(*args)
    assert done.exit_code == code
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_short_file_needs_to_be_forced(instance: Path, perimetres: Path) -> None:
    run("importer", "perimetres", perimetres)
    perimetres.write_text("\n".join(LIST.splitlines()[:2]) + "\n", encoding="utf-8")
    refused = run("importer", "perimetres", perimetres)
    assert (refused.exit_code, "--forcer" in refused.stderr) == (1, True)
    assert run("importer", "perimetres", perimetres, "--forcer").exit_code == 0


def test_a_damaged_snapshot_is_said(instance: Path, perimetres: Path) -> None:
    run("importer", "perimetres", perimetres)
    (kept,) = (instance / "instantanes" / "perimetres").glob("*.csv")
    kept.chmod(0o644)
    kept.write_text("abîmé", encoding="utf-8")
    done = run("etat")
    assert (done.exit_code, "✗ abîmé" in done.stdout) == (1, True)


def test_the_state_names_the_command_of_what_is_missing(instance: Path) -> None:
    done = run("etat")
    assert done.exit_code == 0
    assert "non chargée : maillage donnees actualiser rpps" in done.stdout
    assert "non chargée : maillage donnees importer perimetres FICHIER" in done.stdout


def test_an_update_loads_from_the_address(instance: Path, perimetres: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SimpleHTTPRequestHandler, "log_message", lambda *_: None)

    def handler(*args):  # type: ignore[no-untyped-def]
        return SimpleHTTPRequestHandler(*args, directory=str(perimetres.parent))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/{perimetres.name}"
        first = run("actualiser", "perimetres", "--adresse", address)
        again = run("actualiser", "perimetres", "--adresse", address, "--json")
        server.shutdown()
        thread.join()
    assert first.exit_code == 0, first.output
    assert "nouveau" in first.stdout
    assert json.loads(again.stdout)["sources"][0]["etat"] == "inchangé"


def test_invented_data_can_be_forgotten(instance: Path, perimetres: Path) -> None:
    run("importer", "perimetres", perimetres, "--fictif")
    assert json.loads(run("etat", "--json").stdout)["tables_fictives"] == ["perimetres"]
    (instance / "fictif").mkdir()
    assert run("construire", "--sans-fictif").exit_code == 0
    assert not (instance / "fictif").exists()


def test_the_schedule_repeats_and_tries_again_sooner_after_a_failure() -> None:
    outcomes = iter((True, False))
    slept: list[float] = []

    def work() -> bool:
        try:
            return next(outcomes)
        except StopIteration:
            raise click.ClickException("Le disque est plein.") from None

    schedule.repeat(work, days=30, sleep=slept.append, rounds=3)
    assert slept == [30 * 86_400, 3_600, 3_600]


def test_no_process_is_started_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    class Process:
        def __init__(self, command: list[str], **_: object) -> None:
            started.append(command)

        def terminate(self) -> None:
            started.append(["terminate"])

        def wait(self) -> None:
            pass

    monkeypatch.setattr(schedule.subprocess, "Popen", Process)
    with schedule.beside_the_server(0):
        assert started == []
    with schedule.beside_the_server(30):
        assert started[0][-3:] == ["actualiser", "--chaque", "30"]
    assert started[-1] == ["terminate"]


def test_a_full_disk_is_told_in_french(instance: Path, perimetres: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device", "instantanes")

    monkeypatch.setattr("maillage.opendata.snapshots.store.keep", full)
    done = run("importer", "perimetres", perimetres)
    assert done.exit_code == 1
    assert "il n'y a plus de place sur le disque (instantanes)" in done.output


def test_a_period_that_is_none_and_two_files_of_one_name_are_refused(instance: Path, perimetres: Path, tmp_path: Path) -> None:
    assert "écrivez 2024, 2026-09 ou 2026-09-15" in run("importer", "perimetres", perimetres, "--periode", "bientôt").output
    twin = tmp_path / "ailleurs" / perimetres.name
    twin.parent.mkdir()
    twin.write_text(LIST, encoding="utf-8")
    assert "portent le même nom" in run("importer", "perimetres", perimetres, twin).output
    assert not (instance / "instantanes" / "perimetres").exists()
