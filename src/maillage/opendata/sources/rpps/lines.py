"""Reads the extract block by block into narrow rows: a person, a place, an activity, as numbers; nothing else stays in memory."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import polars as pl

from maillage.opendata.sources import opening, reading
from maillage.opendata.sources.rpps import schema
from maillage.opendata.sources.source import Progress, Rejections, UnableToRead, silent

NO_PERSON = "identifiant de la personne absent"


@dataclass
class Numbering:
    """Each distinct combination of texts -> a number, so that millions of rows stay small."""

    of: dict[tuple[str | None, ...], int] = field(default_factory=dict)

    def number(self, frame: pl.DataFrame, columns: Sequence[str], name: str) -> pl.DataFrame:
        """`frame` with the number of its combination of `columns` as `name`."""
        seen = frame.select(columns).unique()
        numbers = [self.of.setdefault(row, len(self.of)) for row in seen.iter_rows()]
        keyed = seen.with_columns(pl.Series(name, numbers, pl.UInt32))
        return frame.join(keyed, on=list(columns), how="left", nulls_equal=True, maintain_order="left")

    def texts(self) -> list[tuple[str | None, ...]]:
        return list(self.of)

    def ranks(self) -> pl.Series:
        """Number -> place of its texts in their order, which no order of reading changes; nulls come last."""
        order = sorted(self.of, key=lambda texts: [(text is None, text or "") for text in texts])
        rank = {texts: i for i, texts in enumerate(order)}
        return pl.Series([rank[texts] for texts in self.of], dtype=pl.UInt32)


@dataclass
class Lines:
    """`rows`: line, person, site (all numbers), place, activity, mode, sector (see the numberings)."""

    rows: pl.DataFrame
    places: Numbering
    activities: Numbering
    modes: Numbering
    sectors: Numbering
    read: int
    aside: dict[str, int]


PLACE = ("commune", "postal_code", "town", "abroad")
"""`abroad`: the country, when it is not France."""
ACTIVITY = ("profession", "profession_label", "skill_type", "skill", "skill_label")
MODE, SECTOR = ("mode",), ("sector", "sector_label")
_SITE = ("structure", "finess", "siret")
"""What tells two places apart, the surest first; the records of one SIRET are one place (see `_one_place`)."""


class _Reader:
    """One pass over one file."""

    def __init__(self, header: bytes, wanted: Mapping[str, Sequence[str]], optional: Sequence[str]) -> None:
        self.names = [name.strip() for name in opening.decoded(header).strip().strip("|").split("|")]
        self.found = reading.named_columns(self.names, wanted, optional=optional)
        self._latin: bool | None = None

    def frame(self, block: bytes, first_line: int) -> pl.DataFrame:
        """The wanted columns of a block as text; absent ones are null."""
        if self._latin is None:
            self._latin = not _is_utf8(block)
        raw = block.decode("cp1252", errors="replace").encode() if self._latin else block
        present = {ours: self.names.index(name) for ours, name in self.found.items() if name is not None}
        frame = pl.scan_csv(
            io.BytesIO(raw),
            has_header=False,
            separator="|",
            quote_char=None,
            schema={str(i): pl.String for i in range(len(self.names) + 1)},
            encoding="utf8-lossy",
            truncate_ragged_lines=True,
            missing_columns="insert",
            row_index_name=reading.LINE,
            row_index_offset=first_line,
        )
        texts = [
            (pl.col(str(present[ours])).str.strip_chars("\r ") if ours in present else pl.lit(None, pl.String)).alias(ours)
            for ours in self.found
        ]
        picked = frame.select(reading.LINE, *texts)
        return picked.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)).name.keep()).collect()


def _is_utf8(block: bytes) -> bool:
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return True


def read_lines(path: Path, rejections: Rejections, progress: Progress = silent) -> Lines:
    """The activities of civilians in standard practice; the others are counted in `aside`."""
    total = opening.size_of(path, schema.ACTIVITY_FILE)
    lines = Lines(pl.DataFrame(), Numbering(), Numbering(), Numbering(), Numbering(), 0, {})
    narrow: list[pl.DataFrame] = []
    try:
        with opening.open_bytes(path, schema.ACTIVITY_FILE) as file:
            reader, done, block = _start(path, file), 0, b""
            for block in opening.blocks(file, path):
                narrow.append(_narrow(reader.frame(block, lines.read + 2), lines, rejections))
                done += len(block)
                progress(min(done, total), total)
            progress(total, total)
            _check_end(path, block, len(reader.names))
    except (*opening.DAMAGED, pl.exceptions.PolarsError) as error:
        raise opening.damaged(path, error) from None
    lines.rows = _one_place(pl.concat(narrow)) if narrow else pl.DataFrame()
    return lines


def _start(path: Path, file: IO[bytes]) -> _Reader:
    header = file.readline(100_000)
    if header.count(b"|") < 10:
        raise UnableToRead(
            f"« {path.name} » n'est pas l'extraction de l'Annuaire santé : sa première ligne devrait nommer des colonnes "
            "séparées par « | » (« Identifiant PP », « Code profession »…)."
        )
    return _Reader(header, schema.ACTIVITY, schema.OPTIONAL)


def _check_end(path: Path, block: bytes, columns: int) -> None:
    """A download that stopped leaves half a line."""
    last = block.rstrip(b"\r\n").rsplit(b"\n", 1)[-1]
    if block and last.count(b"|") < columns - 1:
        raise UnableToRead(f"« {path.name} » est coupé : sa dernière ligne n'est pas entière. Téléchargez-le de nouveau.")


def _narrow(frame: pl.DataFrame, lines: Lines, rejections: Rejections) -> pl.DataFrame:
    lines.read += len(frame)
    missing = frame.filter(pl.col("person").is_null())
    for line in missing[reading.LINE]:
        rejections.add(line, "", NO_PERSON)
    kept = frame.filter(pl.col("person").is_not_null())
    kept = _set_aside(kept, lines.aside, "kind", schema.STANDARD_ACTIVITY, "hors activité standard de soin")
    kept = _set_aside(kept, lines.aside, "category", schema.CIVILIAN, "étudiants et militaires")
    kept = kept.with_columns(_abroad())
    for numbering, columns, name in (
        (lines.places, PLACE, "place"),
        (lines.activities, ACTIVITY, "activity"),
        (lines.modes, MODE, "mode_number"),
        (lines.sectors, SECTOR, "sector_number"),
    ):
        kept = numbering.number(kept, columns, name)
    site = pl.coalesce(*_SITE, pl.concat_str("postal_code", "town", "commune", ignore_nulls=True)).hash(1)
    return kept.select(
        pl.col(reading.LINE).cast(pl.UInt32),
        pl.col("person").hash(0),
        site.alias("site"),
        pl.when(pl.col("siret").is_not_null()).then(pl.col("siret").hash(1)).alias("siret"),
        "place",
        "activity",
        pl.col("mode_number").alias("mode"),
        pl.col("sector_number").alias("sector"),
    )


def _one_place(rows: pl.DataFrame) -> pl.DataFrame:
    """Two records of one SIRET are one site, as is the record whose other lines say that SIRET."""
    known = rows.filter(pl.col("siret").is_not_null()).group_by("site").agg(pl.col("siret").min().alias("same"))
    told = rows.join(known, on="site", how="left", maintain_order="left")
    return told.with_columns(pl.coalesce("siret", "same", "site").alias("site")).drop("siret", "same")


def _abroad() -> pl.Expr:
    """The country of an address that is not in France; null when it is, or when nothing says it."""
    code, label = pl.col("country"), pl.col("country_label")
    by_code = code.str.contains(schema.ABROAD) & ~code.is_in(schema.FRANCE)
    by_label = ~label.str.to_uppercase().is_in(schema.FRENCH)
    told = pl.when(code.is_null()).then(by_label).otherwise(by_code)
    return pl.when(told.fill_null(value=False)).then(pl.coalesce(label, code)).alias("abroad")


def _set_aside(frame: pl.DataFrame, aside: dict[str, int], column: str, value: str, why: str) -> pl.DataFrame:
    """Keeps the rows of this value, or that say nothing."""
    kept = frame.filter(pl.col(column).is_null() | (pl.col(column) == value))
    aside[why] = aside.get(why, 0) + len(frame) - len(kept)
    return kept


def read_skills(path: Path) -> pl.DataFrame:
    """Person -> best savoir-faire of the file apart, when the archive holds one; empty otherwise."""
    empty: dict[str, Any] = {"person": pl.UInt64, "skill": pl.String, "skill_label": pl.String}
    names = opening.members(path)
    if len(names) < 2 or not any("savoir" in name.lower() for name in names):
        return pl.DataFrame(schema=empty)
    found = []
    with opening.open_bytes(path, schema.SKILL_FILE) as file:
        reader = _Reader(file.readline(100_000), schema.SKILL, ("profession", "skill_type", "skill_label"))
        for block in opening.blocks(file, path):
            rows = reader.frame(block, 2).filter(pl.col("person").is_not_null() & pl.col("skill").is_not_null())
            found.append(rows.with_columns(pl.col("person").hash(0)))
    if not found:
        return pl.DataFrame(schema=empty)
    rows = pl.concat(found).with_columns((pl.col("skill_type") != schema.ORDINAL).fill_null(value=True).alias("other"))
    first = rows.sort("person", "other", "skill").unique(subset=["person"], keep="first", maintain_order=True)
    return first.select("person", "skill", "skill_label")
