"""Fetch a publisher's file over HTTPS: only when it changed, whole or not at all, to a file aside."""

import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from maillage.opendata.sources.source import Progress, silent

_CHUNK = 1 << 20
_LONG_NAME = 100
_LARGEST = 8 << 30
_TIMEOUT = 60
_AGENT = "Maillage (systeme d'information libre des CPTS)"
_LONGEST = 2 * 3_600
"""Seconds after which a publisher that sends a few bytes at a time is left."""
_REASONS = (
    (TimeoutError, "il ne répond pas à temps"),
    (ConnectionRefusedError, "il refuse la connexion"),
    (socket.gaierror, "ce nom est inconnu, ou le réseau manque"),
    (ssl.SSLCertVerificationError, "son certificat n'est pas valable"),
)
_NAME = re.compile(r"""filename\*?=(?:UTF-8'')?"?([^";]+)""", re.IGNORECASE)


class UnableToFetch(RuntimeError):
    """The address gives no usable file; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file fetched whole; `name` is the publisher's, `validators` let the next call ask only for what is new."""

    path: Path
    name: str
    validators: dict[str, str]


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows only towards addresses that we would have asked ourselves."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def check_address(address: str) -> None:
    """HTTPS, or this very machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and _is_here(parts.hostname or ""):
        return
    raise UnableToFetch(f"L'adresse « {address} » n'est pas en HTTPS : elle n'est pas suivie.")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def fetch(address: str, folder: Path, validators: Mapping[str, str], progress: Progress = silent) -> Fetched | None:
    """None when the publisher says that nothing changed."""
    check_address(address)
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT, **_conditions(validators)})  # noqa: S310 (checked)
    opener = urllib.request.build_opener(_Redirects, urllib.request.HTTPSHandler(context=ssl.create_default_context()))
    try:
        with opener.open(request, timeout=_TIMEOUT) as answer:
            return _save(answer.headers, answer, _name(answer.headers, answer.url), folder, progress)
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        raise UnableToFetch(f"« {address} » répond {error.code} : {_refusal(error.code)}.") from None
    except (OSError, ValueError, HTTPException) as error:
        raise UnableToFetch(f"« {address} » n'a pas donné son fichier : {_reason(error)}. Le dernier bon reste.") from None


def _refusal(code: int) -> str:
    """What a person may make of a status."""
    if code in (404, 410):
        return "l'éditeur a déplacé ou retiré ce fichier"
    if code in (401, 403):
        return "l'éditeur refuse l'accès"
    return "l'adresse ne mène à rien" if code < 500 else "l'éditeur est en panne, recommencez plus tard"


def _reason(error: BaseException) -> str:
    told = getattr(error, "reason", error)
    return next((words for kind, words in _REASONS if isinstance(told, kind)), "la connexion s'est coupée")


def _conditions(validators: Mapping[str, str]) -> dict[str, str]:
    names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    return {names[key]: value for key, value in validators.items() if key in names and value}


def _name(headers: Message, address: str) -> str:
    said = _NAME.search(headers.get("Content-Disposition", ""))
    name = unquote(said[1]) if said else unquote(urlsplit(address).path)
    return Path(name.replace("\\", "/")).name.lstrip(".")[-_LONG_NAME:] or "fichier"


def _save(headers: Message, answer: HTTPResponse, name: str, folder: Path, progress: Progress) -> Fetched:
    if headers.get_content_type() == "text/html":
        raise UnableToFetch("L'adresse donne une page, pas un fichier : l'éditeur l'a sans doute déplacé.")
    said = headers.get("Content-Length") or ""
    total = int(said) if said.isdecimal() else 0
    if total > _LARGEST:
        raise UnableToFetch(f"Le fichier annoncé pèse {total} octets : il n'est pas téléchargé.")
    path = folder / name
    done, end = 0, time.monotonic() + _LONGEST
    with path.open("wb") as file:
        while chunk := answer.read1(_CHUNK):
            if time.monotonic() > end:
                raise TimeoutError
            file.write(chunk)
            done += len(chunk)
            if done > _LARGEST:
                raise UnableToFetch("Le fichier est plus grand que tout ce qui est attendu : il n'est pas gardé.")
            progress(done, max(total, done))
    if total and done != total:
        raise UnableToFetch(f"Le téléchargement s'est arrêté à {done} octets sur {total} : le dernier bon fichier reste.")
    kept = {key: headers[key] for key in ("ETag", "Last-Modified") if headers.get(key)}
    return Fetched(path, name, kept)
