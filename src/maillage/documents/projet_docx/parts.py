"""The parts of the document that are drawn from records: cover, identity, diagnosis, objectives and fiches, budget."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from maillage.documents.shared import docx_blocks, pictures
from maillage.documents.shared.docx_writer import Cell, Picture, Text, Writer
from maillage.kernel.french import euros, long_day, typed

MAP_WIDTH, MAP_HEIGHT = 150, 110
"""Millimetres, at most."""
_FICTIF = Text(" [fictif]", "fictif petit")
_LABEL = 50
"""Millimetres of the first column of the budget."""


def cover(writer: Writer, data: dict[str, Any]) -> None:
    writer.paragraph(Text("Projet de santé", "doux"))
    writer.title(data["name"], long_day(date.fromisoformat(data["made_on"])))
    for sentence in filter(None, (data["fictif"], data["draft"])):
        writer.notice(sentence)
    if data["svg"]:
        width = round(min(MAP_WIDTH, MAP_HEIGHT / data["ratio"]))
        (image,) = pictures.png([(data["svg"], width)])
        writer.picture(Picture(image, width, "Carte du territoire ; la liste des communes dit la même chose."))
    _facts(writer, data["facts"])


def annexes(writer: Writer, data: dict[str, Any]) -> None:
    if not data["annexes"]:
        return
    writer.heading(typed("Annexes : fichiers joints"))
    writer.paragraph(Text(data["annexes_rule"], "doux"))
    names = ("number", "name", "kind", "size")
    rows = (
        [*([Text(one[name])] for name in names), [Text(one["short"], "gras"), Text(f"\n{one['halves']}", "petit doux")]]
        for one in data["annexes"]
    )
    writer.table((10, 56, 26, 18, 60), ("N°", "Fichier", "Nature", "Taille", "Empreinte SHA-256"), rows, numbers=(3,))


def _facts(writer: Writer, facts: list[tuple[str, str]]) -> None:
    for name, value in facts:
        writer.paragraph(Text(f"{name} : ", "doux"), Text(value), style="Cellule")


def _identity(writer: Writer, data: dict[str, Any]) -> None:
    _facts(writer, data["identity"])


def _diagnosis(writer: Writer, data: dict[str, Any]) -> None:
    kept = data["diagnosis"]
    if kept is None:
        writer.paragraph(Text("Le diagnostic n'est pas encore inséré.", "doux"))
        return
    writer.paragraph(Text(kept["when"], "doux"))
    for column in kept["synthesis"]:
        if column["lines"]:
            writer.heading(column["title"], 2)
            writer.bullets([Text(line["sentence"]), *_mark(line)] for line in column["lines"])
    for section in kept["sections"]:
        writer.heading(section["title"], 2)
        heads = ("Indicateur", "Ici", "Dépt", "Région", "France", "Sembl.")
        writer.table((66, 40, 16, 16, 16, 16), heads, map(_figure, section["figures"]), numbers=(2, 3, 4, 5))
    writer.heading("Sources", 2)
    writer.bullets([Text(f"{one['title']}, {one['publisher']}, {one['vintage']} ({one['state']})")] for one in kept["sources"])


def _figure(one: Mapping[str, Any]) -> list[Cell]:
    below = " · ".join(filter(None, (one["level"], one["source"], one["vintage"])))
    first: Cell = [Text(one["label"], "gras"), *_mark(one), Text(f"\n{below}", "petit doux")]
    return [first, [Text(one["value"], "gras")], *([Text(text)] for text in one["comparisons"])]


def _mark(one: Mapping[str, Any]) -> list[Text]:
    return [_FICTIF] if one["fictif"] else []


def _objectives(writer: Writer, data: dict[str, Any]) -> None:
    if not data["objectives"]:
        writer.paragraph(Text("Aucun objectif n'est écrit.", "doux"))
    for one in data["objectives"]:
        writer.heading(one["title"], 2)
        _lines(writer, one["finding"])
        writer.bullets([Text(text)] for text in one["figures"])
        if one["fiches"]:
            writer.paragraph(Text(one["fiches"]))
    for one in data["fiches"]:
        _fiche(writer, one)


def _fiche(writer: Writer, one: Mapping[str, Any]) -> None:
    writer.heading(f"Fiche-action n° {one['number']} : {one['title']}", 2, new_page=True)
    _facts(writer, one["facts"])
    for label, text in one["texts"]:
        writer.heading(label, 3)
        _lines(writer, text)
    if one["indicators"]:
        writer.heading("Indicateurs", 3)
        names = ("label", "kind", "start", "target", "source", "frequency")
        heads = ("Indicateur", "Nature", "Au départ", "Cible", "Source", "Fréquence")
        rows = ([[Text(line[name])] for name in names] for line in one["indicators"])
        writer.table((52, 20, 24, 24, 26, 24), heads, rows)


def _lines(writer: Writer, text: str) -> None:
    for line in filter(str.strip, text.splitlines()):
        writer.paragraph(Text(line))


def _budget(writer: Writer, data: dict[str, Any]) -> None:
    kept = data["budget"]
    if kept is None:
        writer.paragraph(Text("Le budget n'est pas encore calculé.", "doux"))
        return
    writer.paragraph(Text(kept["rule"]))
    writer.paragraph(Text(f"{kept['supposed']} Preuve la plus faible : {kept['proof']}.", "doux"))
    years = kept["years"]
    widths = (_LABEL, *((docx_blocks.WIDTH - _LABEL) / len(years) for _ in years))
    heads = ("En euros", *(year["title"] for year in years))
    rows = (_budget_row(row, len(years)) for row in kept["rows"])
    writer.table(widths, heads, rows, numbers=range(1, len(years) + 1))


def _budget_row(row: Mapping[str, Any], years: int) -> list[Cell]:
    look = "" if row["kind"] == "ligne" else "gras"
    told = (
        (f"{row['account']} · " if row["account"] else "") + row["label"] + (f" ({row['mission']})" if row["mission"] else "")
    )
    first: Cell = [Text(told, look), *([Text(f"\n{row['note']}", "petit doux")] if row["note"] else [])]
    cents = row["cents"] or [None] * years
    proofs = row["proofs"] or [""] * years
    blank = "" if row["kind"] == "groupe" else "—"
    return [first, *(_budget_cell(one, proof, look, blank) for one, proof in zip(cents, proofs, strict=True))]


def _budget_cell(cents: int | None, proof: str, look: str, blank: str) -> Cell:
    """An amount, and under it the word of its proof."""
    return [Text(blank if cents is None else euros(cents), look), *([Text(f"\n{proof}", "petit doux")] if proof else [])]


DRAWN: Mapping[str, Callable[[Writer, dict[str, Any]], None]] = {
    "identite": _identity,
    "diagnostic": _diagnosis,
    "objectifs": _objectives,
    "budget": _budget,
}
"""Kind of a part -> what follows its words."""
