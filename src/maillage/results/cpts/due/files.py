"""What the transmitted files make due: the legal clocks, receipts to date, pieces asked, opinions awaited."""

from collections.abc import Iterator

from maillage.community.creation import selectors as creation
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import Transmission, TransmissionKind, Way
from maillage.community.filing.states import State
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Kind
from maillage.kernel import french
from maillage.results.cpts import filing_state
from maillage.results.cpts.due.item import CPTS, FUNDERS, FUNDERS_NAME, Due, Situation, address_of


def clocks(now: Situation) -> Iterator[Due]:
    """The first meeting (15 days) and the tacit validation (two months), while they run."""
    for current in now.waiting:
        sent = current.transmission
        contact = sent.kind == TransmissionKind.CONTACT
        clock = creation.contact_clock(sent) if contact else current.clock
        if clock is not None and clock.stopped_on is None and current.state is not State.A_CONFIRMER:
            sure = contact or current.is_firm or current.contest_until is not None
            what = "Première rencontre" if contact else "Validation tacite du projet"
            what += "" if sure else f" (jour calculé, {filing_state.CONFIRM})"
            address = address_of(sent.kind)
            yield Due("horloge", what, FUNDERS, FUNDERS_NAME, "", clock.end, address, clock.parameter, clock, sent.pk)


def receipts(now: Situation) -> Iterator[Due]:
    """Files sent whose receipt nobody dated: by post or by hand, the CPTS may declare it with its proof; and those whose
    receipt is contested, or whose two months end on a date that the agency did not give."""
    for current in now.waiting:
        sent = current.transmission
        if current.state is State.CONTESTE:
            what = f"Réception contestée : l'agence doit donner sa date ({_name(sent)})"
            yield Due("reception", what, (Kind.ARS.value,), "l'ARS", "", None, address_of(sent.kind), subject=sent.pk)
        elif current.state is State.A_CONFIRMER:
            what = f"Validation tacite à faire confirmer par l'ARS : {_name(sent)}"
            yield Due("reception", what, (CPTS,), "", "", current.contest_until, address_of(sent.kind), subject=sent.pk)
        elif current.state == State.ENVOYE and sent.kind != TransmissionKind.CONTACT:
            ours = sent.way != Way.MAILLAGE
            what = f"Réception à dater : {_name(sent)} (envoi du {french.day(sent.sent_on)})"
            actors, actor = ((CPTS, *FUNDERS), "") if ours else (FUNDERS, FUNDERS_NAME)
            yield Due("reception", what, actors, actor, "", None, address_of(sent.kind), subject=sent.pk)


def oppositions(now: Situation) -> Iterator[Due]:
    """A health project that the agency opposed, until it is filed again."""
    found = filing_state.last_of(now.standings)
    if found and found.is_opposed:
        sent = found.standing.transmission
        what = f"{found.label} : reprendre le projet, répondre à l'agence, déposer à nouveau"
        yield Due("opposition", what, (CPTS,), "", "", None, address_of(sent.kind), subject=sent.pk)


def pieces(now: Situation) -> Iterator[Due]:
    """Pieces that an institution waits for, an answer that came without them included."""
    for current in now.standings:
        sent = current.transmission
        if current.state == State.RETIRE:
            continue
        for asked in filing.unanswered(sent):
            what = f"Pièce demandée : {_short(asked.body)}"
            yield Due("piece", what, (CPTS,), "", asked.institution_name, asked.due_on, address_of(sent.kind), subject=sent.pk)


def opinions(now: Situation) -> Iterator[Due]:
    """Opinions on a file being examined that the Assurance Maladie and the MSA have not shared yet."""
    places = [place for kind in (Kind.CPAM, Kind.MSA) for place in institutions.competent_for(now.community, kind)]
    for current in now.waiting:
        sent = current.transmission
        if sent.kind == TransmissionKind.CONTACT or current.receipt is None:
            continue
        given = set(filing.shared_opinions(sent).values_list("institution_id", flat=True))
        for place in places:
            if place.pk not in given:
                what = f"Avis sur {_name(sent)}"
                yield Due("avis", what, (place.kind,), place.name, "", None, address_of(sent.kind), subject=sent.pk)


def _name(sent: Transmission) -> str:
    names = {
        TransmissionKind.CONTACT: "la prise de contact",
        TransmissionKind.LETTRE: "la lettre d'intention",
        TransmissionKind.PROJET: "le projet de santé",
    }
    return names[TransmissionKind(sent.kind)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79].rsplit(' ', 1)[0]}…"
