"""Every document of one CPTS, for the archive that it takes away: what left, and what it writes now."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from maillage.community.communities.models import Community
from maillage.community.contract import selectors as contracts
from maillage.community.contract.models import Contract
from maillage.community.drafting import selectors as drafting
from maillage.community.drafting.models import TextKind
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import Transmission, TransmissionKind
from maillage.community.missions import selectors as missions
from maillage.documents import (
    certificat_pdf,
    contrat_docx,
    depot_pdf,
    lettre_docx,
    lettre_pdf,
    projet_docx,
    projet_pdf,
    statuts_docx,
)
from maillage.documents.shared.frozen import Sent
from maillage.kernel.french import day as short_day
from maillage.results.cpts import letter, project, terms
from maillage.results.cpts.contract import NoFunding
from maillage.results.cpts.export import Paper
from maillage.results.cpts.filing_state import describe

SENT, NOW = "transmis", "en-cours"
Render = Callable[[Mapping[str, Any], Sent | None], bytes]
_LETTER: Mapping[str, Render] = {"pdf": lettre_pdf.render, "docx": lettre_docx.render}
_PROJECT: Mapping[str, Render] = {"pdf": projet_pdf.render, "docx": projet_docx.render}
_COPIES: Mapping[str, tuple[str, Mapping[str, Render]]] = {
    TransmissionKind.CONTACT: ("prise-de-contact", _LETTER),
    TransmissionKind.LETTRE: ("lettre-d-intention", _LETTER),
    TransmissionKind.PROJET: ("projet-de-sante", _PROJECT),
}


def papers(community: Community, day: date) -> Iterator[Paper]:
    """Those that exist on a day; what left comes first. Asked, and made, within the walls."""
    for sent in filing.transmissions(community).prefetch_related("decisions"):
        yield from _sent(community, sent, day)
    yield from _drafts(community, day)
    yield from _association(community, day)
    yield from _contracts(community, day)


def _sent(community: Community, sent: Transmission, day: date) -> Iterator[Paper]:
    """Made from the frozen copy alone; the certificate when the project is deemed validated."""
    name, renders = _COPIES[sent.kind]
    standing = filing.standing(sent, day)
    place, state = f"{SENT}/{name}-{sent.number}", describe(standing).label
    said = f"transmis le {short_day(sent.sent_on)} ; {state[:1].lower()}{state[1:]}"
    copy = Sent(sent.number, sent.sent_on, sent.digest)
    for ending, render in renders.items():
        yield Paper(f"{place}.{ending}", str(sent), said, partial(render, sent.content, copy))
    if sent.kind != TransmissionKind.PROJET:
        return
    yield Paper(f"{place}-bordereau.pdf", f"{sent}, bordereau", said, partial(depot_pdf.render, sent, made_on=day))
    if standing.state is filing.State.REPUTE_VALIDE:
        made = partial(certificat_pdf.render, standing, community=community.name, fictif=community.is_fictif, made_on=day)
        yield Paper(f"{place}-certificat.pdf", f"{sent}, certificat", f"réputé validé le {short_day(standing.since)}", made)


def _drafts(community: Community, day: date) -> Iterator[Paper]:
    """The letter and the project as they are written today, once something is."""
    said = f"brouillon du {short_day(day)}"
    if drafting.bodies(community, TextKind.LETTRE):
        kept = letter.frozen(community, day)
        for ending, render in _LETTER.items():
            yield Paper(f"{NOW}/lettre-d-intention.{ending}", "Lettre d'intention", said, partial(render, kept, None))
    if drafting.bodies(community, TextKind.PROJET) or missions.fiches(community).exists():
        kept = project.draft(community, day)
        for ending, render in _PROJECT.items():
            yield Paper(f"{NOW}/projet-de-sante.{ending}", "Projet de santé", said, partial(render, kept, None))


def _association(community: Community, day: date) -> Iterator[Paper]:
    """Statutes and règlement intérieur, once they are begun."""
    said = f"état du {short_day(day)}"
    for text, name in ((TextKind.STATUTS, "statuts"), (TextKind.REGLEMENT, "reglement-interieur")):
        if drafting.bodies(community, text):
            yield Paper(f"{NOW}/{name}.docx", text.label, said, partial(statuts_docx.of, community, text, day))


def _contracts(community: Community, day: date) -> Iterator[Paper]:
    """Each contract and each avenant, signed or prepared; and the text in force when an avenant made it."""
    for deed in contracts.deeds(community):
        name = "contrat" if deed.term == 1 else f"contrat-{deed.term}"
        said = f"signé le {short_day(deed.signed_on)}" if deed.signed_on else f"état du {short_day(day)}"
        if deed.number:
            made = partial(contrat_docx.avenant, deed, day)
            yield Paper(f"{NOW}/{name}-avenant-{deed.number}.docx", str(deed), said, made)
        else:
            yield from _contract(deed, f"{NOW}/{name}.docx", str(deed), said, day)
    text = terms.shown(community, day)
    if text and text.number:
        yield from _contract(text, f"{NOW}/contrat-a-jour.docx", "Contrat à jour", f"état du {short_day(day)}", day)


def _contract(deed: Contract, place: str, title: str, said: str, day: date) -> Iterator[Paper]:
    try:
        sheet = contrat_docx.read(deed.community, deed, day)
    except NoFunding:
        return  # its page says which date is refused
    yield Paper(place, title, said, partial(contrat_docx.render, sheet))
