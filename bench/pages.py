"""Server time and compressed size of pages, asked from a demonstration server of our own."""

import gzip
import re
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urljoin

from bench.rows import Row, percentile, times
from tools.demonstration import demonstration

COMMUNES = 100
HTML = {"Accept-Encoding": "gzip", "Accept": "text/html"}


def run() -> list[Row]:
    with demonstration() as port:
        selection = selection_of()
        return [*speeds(port, selection), *sizes(port)]


def get(port: int, address: str) -> tuple[bytes, dict[str, str]]:
    """Body as sent, and headers; redirections are followed."""
    for _ in range(3):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", address, headers=HTML)
        response = connection.getresponse()
        body, headers = response.read(), dict(response.getheaders())
        connection.close()
        if response.status not in (301, 302):
            break
        address = urljoin(address, headers["Location"])
    if response.status != 200:
        raise SystemExit(f"{address} answered {response.status}.")
    return body, headers


def selection_of() -> str:
    """The compact form of a hundred communes in a row."""
    from maillage.facts import selection
    from maillage.results import territoires

    codes = sorted(territoires.members("departement", "84"))[:COMMUNES]
    codes += sorted(territoires.members("departement", "26"))[: COMMUNES - len(codes)]
    return selection.encode(codes)


def speeds(port: int, selection: str) -> list[Row]:
    pages = {
        "studio": f"/territoire/?s={selection}",
        "simulator": f"/financement/?s={selection}",
        "textes": "/textes/",
    }
    rows = []
    for name, address in pages.items():
        found = times(partial(get, port, address), rounds=60, warm_up=6)
        rows.append(Row(f"{name} page, {COMMUNES} communes, server time, p95", percentile(found, 0.95), 100))
    return rows


def sizes(port: int) -> list[Row]:
    return [
        Row(f"first view of {address}, compressed, KB", weight(port, address), 250, unit="KB")
        for address in ("/", "/financement/?population=78760", "/textes/")
    ]


def weight(port: int, address: str) -> float:
    """Kilobytes of the page and of everything that it loads by itself."""
    body, headers = get(port, address)
    html = text(body, headers)
    linked = re.findall(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/static/[^"]+)"', html)
    total = len(body)
    seen: set[str] = set()
    while linked:
        path = linked.pop()
        if path in seen or path.endswith(".txt"):
            continue
        seen.add(path)
        part, part_headers = get(port, path)
        total += len(part)
        if path.endswith((".css", ".js", ".mjs")):
            linked += [urljoin(path, name) for name in references(text(part, part_headers))]
    return total / 1000


FONT = re.compile(r"""url\(["']?([^"')]+\.woff2)["']?\)""")
IMPORT = re.compile(r"""\b(?:import|export)\s*(?:[\w*{},$\s]*?\bfrom\s*)?["'](\.{0,2}/[^"'\n]+)["']""")


def references(code: str) -> list[str]:
    """Files that a style sheet or a module loads as soon as it is read."""
    return [*FONT.findall(code), *IMPORT.findall(code)]


def text(body: bytes, headers: dict[str, str]) -> str:
    gzipped = {name.lower(): value for name, value in headers.items()}.get("content-encoding") == "gzip"
    return (gzip.decompress(body) if gzipped else body).decode("utf-8", "replace")
