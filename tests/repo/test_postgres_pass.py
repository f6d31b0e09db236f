"""Without any PostgreSQL the second pass says so; on the continuous integration that is a failure."""

import sys

import pytest

from tests.support import postgres

SAY_ADDRESS = [sys.executable, "-c", "import os, sys; sys.exit(os.environ['DATABASE_URL'] != 'postgres://here/maillage')"]


@pytest.mark.parametrize(("ci", "expected"), [("true", 1), ("", 0)])
def test_no_server_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, ci: str, expected: int) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(postgres, "server_of_this_machine", lambda: None)
    monkeypatch.setattr(postgres, "binaries", lambda: None)
    assert postgres.main(["false"]) == expected
    assert "PostgreSQL" in capsys.readouterr().err


def test_the_command_gets_the_address_and_gives_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "server_of_this_machine", lambda: "postgres://here/maillage")
    assert postgres.main(SAY_ADDRESS) == 0
    assert postgres.main([sys.executable, "-c", "raise SystemExit(3)"]) == 3
