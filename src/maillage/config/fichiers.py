"""MAILLAGE_FICHIERS to the storage that takes the place of the folder `fichiers/`: a bucket that every node of an instance reads."""

import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from maillage.config.env import BadSetting

_HELP = "écrivez par exemple s3://maillage-fichiers?endpoint=https://s3.exemple.fr&region=par"
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_STYLES = {"": "auto", "chemin": "path", "hote": "virtual"}
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")
_MEMORY = 4 << 20
"""Bytes of a file read from the bucket that stay in memory; beyond, in the temporary folder."""
_WHOLE = 64 << 20
"""Bytes under which a file is sent in one request: none that people may deposit is larger."""


def of(address: str, *, source: Mapping[str, str] = os.environ) -> dict[str, Any] | None:
    """Django's STORAGES entry of the bucket; None when the address is empty: files stay in the folder of the instance."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        options, has_login = dict(given), "@" in parts.netloc
    except ValueError:
        raise BadSetting(f"MAILLAGE_FICHIERS ne se lit pas comme une adresse : {_HELP}.") from None
    if parts.scheme != "s3":
        raise BadSetting(f"MAILLAGE_FICHIERS commence par « {parts.scheme}: », que Maillage ne connaît pas : {_HELP}.")
    if has_login:
        raise BadSetting(f"MAILLAGE_FICHIERS porte un identifiant : donnez-le plutôt par {' et '.join(_KEYS)}.")
    _check(parts, options, is_once=len(options) == len(given))
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _options(parts, options, _keys(source))}


def _check(parts: SplitResult, options: Mapping[str, str], *, is_once: bool) -> None:
    if not _BUCKET.fullmatch(parts.netloc):
        raise BadSetting(f"MAILLAGE_FICHIERS ne nomme pas le seau (« {parts.netloc} ») : {_HELP}.")
    if not _PREFIX.fullmatch(parts.path) or parts.fragment:
        raise BadSetting(f"MAILLAGE_FICHIERS : « {parts.path} » n'est pas un dossier du seau : {_HELP}.")
    if unknown := options.keys() - {"endpoint", "region", "adressage"}:
        raise BadSetting(f"MAILLAGE_FICHIERS porte l'option « {min(unknown)} », que Maillage ne connaît pas : {_HELP}.")
    if not is_once:
        raise BadSetting(f"MAILLAGE_FICHIERS porte deux fois la même option : {_HELP}.")
    if options.get("adressage", "") not in _STYLES:
        raise BadSetting(
            f"MAILLAGE_FICHIERS : adressage vaut « {options['adressage']} » : écrivez « chemin » (hote/seau), « hote » (seau.hote), "
            "ou retirez cette option."
        )
    _check_endpoint(options.get("endpoint", ""), is_given="endpoint" in options)


def _check_endpoint(endpoint: str, *, is_given: bool) -> None:
    try:
        parts = urlsplit(endpoint)
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        is_right = False
    if is_given and not is_right:
        raise BadSetting(f"MAILLAGE_FICHIERS : l'endpoint « {endpoint} » n'est pas une adresse https:// : {_HELP}.")


def _keys(source: Mapping[str, str]) -> list[str]:
    found = [source.get(name, "").strip() for name in _KEYS]
    if missing := [name for name, value in zip(_KEYS, found, strict=True) if not value]:
        raise BadSetting(f"MAILLAGE_FICHIERS nomme un seau, mais pas sa clé ({' et '.join(missing)}) : donnez-la.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise BadSetting(
            "MAILLAGE_FICHIERS nomme un seau, mais ses bibliothèques ne sont pas installées : lancez « make env-s3 »."
        )
    return found


def _options(parts: SplitResult, options: Mapping[str, str], keys: list[str]) -> dict[str, Any]:
    """Private objects, short waits, and no checksum that only one maker of storage knows: ours are read again each time."""
    from boto3.s3.transfer import TransferConfig
    from botocore.config import Config

    return {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "access_key": keys[0],
        "secret_key": keys[1],
        "endpoint_url": options.get("endpoint") or None,
        "region_name": options.get("region") or None,
        "default_acl": None,
        "file_overwrite": True,
        "max_memory_size": _MEMORY,
        "transfer_config": TransferConfig(multipart_threshold=_WHOLE, use_threads=False),
        "client_config": Config(
            connect_timeout=5,
            read_timeout=20,
            retries={"total_max_attempts": 3, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": _STYLES[options.get("adressage", "")]},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
