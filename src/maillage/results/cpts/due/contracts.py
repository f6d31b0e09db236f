"""What the contract makes due: to be prepared, signed, its missions started and deployed in time, paid, then renewed."""

from collections.abc import Iterator
from datetime import date

from maillage.community.communities.models import Community
from maillage.community.contract import selectors as contracts
from maillage.community.contract.models import Contract, Signature
from maillage.community.creation import selectors as creation
from maillage.community.filing.states import State
from maillage.community.missions import selectors as missions
from maillage.community.missions.states import FicheState
from maillage.facts.dossier import FONCTIONNEMENT
from maillage.institutions.models import Kind
from maillage.kernel import french
from maillage.results.cpts import contract as calendar
from maillage.results.cpts import payments
from maillage.results.cpts import terms as lifetime
from maillage.results.cpts.due.item import CPTS, FUNDERS, Due, Situation
from maillage.results.runs.model import EN_JEU, Payment, Run, Sum

VALIDATED = (State.VALIDE, State.REPUTE_VALIDE)
ADDRESS, FICHES = "depot/contrat/", "projet/objectifs/"
START, DEPLOY = "aci/calendrier/demarrage_au_plus_tard", "aci/calendrier/deploiement_au_plus_tard"


def contract(now: Situation) -> Iterator[Due]:
    """The contract to prepare once the project is validated, then its signatures, its calendar, its renewal; the same for each
    avenant."""
    last = contracts.last_deed(now.community)
    if last is None:
        if any(one.state in VALIDATED for one in now.standings):
            yield Due("contrat", "Contrat à préparer", (CPTS, *FUNDERS), "", "", None, ADDRESS)
        return
    last = contracts.to_sign(now.community) or last
    if last.signed_on is None:
        given = contracts.signatures(last)
        lacks = french.join([party.label[:1].lower() + party.label[1:] for party in Signature.Party if party not in given])
        yield Due("contrat", f"{last} à signer : {lacks}", (CPTS, *FUNDERS), "", "", last.planned_on, ADDRESS)
    terms = lifetime.terms_of(now.community)
    if term := lifetime.term_on(terms, now.day):
        yield from _calendar(now.community, term.text(now.day), now.day)
    yield from _received(now.community, terms, now.day)
    if terms and terms[-1].contract.term == last.term:
        yield from _renewal(terms[-1], now.day)


def _renewal(term: lifetime.Term, day: date) -> Iterator[Due]:
    """The last contract comes to its end, or is over, and nobody prepares the next; nothing when it was terminated."""
    if term.termination is None and day >= lifetime.renew_from(term, day):
        what = "Contrat échu, à renouveler" if term.period.end <= day else "Contrat à renouveler"
        yield Due("contrat", what, (CPTS, *FUNDERS), "", "", term.last_day, ADDRESS, lifetime.NOTICE)


def _calendar(community: Community, signed: Contract, day: date) -> Iterator[Due]:
    """Nothing when the contract cannot be computed: its own page says why."""
    try:
        found = calendar.run(community, signed, day)
    except calendar.NoFunding:
        return
    yield from _missions(community, found, day)
    yield from _payment(found, day)


def _missions(community: Community, found: Run, day: date) -> Iterator[Due]:
    """A mission that started waits for its fiches-actions to start, unless it already ran before the contract.

    Past its last day it stays in sight while a fiche says that something remains to start; without any fiche, nobody knows.
    """
    fiches = _fiches(community)
    early = {one.mission for one in creation.early_missions(community) if one.since <= day}
    for line in calendar.deadlines(found):
        started = line.started_on is not None and line.started_on <= day
        if line.start_by and not started:
            what = f"Mission à démarrer : {line.label}"
            if line.started_on:
                what += f", au plus tard le {french.day(line.start_by)}"
            yield Due("contrat", what, (CPTS,), "", "", line.started_on or line.start_by, ADDRESS, START)
        elif line.deployed_by and line.mission not in early:
            states = fiches.get(line.mission, [])
            waiting = states.count(FicheState.PLANNED)
            if waiting or (not states and line.deployed_by >= day):
                lacks = french.plural(waiting, "fiche-action à démarrer", "fiches-actions à démarrer") if waiting else ""
                what = ", ".join(filter(None, (f"Mission à déployer : {line.label}", lacks)))
                yield Due("contrat", what, (CPTS,), "", "", line.deployed_by, FICHES if waiting else ADDRESS, DEPLOY)


def _fiches(community: Community) -> dict[str, list[str]]:
    """Mission -> states of the fiches-actions that were not given up."""
    found: dict[str, list[str]] = {}
    for one in missions.fiches(community).exclude(state=FicheState.STOPPED):
        found.setdefault(one.mission, []).append(one.state)
    return found


def _payment(found: Run, day: date) -> Iterator[Due]:
    """All that is due on the next day of payment, as one sum; what is only at stake is not awaited."""
    coming = [line for line in found.payments if line.on >= day and line.status != EN_JEU]
    if coming:
        on = min(line.on for line in coming)
        parts = tuple(line for line in coming if line.on == on)
        what = f"Versement attendu : {french.euros(Sum.of(parts).cents)}"
        yield Due(
            "versement",
            what,
            (Kind.CPAM.value,),
            "l'Assurance Maladie",
            "",
            on,
            ADDRESS,
            parts=parts,
            remark=_remark(found, parts),
        )


def _received(community: Community, terms: tuple[lifetime.Term, ...], day: date) -> Iterator[Due]:
    """A payment whose day has passed does not vanish: asked about, then late, until somebody says that it came."""
    waiting = [one for one in payments.past(community, terms, day) if one.is_due and not one.is_received]
    for on, is_late in sorted({(one.on, one.told is not None) for one in waiting}):
        same = [one for one in waiting if (one.on, one.told is not None) == (on, is_late)]
        parts = tuple(part for one in same for part in one.parts if part.status != EN_JEU)
        what = f"Versement du {french.day(on)}, {french.euros(Sum.of(parts).cents)} : "
        who: tuple[tuple[str, ...], str] = ((Kind.CPAM.value,), "l'Assurance Maladie") if is_late else ((CPTS,), "")
        said = french.typed(what + ("en retard, pas encore reçu" if is_late else "reçu ?"))
        yield Due(
            "versement",
            said,
            *who,
            "",
            on,
            f"{ADDRESS}versements/{on.isoformat()}/",
            parts=parts,
            remark=_remark(same[0].run, parts),
            asks=True,
        )


def _remark(found: Run, parts: tuple[Payment, ...]) -> str:
    """A deduced amount is mended by typing that of the contract; a deduced share of a typed amount, by asking."""
    weak = {line.mission or FONCTIONNEMENT for line in parts if not line.proof.is_established}
    if weak - found.facts.montants.keys():
        return french.typed("montant déduit : à saisir depuis votre contrat")
    return french.typed("part avancée déduite : à vérifier dans votre contrat") if weak else ""
