"""An avenant as a text document: its parties, why, what it changes, before and after, and its signatures."""

from datetime import date
from io import BytesIO

from maillage.community.contract import selectors
from maillage.community.contract.models import Contract
from maillage.documents.contrat_docx.parties import parties, signatures, signed
from maillage.documents.shared import docx_blocks
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.kernel.french import long_day
from maillage.results.cpts import changes

_MODEL = (
    "Projet d'avenant préparé avec Maillage, dans ses propres termes. Rapprochez-le de celui que vous remettront l'agence et la "
    "caisse. Les passages entre crochets sont à compléter."
)


def avenant(deed: Contract, day: date) -> bytes:
    """Bytes of the .docx."""
    community, first = deed.community, selectors.line_of(deed)[0]
    writer = Writer(f"{deed} · {community.name}", made_on=day, many_headings=True)
    writer.title(f"{deed} au contrat de la communauté professionnelle territoriale de santé", community.name)
    if community.is_fictif:
        writer.notice("Document d'une CPTS fictive de démonstration.")
    writer.notice(signed(deed) or _MODEL)
    parties(writer, deed)
    writer.heading("Article 1. Objet")
    writer.paragraph(
        Text(f"L'avenant modifie le contrat qui lie les parties depuis le {long_day(first.since)}. Motif : "),
        Text(f"{deed.get_reason_display().lower()}.", "gras"),
    )
    if deed.reason_words:
        docx_blocks.write(writer, deed.reason_words)
    writer.heading("Article 2. Ce qui change")
    rows = [[[Text(one.label, "gras")], [Text(one.before)], [Text(one.after)]] for one in changes.of(deed)]
    if rows:
        writer.table((50, 60, 60), ("Ce qui change", "Avant", "Après"), rows)
    else:
        writer.paragraph(Text("[Rien n'est encore changé.]"))
    writer.heading("Article 3. Prise d'effet")
    writer.paragraph(
        Text(
            f"L'avenant prend effet le {long_day(deed.since)}. Ce qu'il ne change pas reste tel que le contrat le dit, sa durée comprise."
        )
    )
    signatures(writer, selectors.signatures(deed))
    writer.paragraph(Text(f"Document du {long_day(day)}, fait avec Maillage.", "doux petit"))
    target = BytesIO()
    writer.save(target)
    return target.getvalue()
