"""Who a contract or an avenant binds, and who signed it."""

from collections.abc import Iterator, Mapping

from maillage.community.contract.models import Contract, Signature
from maillage.documents.shared.docx_writer import Cell, Text, Writer
from maillage.kernel.french import day, long_day


def parties(writer: Writer, contract: Contract) -> None:
    """The CPTS with its numbers, the agency and the caisse, and who represents them."""
    community = contract.community
    writer.heading("Entre les parties")
    numbers = ", ".join(
        f"{label} {value or '[à compléter]'}"
        for label, value in (("RNA", community.rna), ("SIRET", community.siret), ("FINESS", community.finess))
    )
    writer.paragraph(Text(community.name, "gras"), Text(f", association, {numbers}."))
    writer.paragraph(
        Text(f"Siège : {community.seat or '[adresse]'}. Représentée par {contract.cpts_representative or '[nom, qualité]'}.")
    )
    for name, representative in (
        (contract.ars_name, contract.ars_representative),
        (contract.cpam_name, contract.cpam_representative),
    ):
        writer.paragraph(Text(name, "gras"), Text(f", représentée par {representative or '[nom, qualité]'}."))


def signatures(writer: Writer, known: Mapping[str, Signature]) -> None:
    """One column a party: its signature when it is recorded, else the place for it."""
    writer.heading("Signatures")
    writer.table((57, 57, 56), [party.label for party in Signature.Party], [[*_signed(known)]])


def _signed(known: Mapping[str, Signature]) -> Iterator[Cell]:
    for party in Signature.Party:
        one = known.get(party)
        yield [Text(f"{one.name}\nle {day(one.signed_on)}" if one else "Nom, date et signature :\n\n\n")]


def signed(deed: Contract) -> str:
    """What a signed text says of itself; empty before."""
    if deed.signed_on is None:
        return ""
    return f"Signé des trois parties le {long_day(deed.signed_on)}. L'exemplaire signé fait foi."
