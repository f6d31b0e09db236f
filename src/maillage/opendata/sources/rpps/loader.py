"""Professionals by commune, from the open extract of the Annuaire santé: a person of n sites counts 1/n in each."""

from pathlib import Path

import polars as pl

from maillage.opendata.sources.places import Places
from maillage.opendata.sources.reading import LINE
from maillage.opendata.sources.rpps import lines as extract
from maillage.opendata.sources.rpps import schema
from maillage.opendata.sources.source import Loaded, Progress, Rejections, Source, UnableToRead, loaded, silent
from maillage.opendata.warehouse.extra import MODES, PROFESSIONNELS, shaped
from maillage.opendata.warehouse.towns import NOWHERE, Town

_FILES = "https://www.data.gouv.fr/api/1/datasets/r/"
SOURCE = Source(
    "rpps",
    "Annuaire santé : professionnels en activité (RPPS)",
    "Agence du numérique en santé, ordres professionnels",
    "Licence Ouverte 2.0",
    "https://annuaire.sante.fr/web/site-pro/extractions-publiques",
    (PROFESSIONNELS,),
    gives="Professionnels par commune, profession, savoir-faire, mode et secteur d'exercice",
    downloads=(f"{_FILES}fffda7e9-0ea2-4c35-bba0-4496f3af935d", f"{_FILES}fb55f15f-bd61-4402-b551-51ef387f2fab"),
    renewed_days=31,
)
NO_ADDRESS, NO_COMMUNE = "aucune adresse d'exercice", "adresse sans commune reconnue"
APART, ABROAD = "code postal et nom de commune qui disent deux lieux", "adresse hors de France"
_SHOWN = 5


def load(path: Path, places: Places, *, period: str, progress: Progress = silent) -> Loaded:
    rejections = Rejections()
    lines = extract.read_lines(path, rejections, progress)
    if lines.rows.is_empty():
        raise UnableToRead(f"« {path.name} » ne contient aucune activité à compter : vérifiez que le fichier est entier.")
    located, renamed = _located(lines, places, rejections)
    skilled = _skilled(located, lines, extract.read_skills(path))
    table = _counted(skilled, lines)
    persons = skilled.select("person", "base").n_unique()
    return loaded(
        {PROFESSIONNELS: shaped(PROFESSIONNELS, table)},
        rejections,
        read=lines.read,
        remarks=(*_remarks(skilled), *renamed),
        professionnels_comptés=persons,
        more=lines.aside,
    )


def _located(lines: extract.Lines, places: Places, rejections: Rejections) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """With the present commune of each line, lines without one are rejected; and what is said of the names that changed."""
    texts = lines.places.texts()
    found = [_place(places, *text) for text in texts]
    communes = [one.code for one, _ in found]
    keyed = pl.DataFrame(
        {"place": range(len(texts)), "commune": communes}, schema={"place": pl.UInt32, "commune": pl.Categorical}
    )
    rows = lines.rows.join(keyed, on="place", how="left", maintain_order="left")
    for place, count, first in (
        rows.filter(pl.col("commune").is_null())
        .group_by("place")
        .agg(pl.len(), pl.col(LINE).min().alias("line"))
        .sort("line")
        .iter_rows()
    ):
        said = " ".join(text for text in texts[place] if text)
        rejections.add(first, said, found[place][1] if said else NO_ADDRESS, times=count)
    kept = rows.filter(pl.col("commune").is_not_null())
    renamed = {text[2] or "": one.code for text, (one, _) in zip(texts, found, strict=True) if one.former and one.code}
    return kept.drop("place"), _renamed(places, renamed)


def _place(places: Places, code: str | None, postal_code: str | None, town: str | None, abroad: str | None) -> tuple[Town, str]:
    """The postal code tells the arrondissement where the code only tells the city; else why the line is rejected."""
    present = places.to_present(code)
    if present is not None and present not in ("75056", "13055", "69123"):
        return Town(present), ""
    if present is None and (away := places.outside(code, postal_code)):
        return NOWHERE, f"{away}, hors du champ"
    if present is None and abroad:
        return NOWHERE, ABROAD
    found = places.address(postal_code, town)
    return Town(found.code or present, found.former), APART if found.apart else NO_COMMUNE


def _renamed(places: Places, names: dict[str, str]) -> tuple[str, ...]:
    if not names:
        return ()
    some = ", ".join(f"{name} → {places.name_of(code)}" for name, code in sorted(names.items())[:_SHOWN])
    more = f" et {len(names) - _SHOWN} autres" if len(names) > _SHOWN else ""
    return (f"Libellés qui ne sont pas le nom actuel de la commune, comptés dans celle d'aujourd'hui : {some}{more}.",)


def _skilled(rows: pl.DataFrame, lines: extract.Lines, apart: pl.DataFrame) -> pl.DataFrame:
    """One row per person, profession and site; the savoir-faire is the one that describes the person best."""
    activities = _activities(lines)
    ranked = rows.join(activities.select("activity", "base", "rank"), on="activity", how="left")
    sites = _sites(ranked, lines)
    persons = ranked.group_by("person", "base").agg(pl.col("rank").min())
    told = persons.join(activities.select("rank", "label", "skill", "skill_label"), on="rank", how="left").join(
        apart, on="person", how="left", suffix="_apart"
    )
    known = told.with_columns(pl.coalesce("skill", "skill_apart"), pl.coalesce("skill_label", "skill_label_apart"))
    return sites.join(_named(known), on=["person", "base"], how="left")


def _activities(lines: extract.Lines) -> pl.DataFrame:
    """Each kind of activity with its profession, and its rank: an ordinal specialty first, then other savoir-faire, then none."""
    names = ["base", "label", "skill_type", "skill", "skill_label"]
    told = [(schema.profession_of(code, label), label, *skill) for code, label, *skill in lines.activities.texts()]
    frame = pl.DataFrame(told, schema=dict.fromkeys(names, pl.String), orient="row").with_row_index("activity")
    other = (pl.col("skill_type") != schema.ORDINAL).fill_null(value=True)
    ordered = frame.sort(pl.col("skill").is_null(), other, "skill", lines.activities.ranks()).with_row_index("rank")
    return ordered.with_columns(pl.col("base").cast(pl.Enum(sorted(frame["base"].unique()))))


def _named(persons: pl.DataFrame) -> pl.DataFrame:
    """Profession and savoir-faire of each person, as the table says them."""
    keys = ["base", "label", "skill", "skill_label"]
    kinds = persons.select(keys).unique()
    slugs = [schema.slug_of(base, skill, said) for base, _, skill, said in kinds.iter_rows()]
    said = pl.when(pl.col("profession") == "autre").then(pl.coalesce("skill_label", "label")).otherwise(pl.col("skill_label"))
    kinds = kinds.with_columns(pl.Series("profession", slugs, pl.Categorical)).with_columns(
        said.cast(pl.Categorical).alias("savoir_faire")
    )
    named = persons.join(kinds, on=keys, how="left", nulls_equal=True)
    return named.select("person", "base", "profession", "savoir_faire")


def _sites(rows: pl.DataFrame, lines: extract.Lines) -> pl.DataFrame:
    """Two lines of the same person at the same site are one; both liberal and employed there is « mixte »."""
    modes = pl.Series([schema.mode_of(code) for (code,) in lines.modes.texts()], dtype=pl.Enum(MODES))
    sectors = lines.sectors.ranks()
    told = rows.select(
        "person",
        "base",
        "site",
        "commune",
        modes.gather(rows["mode"]).alias("mode"),
        sectors.gather(rows["sector"]).alias("sector"),
    )
    sites = told.group_by("person", "base", "site").agg(
        pl.col("commune").min(), pl.col("mode").min(), pl.col("mode").max().alias("last"), pl.col("sector").min()
    )
    mode = pl.when(pl.col("mode") == pl.col("last")).then(pl.col("mode")).otherwise(pl.lit(schema.MIXED, pl.Enum(MODES)))
    return sites.with_columns(mode, (1 / pl.len().over("person", "base")).alias("nombre")).drop("last", "site")


def _counted(sites: pl.DataFrame, lines: extract.Lines) -> pl.DataFrame:
    sectors = pl.DataFrame(
        {"sector": lines.sectors.ranks(), "secteur": [label or code for code, label in lines.sectors.texts()]}
    )
    keys = ["commune", "profession", "savoir_faire", "mode", "sector"]
    counted = sites.group_by(keys).agg(pl.col("nombre").sum()).join(sectors, on="sector", how="left")
    texts = counted.select(
        pl.col("commune", "profession", "savoir_faire", "mode").cast(pl.String), pl.col("secteur").cast(pl.String), "nombre"
    )
    summed = texts.group_by("commune", "profession", "savoir_faire", "mode", "secteur").agg(pl.col("nombre").sum().round(6))
    return summed.sort(pl.all().exclude("nombre"), nulls_last=True)


def _remarks(sites: pl.DataFrame) -> tuple[str, ...]:
    silent_doctors = sites.filter((pl.col("base") == schema.DOCTOR) & (pl.col("profession") == "autre"))["person"].n_unique()
    if not silent_doctors:
        return ()
    return (
        f"Médecins sans savoir-faire publié, comptés en « autre » : {silent_doctors}. Ajoutez le fichier des savoir-faire.",
    )
