"""Redraws the pictures of the documentation from a demonstration server: `make screenshots`."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.demonstration import demonstration

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
# A real territory: an EPCI of Vaucluse.
TERRITORY = "epci=248400293"
PICTURES = {
    "studio": f"/territoire/?{TERRITORY}",
    "simulateur": "/financement/?population=78760",
    "textes": "/textes/",
}
ARGUMENTS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-quic",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--lang=fr-FR",
]
SETTLED = 3_000
"""Milliseconds for the map to be drawn once the network is quiet."""


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium est introuvable : installez-le, ou donnez CHROMIUM=chemin.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, env={**os.environ, "LANGUAGE": "fr"})
        for name, address in PICTURES.items():
            picture(browser, f"http://127.0.0.1:{port}{address}", FOLDER / f"{name}.png")
        browser.close()
    return 0


def picture(browser: Browser, address: str, path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR", timezone_id="Europe/Paris")
    response = page.goto(address, wait_until="networkidle")
    if response is None or response.status != 200:
        raise SystemExit(f"{address} : {response and response.status}")
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=path)
    page.close()
    print(path.name)


if __name__ == "__main__":
    sys.exit(main())
