"""The contract with the agency and the caisse, prepared as a text document: parties, commitments, amounts, calendar, annex; and
its avenants."""

from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract.models import Contract
from maillage.documents.contrat_docx.avenant import avenant
from maillage.documents.contrat_docx.sheet import Sheet, read
from maillage.documents.contrat_docx.writing import render


def of_deed(community: Community, deed: Contract, day: date) -> tuple[str, bytes]:
    """Name and bytes of the document of a deed, contract or avenant; results.NoFunding when its amounts cannot be computed."""
    if deed.number:
        return f"{community.slug}-avenant-{deed.term}-{deed.number}.docx", avenant(deed, day)
    return f"{community.slug}-contrat-{deed.term}.docx", render(read(community, deed, day))


__all__ = ["Sheet", "avenant", "of_deed", "read", "render"]
