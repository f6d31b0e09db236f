"""The recipe of nginx, as the guide gives it, in front of a real server: slow visitors, forged headers, static files."""

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPSConnection

import pytest

from tests.attaques.longues.conftest import Served
from tests.attaques.longues.lents import slow_visitors
from tests.support.checkout import ROOT
from tests.support.postgres import free_port

RECIPE = ROOT / "docs" / "guide" / "exploiter" / "nginx.conf"
pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx n'est pas installé")


@pytest.fixture(scope="module")
def proxied(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Ports of nginx, in clear and in TLS."""
    folder, clear, secure = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    folder.chmod(0o755)
    subprocess.run(
        [*["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-keyout", "privkey.pem", "-out", "fullchain.pem"]],
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    recipe = (
        RECIPE.read_text("utf-8")
        .replace("127.0.0.1:8000", f"127.0.0.1:{served.port}")
        .replace("listen 80;", f"listen {clear};")
    )
    recipe = recipe.replace("listen 443 ssl;", f"listen {secure} ssl;").replace("maillage.exemple.fr", "localhost")
    recipe = recipe.replace("/etc/ssl/maillage", str(folder)).replace("/srv/maillage/", f"{served.folder}/")
    main = f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nworker_rlimit_nofile 8192;\nevents {{ worker_connections 4096; }}\n"
    inside = f"access_log off;\nclient_body_temp_path {folder}/b;\nproxy_temp_path {folder}/p;\nfastcgi_temp_path {folder}/f;\n"
    inside += f"uwsgi_temp_path {folder}/u;\nscgi_temp_path {folder}/s;\n"
    # one machine plays every visitor: what the recipe allows one address would stop the attack before it begins
    recipe = re.sub(r"limit_conn maillage_liaisons \d+;|limit_req zone=.*;", "", recipe)
    (folder / "nginx.conf").write_text(f"{main}http {{\n{inside}{recipe}\n}}\n")
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True)
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    time.sleep(1)
    try:
        yield clear, secure
    finally:
        process.terminate()
        process.wait(timeout=20)


def asked(port: int, path: str, **headers: str) -> tuple[int, bytes, dict[str, str], float]:
    started = time.monotonic()
    with closing(HTTPSConnection("localhost", port, timeout=60, context=ssl._create_unverified_context())) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, answer.read(), told, time.monotonic() - started


def test_pages_and_static_files_come_through(proxied: tuple[int, int]) -> None:
    _, secure = proxied
    status, body, _, _ = asked(secure, "/")
    assert status == 200
    sheet = re.search(rb'href="(/static/[^"]+\.css)"', body)
    assert sheet
    status, _, headers, _ = asked(secure, sheet[1].decode(), **{"Accept-Encoding": "gzip"})
    assert (status, headers["content-type"], headers["content-encoding"]) == (200, "text/css", "gzip")
    assert headers["x-content-type-options"] == "nosniff"
    status, _, headers, _ = asked(secure, "/static/vendor/maplibre-gl/maplibre-gl.mjs")
    assert (status, headers["content-type"]) == (200, "text/javascript")
    assert asked(secure, "/static/../maillage.sqlite3")[0] in (400, 404)
    assert asked(secure, "/static/%2e%2e/secret")[0] in (400, 404)


@pytest.mark.parametrize("kind", ["en-têtes", "corps", "muets"])
def test_two_hundred_slow_visitors_hold_nginx_alone(proxied: tuple[int, int], kind: str) -> None:
    clear, secure = proxied
    with slow_visitors(clear, 200, kind) as cut:
        worst = 0.0
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for path in ("/sante", "/"):
                status, _, _, seconds = asked(secure, path)
                assert status == 200
                worst = max(worst, seconds)
    print(f"\nnginx, {kind} : {worst:.2f} s, coupés {len(cut)}")
    assert worst < 5


def test_the_recipe_is_the_one_of_the_guide() -> None:
    guide = (ROOT / "docs" / "guide" / "exploiter.md").read_text("utf-8")
    assert "exploiter/nginx.conf" in guide
