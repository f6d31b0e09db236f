"""The API keeps what its OpenAPI description promises, whatever is asked: schemathesis on a real server."""

import subprocess
import sys
from pathlib import Path

from tests.attaques.longues.conftest import Served

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def test_answers_are_those_of_the_description(served: Served, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("schemathesis"), "run", f"http://127.0.0.1:{served.port}/api/v1/openapi.json"]
    options = ["--checks", CHECKS, "--max-examples", "20", "--rate-limit", "110/m", "--phases", "examples,coverage,fuzzing"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=3_000)
    assert done.returncode == 0, done.stdout[-20_000:]
