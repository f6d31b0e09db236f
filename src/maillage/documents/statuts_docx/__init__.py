"""The statutes or the règlement intérieur as a text document that people complete and sign."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from maillage.community.communities.models import Community
from maillage.community.drafting.models import TextKind
from maillage.community.governance import outlines
from maillage.documents.shared import docx_blocks
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.kernel.french import long_day
from maillage.results.cpts.texts import Article, articles

FICTIF = "Document d'une CPTS fictive de démonstration."


def of(community: Community, text: TextKind, day: date) -> bytes:
    """Bytes of the .docx of a text as it stands on a day."""
    outline = outlines.OUTLINES[text]
    return render(
        title=outline.title,
        lead=outline.lead,
        community=community.name,
        numbers=_numbers(community),
        articles=articles(community, text, day),
        made_on=day,
        fictif=community.is_fictif,
    )


def _numbers(community: Community) -> str:
    """« RNA W812004567, SIRET … »: statutes that are changed are those of an association that is declared."""
    known = (("RNA", community.rna), ("SIRET", community.siret), ("FINESS", community.finess))
    return ", ".join(f"{label} {value}" for label, value in known if value)


def render(
    *, title: str, lead: str, community: str, articles: Iterable[Article], made_on: date, fictif: bool, numbers: str = ""
) -> bytes:
    """Bytes of the .docx; articles that nobody wrote yet are those of the model, and say so."""
    writer = Writer(f"{title} · {community}", made_on=made_on, many_headings=True)
    writer.title(title, community)
    if numbers:
        writer.paragraph(Text(f"Association {numbers}", "doux"))
    if fictif:
        writer.notice(FICTIF)
    writer.notice(f"Modèle à relire par un juriste. {lead}")
    for number, article in enumerate(articles, 1):
        writer.heading(f"Article {number}. {article.title}")
        docx_blocks.write(writer, article.body)
        if article.is_model:
            writer.paragraph(Text("Texte du modèle, pas encore repris par la CPTS.", "doux petit"))
    writer.heading("Signatures")
    writer.table((85, 85), ("Présidence", "Secrétariat"), [[[Text("Nom, date et signature :\n\n\n")]] * 2])
    writer.paragraph(Text(f"Document du {long_day(made_on)}, fait avec Maillage.", "doux petit"))
    target = BytesIO()
    writer.save(target)
    return target.getvalue()
