"""What a site shows to who visits it from outside: health, HTTPS, and how long it waits for visitors who drip."""

import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import SplitResult

from maillage.cli.findings import ATTENTION, GRAVE, OK, Finding

_VISITORS = 20
_PATIENCE = 45.0
"""Seconds that a server may wait for the rest of a request; nginx waits 60 unless told otherwise."""
_RECIPE = "Suivez docs/guide/exploiter/nginx.conf : client_header_timeout, client_body_timeout."


def probe(site: SplitResult) -> Iterator[Finding]:
    """Findings on a public address, in two minutes at most. A site that does not answer gives one."""
    try:
        first = _answer(site, "GET /sante HTTP/1.1")
    except OSError as problem:
        remedy = "Vérifiez l'adresse, le mandataire et le certificat."
        yield Finding("site", GRAVE, f"{site.geturl()} ne répond pas ({problem.strerror or problem}).", remedy)
        return
    if " 200 " not in first:
        yield Finding("site", GRAVE, f"/sante répond « {first} ».", "Lancez maillage verifier sur la machine du site.")
        return
    yield Finding("site", OK, f"{site.geturl()} répond.")
    if site.scheme != "https":
        yield Finding("site_https", ATTENTION, "L'adresse est en HTTP.", "Publiez le site en HTTPS, par un mandataire.")
    with ThreadPoolExecutor(_VISITORS * 2 + 1) as threads:
        kept = {
            "en-têtes": [
                threads.submit(_dripping, site, f"GET / HTTP/1.1\r\nHost: {site.hostname}\r\n") for _ in range(_VISITORS)
            ],
            "corps": [threads.submit(_dripping, site, _unfinished(site)) for _ in range(_VISITORS)],
        }
        time.sleep(2)
        waited = _seconds_of_health(site)
        yield from (_on_drips(name, max(one.result() for one in each)) for name, each in kept.items())
    if waited > 5:
        yield Finding("site_lents", GRAVE, f"Pendant {2 * _VISITORS} demandes lentes, /sante a mis {waited:.0f} s.", _RECIPE)
    else:
        yield Finding("site_lents", OK, f"Pendant {2 * _VISITORS} demandes lentes, /sante a mis {waited:.1f} s.")


def _on_drips(name: str, seconds: float) -> Finding:
    if seconds >= _PATIENCE:
        return Finding(
            "site_attente", ATTENTION, f"Des {name} sans fin tiennent une liaison plus de {_PATIENCE:.0f} s.", _RECIPE
        )
    return Finding("site_attente", OK, f"Des {name} sans fin sont coupés en {seconds:.0f} s.")


def _unfinished(site: SplitResult) -> str:
    return f"POST /compte/login/ HTTP/1.1\r\nHost: {site.hostname}\r\nContent-Length: 1000\r\n\r\na"


def _seconds_of_health(site: SplitResult) -> float:
    started = time.monotonic()
    try:
        _answer(site, "GET /sante HTTP/1.1")
    except OSError:
        return _PATIENCE
    return time.monotonic() - started


def _dripping(site: SplitResult, text: str) -> float:
    """Seconds until the site answers or cuts a request that never ends; _PATIENCE when it does neither."""
    started = time.monotonic()
    try:
        with closing(_opened(site)) as connection:
            connection.sendall(text.encode())
            connection.settimeout(_PATIENCE)
            connection.recv(1)
    except OSError:
        pass
    return min(_PATIENCE, time.monotonic() - started)


def _answer(site: SplitResult, asked: str) -> str:
    """First line of the answer."""
    with closing(_opened(site)) as connection:
        connection.sendall(f"{asked}\r\nHost: {site.hostname}\r\nConnection: close\r\n\r\n".encode())
        return connection.recv(200).decode("latin-1").partition("\r\n")[0]


def _opened(site: SplitResult) -> socket.socket:
    port = site.port or (443 if site.scheme == "https" else 80)
    plain = socket.create_connection((site.hostname or "", port), timeout=30)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=site.hostname) if site.scheme == "https" else plain
