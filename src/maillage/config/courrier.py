"""MAILLAGE_SMTP to what Django's mail needs: the server that takes the mails of the outbox."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from maillage.config.env import BadSetting

_HELP = "écrivez par exemple smtp://utilisateur:mot-de-passe@courrier.exemple.fr:587 ou smtps://…:465"
_TIMEOUT = 30


def of(url: str) -> dict[str, Any]:
    """Options of the SMTP connection; none when `url` is empty. « smtp » begins TLS unless « ?tls=non » (a relay on the spot)."""
    if not url:
        return {}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSetting(f"MAILLAGE_SMTP ne se lit pas comme une adresse : {_HELP}.") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(f"MAILLAGE_SMTP ne nomme pas un serveur de courrier : {_HELP}.")
    options = dict(parse_qsl(parts.query))
    if options not in ({}, {"tls": "non"}):
        raise BadSetting("MAILLAGE_SMTP porte une option que Maillage ne connaît pas : la seule est « ?tls=non ».")
    secure = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": port or (465 if secure else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": secure,
        "use_tls": not secure and not options,
        "timeout": _TIMEOUT,
    }
