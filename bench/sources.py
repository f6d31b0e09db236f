"""The loaders of open data at national size, on fictitious files written for the measure."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from bench.rows import Row
from maillage.opendata import assembly
from maillage.opendata.sources import registry
from maillage.opendata.sources.source import silent

ROWS = 2_300_000
PERSONS = 1_900_000
TARGET_MS, TARGET_MB = 60_000, 1_500
_BLOCK = 100_000
_SAMPLE = Path(registry.__file__).parent / "rpps" / "sample.csv"
# profession, label, type of savoir-faire, savoir-faire, label, share
_ACTIVITIES = (
    ("10", "Médecin", "S", "SM54", "Médecine Générale", 0.06),
    ("10", "Médecin", "S", "SM04", "Cardiologie et maladies vasculaires", 0.07),
    ("21", "Pharmacien", "", "", "", 0.05),
    ("40", "Chirurgien-Dentiste", "", "", "", 0.03),
    ("50", "Sage-Femme", "", "", "", 0.02),
    ("60", "Infirmier", "", "", "", 0.55),
    ("70", "Masseur-Kinésithérapeute", "", "", "", 0.08),
    ("80", "Pédicure-Podologue", "", "", "", 0.01),
    ("91", "Orthophoniste", "", "", "", 0.03),
    ("93", "Psychologue", "", "", "", 0.07),
    ("98", "Manipulateur ERM", "", "", "", 0.03),
)


def run() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder:
        path = Path(folder) / "ps-libreacces-personne-activite-FICTIF-2026-11.txt"
        write_rpps(path, ROWS)
        size = path.stat().st_size / 1e6
        done = subprocess.run([sys.executable, "-m", "bench.sources", str(path)], check=True, capture_output=True, text=True)
        seconds, megabytes = (float(word) for word in done.stdout.split())
    yield Row(f"RPPS, {ROWS:,} fictitious lines ({size:,.0f} MB): load", seconds * 1000, TARGET_MS)
    yield Row("RPPS, national size: peak memory", megabytes, TARGET_MB, unit="MB")


def write_rpps(path: Path, rows: int) -> None:
    """A fictitious extract in the layout of the sample: its people do not exist, its communes do."""
    header = _SAMPLE.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("|").split("|")
    draw = np.random.default_rng(2026)
    with path.open("wb") as file:
        file.write(("|".join(header) + "|\n").encode())
        for first in range(0, rows, _BLOCK):
            file.write(_block(header, draw, min(_BLOCK, rows - first)))


def _block(header: list[str], draw: np.random.Generator, rows: int) -> bytes:
    columns = assembly.places().warehouse.columns
    people = np.array(columns.newest, dtype=float)
    where = draw.choice(len(people), rows, p=people / people.sum())
    what = draw.choice(len(_ACTIVITIES), rows, p=[share for *_, share in _ACTIVITIES])
    persons = draw.integers(0, PERSONS, rows)
    liberal = draw.random(rows) < 0.4
    codes = np.array(columns.codes)[where]
    texts = {
        "Identifiant PP": np.char.add("999", np.char.zfill(persons.astype(str), 8)),
        "Nom d'exercice": np.full(rows, "FICTIF"),
        "Prénom d'exercice": np.full(rows, "Camille"),
        "Code civilité": np.full(rows, "MME"),
        "Libellé civilité": np.full(rows, "Madame"),
        "Code catégorie professionnelle": np.full(rows, "C"),
        "Libellé catégorie professionnelle": np.full(rows, "Civil"),
        "Code mode exercice": np.where(liberal, "L", "S"),
        "Libellé mode exercice": np.where(liberal, "Lib,indép,artis,com", "Salarié"),
        "Identifiant technique de la structure": np.char.add("F", draw.integers(0, 600_000, rows).astype(str)),
        "Raison sociale site": np.full(rows, "CABINET FICTIF DE DÉMONSTRATION"),
        "Numéro Voie (coord. structure)": draw.integers(1, 99, rows).astype(str),
        "Libellé type de voie (coord. structure)": np.full(rows, "Avenue"),
        "Libellé Voie (coord. structure)": np.full(rows, "DE LA PLACE QUI N'EXISTE PAS"),
        "Bureau cedex (coord. structure)": np.full(rows, "00000 COMMUNE FICTIVE"),
        "Code postal (coord. structure)": np.array([codes.split(" ", 1)[0] for codes in columns.postal_codes])[where],
        # half of the liberal ones have no code, as in the real file
        "Code commune (coord. structure)": np.where(liberal & (draw.random(rows) < 0.5), "", codes),
        "Libellé commune (coord. structure)": np.array(columns.names)[where],
        "Autorité d'enregistrement": np.full(rows, "ARS/ARS/ARS"),
        "Code secteur d'activité": np.where(liberal, "SA07", "SA01"),
        "Libellé secteur d'activité": np.where(liberal, "Cabinet individuel", "Etablissement public de santé"),
        "Code genre d'activité": np.full(rows, "GENR01"),
        "Libellé genre d'activité": np.full(rows, "Activité standard de soin ou de pharmacien"),
    }
    for number, name in enumerate(
        ("Code profession", "Libellé profession", "Code type savoir-faire", "Code savoir-faire", "Libellé savoir-faire")
    ):
        texts[name] = np.array([activity[number] for activity in _ACTIVITIES])[what]
    blank = np.full(rows, "")
    frame = pl.DataFrame({name: texts.get(name, blank) for name in header})
    return frame.select(pl.concat_str(pl.all(), separator="|") + "|\n")[:, 0].str.join("").item().encode()


def _measure(path: Path) -> None:
    """In a process of its own: seconds, then megabytes at the peak."""
    places = assembly.places()
    start = time.perf_counter()
    registry.loader_of("rpps").load(path, places, period="2026-11", progress=silent)
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    _measure(Path(sys.argv[1]))
