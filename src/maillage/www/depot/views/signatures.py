"""The CPTS's side of the signatures of a deed: its own, the three from the signed paper, the copy it transmits, what it withdraws
or contests."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maillage.accounts import journal, turns
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Contract, Signature
from maillage.results.cpts import changes, contract_copy
from maillage.www.components import objecting
from maillage.www.components.contract_signing import OwnSignatureForm, PapersForm, keep_scan
from maillage.www.depot.views.contract import back, home, page
from maillage.www.depot.views.deeds import deed_of
from maillage.www.shared import files
from maillage.www.shared.acting import done
from maillage.www.shared.confirming import METHODS
from maillage.www.shared.espace import Visit, of_community

_SIGNED = "Les trois parties ont signé : la CPTS est « ACI signé »."
_PARTY = Signature.Party.CPTS


@of_community(Permission.SIGNER, methods=("POST",))
def sign(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Records that the CPTS signed."""
    deed, form = deed_of(visit, key), OwnSignatureForm(request.POST, auto_id="propre_%s")

    def act(clean: dict[str, Any]) -> None:
        _says_something(deed)
        actions.sign(deed, **clean, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return page(request, visit, deed, status=400, own=form)
    return _signed(request, visit, deed)


@of_community(Permission.SIGNER, methods=("POST",))
def sign_for_all(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Records every signature still awaited, with the signed paper."""
    deed = deed_of(visit, key)
    awaited = [party for party in Signature.Party if party not in selectors.signatures(deed)]
    form = PapersForm(request.POST, request.FILES, awaited=awaited, auto_id="papier_%s")

    def act(clean: dict[str, Any]) -> None:
        _says_something(deed)
        # refused signatures leave no scan behind
        with turns.together(visit.community):
            scan = keep_scan(clean["scan"], visit, visit.community)
            given: dict[str, Any] = {"side": _PARTY, "given": form.given, "scan": scan}
            actions.sign_for_all(deed, **given, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return page(request, visit, deed, status=400, papers=form)
    return _signed(request, visit, deed)


@of_community(Permission.SIGNER, methods=METHODS)
def contest(request: HttpRequest, visit: Visit, key: UUID, signature: UUID) -> HttpResponse:
    """Asks the reason, then withdraws a signature of ours or contests one recorded in our name."""
    row = _row(visit, key, signature)

    def act(reason: str) -> None:
        actions.object_to(row, side=_PARTY, reason=reason, by=visit.person, now=visit.now)

    asking = objecting.of_signature(request, visit, row, _PARTY, act, home(visit))
    return asking or back(request, visit, "C'est enregistré : cette signature ne compte plus.")


@of_community(Permission.VOIR)
def scan(request: HttpRequest, visit: Visit, key: UUID, signature: UUID) -> HttpResponse:
    """The signed paper of a signature."""
    row = _row(visit, key, signature)
    if row.scan is None:
        raise Http404
    content = files.opened(row.scan)
    if content is None:
        return files.lost(request, row.scan)
    journal.write("fichier_lu", by=visit.person, at=visit.now, chain=visit.community.pk, subject=row.scan)
    return files.served(row.scan, content)


@of_community(Permission.TRANSMETTRE, methods=("POST",))
def transmit(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Freezes the text as it stands for the agency and the caisse."""
    deed = deed_of(visit, key)
    content = contract_copy.content(visit.community, deed, visit.today)
    try:
        made = actions.transmit(deed, content=content, sent_on=visit.today, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return page(request, visit, deed, status=400, refused=refused)
    return back(request, visit, f"{made} transmise : l'agence et la caisse la lisent, et peuvent signer.")


def _says_something(deed: Contract) -> None:
    if deed.number and not changes.of(deed):
        raise UnableToSave("L'avenant ne change encore rien : dites d'abord ce qu'il change, puis signez.")


def _signed(request: HttpRequest, visit: Visit, deed: Contract) -> HttpResponse:
    deed.refresh_from_db()
    if not deed.signed_on:
        return back(request, visit, "La signature est enregistrée.")
    ahead = deed.since > visit.today or deed.number
    return back(request, visit, f"{deed} : les trois parties ont signé." if ahead else _SIGNED)


def _row(visit: Visit, key: UUID, signature: UUID) -> Signature:
    return get_object_or_404(Signature.objects.select_related("scan"), contract=deed_of(visit, key), pk=signature)
