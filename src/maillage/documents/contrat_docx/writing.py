"""The contract from its first page to its annexes, in our words; it never claims to be the national model."""

from datetime import timedelta
from io import BytesIO

from maillage.documents.contrat_docx.parties import parties, signatures, signed
from maillage.documents.contrat_docx.sheet import Sheet
from maillage.documents.contrat_docx.terms import COMMITMENTS, amount, payment_sentences
from maillage.documents.shared import docx_blocks
from maillage.documents.shared.docx_writer import Text, Writer
from maillage.facts import words
from maillage.kernel.french import day, long_day, plural
from maillage.kernel.periods import anniversary

_MODEL = (
    "Projet de contrat préparé avec Maillage, dans ses propres termes. Il ne remplace pas le contrat-type national : rapprochez "
    "chaque article de celui que vous remettront l'agence et la caisse. Les passages entre crochets sont à compléter."
)


def render(sheet: Sheet) -> bytes:
    """Bytes of the .docx."""
    writer = Writer(f"Contrat · {sheet.community.name}", made_on=sheet.made_on, many_headings=True)
    writer.title("Contrat de la communauté professionnelle territoriale de santé", sheet.community.name)
    if sheet.community.is_fictif:
        writer.notice("Document d'une CPTS fictive de démonstration.")
    writer.notice(signed(sheet.contract) or _MODEL)
    if sheet.contract.number:
        writer.notice(f"Texte à jour de l'{str(sheet.contract).lower()}, qui prend effet le {long_day(sheet.contract.since)}.")
    parties(writer, sheet.contract)
    _object(writer, sheet)
    _missions(writer, sheet)
    _money(writer, sheet)
    _evaluation(writer, sheet)
    _life(writer, sheet)
    signatures(writer, sheet.signatures)
    _annex(writer, sheet)
    _proofs(writer, sheet)
    target = BytesIO()
    writer.save(target)
    return target.getvalue()


def _object(writer: Writer, sheet: Sheet) -> None:
    contract = sheet.contract
    writer.heading("Article 1. Objet et conditions d'adhésion")
    writer.paragraph(
        Text(
            "Le contrat fixe ce que la communauté s'engage à faire pour la population de son territoire, ce que l'Assurance "
            "Maladie lui verse et l'appui de l'agence régionale de santé, selon l'accord conventionnel interprofessionnel."
        )
    )
    writer.bullets([Text(f"{one.label}. ", "gras"), Text(one.sentence)] for one in sheet.conditions)
    writer.paragraph(Text(f"Projet de santé de la communauté : {_validation(sheet)}."))
    writer.heading("Article 2. Territoire et population")
    taille = f"de taille {contract.taille}" if contract.taille else "de taille [à établir]"
    writer.paragraph(
        Text(
            f"Le territoire compte {plural(len(sheet.communes), 'commune')} et {plural(contract.population, 'habitant')} "
            f"({contract.population_source}). La communauté est {taille}."
        )
    )
    writer.paragraph(Text(", ".join(sheet.communes) + "."))


def _validation(sheet: Sheet) -> str:
    """The day, or what is known instead: an opposition is said, never a blank to fill."""
    if sheet.validated_on:
        return f"validé le {long_day(sheet.validated_on)}"
    return f"non validé ({sheet.filing.label})" if sheet.filing and sheet.filing.is_opposed else "[date de validation]"


def _missions(writer: Writer, sheet: Sheet) -> None:
    writer.heading("Article 3. Missions et engagements")
    for one in sheet.missions:
        writer.heading(words.mission(one.mission), 2)
        writer.paragraph(Text(f"Démarrage : {long_day(one.starts_on)}."))
        docx_blocks.write(writer, one.commitments or "[engagements de la communauté]", level=3)
    writer.heading("Article 4. Calendrier")
    rows = (
        [
            [Text(line.label, "gras")],
            [Text(day(line.started_on) if line.started_on else "non prévue")],
            [Text(day(line.start_by) if line.start_by else "libre")],
            [Text(day(line.deployed_by) if line.deployed_by else "libre")],
        ]
        for line in sheet.deadlines
    )
    writer.table((62, 34, 36, 38), ("Mission", "Démarrage prévu", "Au plus tard", "Déployée au plus tard"), rows)
    writer.paragraph(Text(f"Délais comptés depuis le {long_day(sheet.binding_day)}, selon l'accord.", "doux petit"))


def _money(writer: Writer, sheet: Sheet) -> None:
    writer.heading("Article 5. Montants")
    rows = (
        [
            [Text("Fonctionnement" if line.volet == "montant" else words.mission(line.mission), "gras")],
            [Text("" if line.volet == "montant" else line.label)],
            [Text(amount(line.cents), "gras"), Text(f"\n{line.kept_proof.label}", "petit doux")],
        ]
        for line in sheet.amounts
    )
    writer.table((62, 58, 50), ("Mission", "Volet", "Euros par an, et leur preuve"), rows, numbers=(2,))
    writer.paragraph(
        Text(
            "« Déduit » : retrouvé par le calcul, à vérifier avant de signer. « Non établi » : aucune source trouvée, à demander.",
            "doux petit",
        )
    )
    writer.heading("Article 6. Versement")
    for sentence in payment_sentences(sheet.binding_day):
        writer.paragraph(Text(sentence))


def _evaluation(writer: Writer, sheet: Sheet) -> None:
    writer.heading("Article 7. Indicateurs et dialogue de gestion")
    writer.paragraph(
        Text(
            "Chaque année, la communauté, l'agence et la caisse examinent ensemble les indicateurs de l'annexe 1 et leurs "
            "justificatifs. La part variable d'une mission est celle des paliers atteints. Les parties arrêtent alors les valeurs de "
            "départ et les cibles de l'année suivante."
        )
    )
    for line in sheet.envelopes:
        if line.sentence:
            writer.notice(f"À vérifier. {line.sentence}")
    writer.heading("Article 8. Engagements réciproques")
    writer.bullets([Text(sentence)] for sentence in COMMITMENTS)


def _life(writer: Writer, sheet: Sheet) -> None:
    last_day = anniversary(sheet.binding_day, sheet.years) - timedelta(days=1)
    writer.heading("Article 9. Durée, modification et fin")
    writer.paragraph(
        Text(
            f"Le contrat dure {plural(sheet.years, 'an')} : du {long_day(sheet.binding_day)} au {long_day(last_day)}. "
            "Il se modifie par avenant signé des trois parties."
        )
    )
    writer.paragraph(
        Text("Chaque partie peut y mettre fin dans les conditions du contrat-type : [préavis et procédure, à y relever].")
    )


def _annex(writer: Writer, sheet: Sheet) -> None:
    writer.heading("Annexe 1. Indicateurs", new_page=True)
    if not sheet.indicators:
        writer.paragraph(Text("[Aucun indicateur n'est encore choisi.]"))
        return
    rows = (
        [
            [Text(f"Année {one.year}")],
            [Text(one.label, "gras"), Text(f"\n{words.mission(one.mission)} · {one.get_direction_display()}", "petit doux")],
            [Text(one.baseline or "[à mesurer]"), Text(f"\n{one.source}" if one.source else "", "petit doux")],
            [Text("\n".join(f"{step['label']} : {amount(step['cents'])}" for step in one.steps))],
            [Text(amount(one.cents))],
        ]
        for one in sheet.indicators
    )
    heads = ("Année", "Indicateur", "Départ et source", "Paliers", "Au plus")
    writer.table((17, 55, 34, 40, 24), heads, rows, numbers=(4,))
    writer.paragraph(Text("Les paliers ne s'ajoutent pas : seul celui qui est atteint est payé.", "doux petit"))


def _proofs(writer: Writer, sheet: Sheet) -> None:
    writer.heading("Annexe 2. D'où viennent les montants")
    rows = (
        [
            [Text(line.title)],
            [Text(amount(line.national)), Text(f"\n{line.refusal}" if line.refusal else "", "petit doux")],
            [Text(line.article), Text(f"\n{line.proof.meaning}", "petit doux")],
            [Text("" if line.contract is None else amount(line.contract), "gras")],
        ]
        for line in sheet.amounts
    )
    writer.table((56, 42, 42, 30), ("Montant", "Tableau national", "Article et preuve", "Montant du contrat"), rows)
    writer.paragraph(Text(f"Document du {long_day(sheet.made_on)}, fait avec Maillage.", "doux petit"))
