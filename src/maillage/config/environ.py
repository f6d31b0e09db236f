"""A request of the application server as the dictionary that Django reads (PEP 3333)."""

import sys
from typing import IO, Any

_LISTED = {"cookie": "; "}
"""What stands between the values of a header given several times; a comma elsewhere (RFC 9110, 5.3)."""


def environ_of(scope: Any, body: IO[bytes], length: int) -> dict[str, Any]:
    """`length` is the number of bytes of `body`, or what was announced of one left unread. ValueError on a path that is not
    UTF-8."""
    server, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        **_headers(scope),
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _headers(scope: Any) -> dict[str, str]:
    """A name with « _ » is not read: it would pass for the same name with « - », which the proxy in front writes."""
    found: dict[str, str] = {}
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        found[key] = f"{found[key]}{_LISTED.get(name, ',')}{value}" if key in found else value
    found.pop("HTTP_CONTENT_LENGTH", None)
    found.pop("HTTP_PROXY", None)  # a program started from here would take it for its own setting
    found.setdefault("HTTP_HOST", scope.authority or "")
    return found
