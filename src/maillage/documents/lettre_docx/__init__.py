"""The lettre d'intention, or a first contact, as a text document that people complete and sign: the same content as the PDF."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from maillage.documents.shared import docx_blocks, pictures
from maillage.documents.shared.docx_writer import Picture, Text, Writer
from maillage.documents.shared.frozen import Sent
from maillage.documents.shared.letter import content
from maillage.kernel.french import long_day

MAP_WIDTH, MAP_HEIGHT = 130, 100
"""Millimetres, at most."""


def render(kept: Mapping[str, Any], sent: Sent | None) -> bytes:
    """Bytes of the .docx, from a frozen copy; a draft when it was not sent."""
    data = content(kept, sent)
    made_on = date.fromisoformat(kept["made_on"])
    writer = Writer(data["title"], made_on=made_on)
    writer.paragraph(Text(data["kind"], "doux"))
    writer.title(data["name"], long_day(made_on))
    for sentence in filter(None, (data["fictif"], data["draft"])):
        writer.notice(sentence)
    for name, value in data["identity"]:
        writer.paragraph(Text(f"{name} : ", "doux"), Text(value), style="Cellule")
    for number, part in enumerate(data["sections"], 1):
        writer.heading(f"{number}. {part['title']}")
        docx_blocks.write(writer, part["body"] or "Section à écrire.")
        if part["key"] in _JOINED:
            _JOINED[part["key"]](writer, data)
    if data["annexes"]:
        writer.heading("Pièces jointes")
        writer.bullets([Text(name)] for name in data["annexes"])
    if data["is_signed"]:
        writer.heading("Signatures")
        writer.table((85, 85), ("Pour les porteurs du projet", "Date et lieu"), [[[Text("\n\n\n")]] * 2])
    writer.paragraph(Text(data["addressed"], "doux petit"))
    if data["sent"]:
        writer.paragraph(Text(data["sent"], "doux petit"))
    target = BytesIO()
    writer.save(target)
    return target.getvalue()


def _territory(writer: Writer, data: dict[str, Any]) -> None:
    if data["svg"]:
        width = round(min(MAP_WIDTH, MAP_HEIGHT / data["ratio"]))
        (image,) = pictures.png([(data["svg"], width)])
        writer.picture(Picture(image, width, data["alt"]))
    for name, value in data["facts"]:
        writer.paragraph(Text(f"{name} : ", "doux"), Text(value, "gras"), style="Cellule")
    rows = (
        [[Text(one["epci"], "gras")], [Text(one["count"])], [Text(one["population"])], [Text(one["names"])]]
        for one in data["communes"]
    )
    if data["communes"]:
        writer.table((42, 24, 22, 82), ("Intercommunalité", "Communes", "Habitants", "Liste"), rows, numbers=(2,))


def _figures(writer: Writer, data: dict[str, Any]) -> None:
    if not data["figures"]:
        return
    heads = ("Indicateur", "Territoire", "Dépt", "Région", "France", "Sembl.")
    rows = (
        [
            [
                Text(one["label"], "gras"),
                *([Text(" [fictif]", "fictif petit")] if one["fictif"] else []),
                _below(one["source"]),
            ],
            [Text(one["value"], "gras")],
            *([Text(text)] for text in one["comparisons"]),
        ]
        for one in data["figures"]
    )
    writer.heading("Les chiffres retenus", 2)
    writer.table((62, 40, 17, 17, 17, 17), heads, rows, numbers=(2, 3, 4, 5))


def _below(source: str) -> Text:
    return Text(f"\n{source}", "petit doux")


def _early(writer: Writer, data: dict[str, Any]) -> None:
    if data["early_missions"]:
        writer.heading("Missions déjà en fonctionnement", 2)
        writer.bullets([Text(line)] for line in data["early_missions"])


_JOINED = {"territoire": _territory, "diagnostic": _figures, "orientations": _early}
