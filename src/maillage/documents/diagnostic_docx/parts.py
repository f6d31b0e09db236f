"""The parts of the document, in the order of reading: cover, synthesis, sections, actors, surroundings, sources, method."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from maillage.documents.shared import maps, pictures
from maillage.documents.shared.docx_writer import Cell, Picture, Text, Writer
from maillage.kernel.french import day as short_day
from maillage.kernel.french import long_day, number, plural

MAP_WIDTH, PLOT_WIDTH, MARK_WIDTH, SWATCH_WIDTH = 150, 31, 5, 8
"""Millimetres."""


class Drawings:
    """Every picture of the document, made at once; each is then taken by its drawing."""

    def __init__(self, data: dict[str, Any]) -> None:
        wanted = list(dict.fromkeys(_wanted(data)))
        self._made = dict(zip(wanted, pictures.png(wanted), strict=True))

    def take(self, svg: str, width: int, alt: str = "") -> Picture:
        return Picture(self._made[svg, width], width, alt)


def _wanted(data: dict[str, Any]) -> Iterator[tuple[str, int]]:
    if data["cover"]:
        yield data["cover"], MAP_WIDTH
    for kind in maps.SHAPES:
        yield maps.mark(kind), MARK_WIDTH
    for shade in range(len(maps.CLASSES)):
        yield maps.swatch(shade), SWATCH_WIDTH
    for part in data["sections"]:
        if part["map"]:
            yield part["map"]["svg"], MAP_WIDTH
        yield from ((maps.dots(row["marks"]), PLOT_WIDTH) for block in part["blocks"] for row in block["rows"] if row["marks"])
    if data["structures"] and data["structures"]["svg"]:
        yield data["structures"]["svg"], MAP_WIDTH


def write(writer: Writer, data: dict[str, Any]) -> None:
    """The whole document."""
    drawings = Drawings(data)
    _cover(writer, data, drawings)
    _synthesis(writer, data)
    _legend(writer, data, drawings)
    for part in data["sections"]:
        _section(writer, data, part, drawings)
    _around(writer, data)
    writer.heading("Conclusion", new_page=False)
    writer.comment_zone("Conclusion et suites à donner", "conclusion", "")
    _sources(writer, data)


def _cover(writer: Writer, data: dict[str, Any], drawings: Drawings) -> None:
    people = "population non établie" if data["population"] is None else plural(data["population"], "habitant")
    size = f" · CPTS de taille {data['taille']}" if data["taille"] else ""
    writer.paragraph(Text("Le diagnostic du territoire", "doux"))
    writer.title(data["title"], f"{plural(data['communes'], 'commune')} · {people}{size}")
    if data["cover"]:
        writer.picture(drawings.take(data["cover"], MAP_WIDTH, "Carte du territoire et de ses environs."))
    if data["fictitious"]:
        writer.notice(data["fictitious_sentence"])
    made_on = long_day(date.fromisoformat(data["made_on"]))
    writer.paragraph(Text(f"Document du {made_on}, fait avec Maillage. Population : {data['population_source']}.", "doux"))
    writer.paragraph(Text("Les zones à fond bleu sont à compléter ; le reste peut être repris, coupé ou déplacé.", "doux"))


def _synthesis(writer: Writer, data: dict[str, Any]) -> None:
    writer.heading("L’essentiel", new_page=True)
    for column in data["synthesis"]:
        writer.heading(column["title"], 2)
        if column["lines"]:
            writer.bullets([[Text(line["sentence"]), *_fictitious(line)] for line in column["lines"]])
        else:
            writer.paragraph(Text(column["empty"], "doux"))
    writer.paragraph(Text(data["synthesis_sentence"], "doux"))
    for remark in data["remarks"]:
        writer.notice(remark["sentence"])
    writer.comment_zone("Synthèse partagée", "note_generale", data["note"])


def _legend(writer: Writer, data: dict[str, Any], drawings: Drawings) -> None:
    writer.heading("Lire les tableaux", 2)
    entries = [("ici", "Ce territoire"), *((one["kind"], _reference(one)) for one in data["references"])]
    if any(one["kind"] == "semblables" for one in data["references"]):
        entries.append(("pair", "Un territoire semblable"))
    for kind, text in entries:
        writer.paragraph(drawings.take(maps.mark(kind), MARK_WIDTH), Text(f"  {text}"), style="Cellule")
    writer.paragraph(Text(data["scale_sentence"], "doux"))


def _reference(one: dict[str, str]) -> str:
    return one["label"] if one["label"] == one["name"] else f"{one['label']} : {one['name']}"


def _fictitious(line: dict[str, Any]) -> list[Text]:
    return [Text(" [fictif]", "fictif petit")] if line["fictitious"] else []


def _section(writer: Writer, data: dict[str, Any], part: dict[str, Any], drawings: Drawings) -> None:
    writer.heading(part["title"], new_page=True)
    writer.paragraph(Text(part["known"], "doux"))
    writer.comment_zone(f"Commentaire : {part['title']}", f"note_{part['key']}", part["note"])
    if part["map"]:
        _map(writer, part["map"], drawings)
    for block in part["blocks"]:
        _block(writer, block, drawings)
    if part["key"] == "acteurs" and data["structures"]:
        _structures(writer, data["structures"], drawings)


def _map(writer: Writer, told: dict[str, Any], drawings: Drawings) -> None:
    writer.paragraph(
        Text(told["title"], "gras"), Text(f", {told['unit']}"), *_fictitious(told), Text(f"\n{told['source']}", "doux petit")
    )
    writer.picture(drawings.take(told["svg"], MAP_WIDTH, told["alt"]))
    for row in told["legend"]:
        swatch = drawings.take(maps.swatch(row["shade"]), SWATCH_WIDTH)
        writer.paragraph(swatch, Text(f"  {row['text']}  "), Text(row["count"], "doux"), style="Cellule")
    if told["without"]:
        writer.paragraph(Text(f"Hachures : {told['without']}.", "doux"), style="Cellule")


def _block(writer: Writer, block: dict[str, Any], drawings: Drawings) -> None:
    if block["title"]:
        writer.heading(block["title"], 2)
        unit = [Text(f" {block['unit']}", "gras")] if block["unit"] else []
        writer.paragraph(Text(block["why"], "doux"), *unit)
    if block["source"]:
        writer.paragraph(Text(f"Source : {block['source']}", "petit doux"), style="Cellule")
    if block["rows"]:
        heads = ("Indicateur", "Ici", "Comparaison", "Dépt", "Région", "France", "Sembl.")
        rows = ([*_cells(row, drawings)] for row in block["rows"])
        writer.table((45, 23, 34, 16, 18, 19, 15), heads, rows, numbers=(1, 3, 4, 5, 6))
    for absent in block["absents"]:
        writer.paragraph(Text(f"{absent['names']} : ", "gras"), Text(absent["sentence"]))


def _cells(row: dict[str, Any], drawings: Drawings) -> Iterator[Cell]:
    foot = " · ".join(filter(None, (row["source"], row["rank"], *(badge for badge in row["badges"] if badge != "fictif"))))
    fictitious = _fictitious({"fictitious": "fictif" in row["badges"]})
    below = (Text(f"\n{text}", "petit doux") for text in (row["why"], foot) if text)
    yield [Text(row["label"], "gras"), *fictitious, *below]
    yield [Text(row["value"], "gras grand"), *(Text(f"\n{text}", "petit doux") for text in (row["unit"], row["trend"]) if text)]
    if row["reason"] or not row["marks"]:
        yield [Text(row["reason"], "petit doux")]
    else:
        yield [drawings.take(maps.dots(row["marks"]), PLOT_WIDTH)]
    yield from ([Text(text)] for text in row["comparisons"])


def _structures(writer: Writer, told: dict[str, Any], drawings: Drawings) -> None:
    writer.heading("Structures du territoire", 2)
    if told["missing"]:
        writer.paragraph(Text(told["missing"]))
        return
    writer.paragraph(Text(told["source"], "doux"), *_fictitious(told), with_next=True)
    if told["svg"]:
        alt = "Carte des structures du territoire. Les listes qui suivent disent la même chose."
        writer.picture(drawings.take(told["svg"], MAP_WIDTH, alt))
    for family in told["families"]:
        writer.heading(f"{family['title']} ({family['count']})", 3)
        rows = ([[Text(one["name"])], [Text(one["commune"])], [Text(one["finess"])]] for one in family["items"])
        writer.table((95, 50, 25), ("Nom", "Commune", "Finess"), rows)
        if family["more"]:
            writer.paragraph(Text(family["more"], "doux"))


def _around(writer: Writer, data: dict[str, Any]) -> None:
    writer.heading("Alentours", new_page=True)
    if data["flows"]:
        writer.heading("Où sont les généralistes accessibles", 2)
        writer.paragraph(Text(data["flows_sentence"], "doux"), *_fictitious({"fictitious": data["flows_fictitious"]}))
        rows = [[[Text(one["name"], "gras" if one["here"] else "")], [Text(one["text"])]] for one in data["flows"]]
        writer.table((140, 30), ("Lieu d’exercice", "Part"), rows, numbers=(1,))
    if data["neighbours"]:
        writer.heading("Voisins", 2)
        heads = ("Nom", "Nature", "Habitants", "En commun", "Limitr.")
        writer.table((76, 40, 20, 17, 17), heads, map(_neighbour, data["neighbours"]), numbers=(2, 3, 4))
    if data["similar"]:
        writer.heading("Territoires semblables", 2)
        writer.bullets(
            [Text(one["name"], "gras"), *_fictitious(one), Text(f" ({one['kind']}, {one['population']}). {one['sentence']}")]
            for one in data["similar"]
        )
    writer.comment_zone("Commentaire : alentours", "note_alentours", "")


def _neighbour(one: dict[str, Any]) -> list[Cell]:
    kind = ", ".join(filter(None, (one["kind"], one["stage"])))
    counts: list[Cell] = [[Text(text)] for text in (one["population"], number(one["shared"]), number(one["touching"]))]
    return [[Text(one["name"]), *_fictitious(one)], [Text(kind)], *counts]


def _sources(writer: Writer, data: dict[str, Any]) -> None:
    writer.heading("Sources et méthode", new_page=True)
    rows = (
        [
            [Text(one["title"], "gras")],
            [Text(one["publisher"]), Text(f"\n{one['licence']}" if one["licence"] else "", "petit doux")],
            [Text(one["vintage"])],
            [Text(one["state"])],
        ]
        for one in data["sources"]
    )
    writer.table((58, 56, 22, 34), ("Source", "Producteur et licence", "Millésime", "État"), rows)
    writer.heading("Comment les indicateurs sont faits", 2)
    methods = ([[Text(one["title"], "gras")], [Text(one["method"])], [Text(one["limits"])]] for one in data["methods"])
    writer.table((48, 54, 68), ("Indicateur", "Calcul", "Limites"), methods)
    writer.heading("Les communes", 2)
    writer.paragraph(Text(", ".join(f"{one['name']} ({one['code']})" for one in data["places"]) + "."))
    made_on = short_day(date.fromisoformat(data["made_on"]))
    writer.paragraph(Text(f"Diagnostic du {made_on} à retrouver à l’adresse : {data['address']}", "petit doux"))
    writer.paragraph(Text(f"Empreinte des données : {data['stamp']}", "petit doux"))
