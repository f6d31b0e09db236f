"""The contract of a CPTS from the side of the agency and of the caisse: read, signed, contested."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from maillage.accounts import journal, turns
from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.contract import selectors
from maillage.community.contract.models import Signature
from maillage.documents import contrat_docx
from maillage.institutions import contracts
from maillage.institutions.contracts import Deed
from maillage.results.cpts.contract import NoFunding
from maillage.www.components import objecting
from maillage.www.components.contract_signing import OwnSignatureForm, PapersForm, keep_scan
from maillage.www.institution.presenters import contract as presenter
from maillage.www.shared import errors, espace, files
from maillage.www.shared.acting import done, refusals
from maillage.www.shared.confirming import METHODS
from maillage.www.shared.downloads import attachment
from maillage.www.shared.espace import Visit, of_institution


@of_institution(Permission.INSTRUIRE)
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every deed that the institution reads, those that wait for its signature first."""
    return espace.page(request, visit, "institution/contrats.html", presenter.listing(visit))


@of_institution(Permission.INSTRUIRE)
def read(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The same page as the CPTS: whole once signed, else its last copy."""
    return _page(request, visit, found(visit, key))


@of_institution(Permission.SIGNER, methods=("POST",))
def sign(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Records the signature of the institution."""
    one, form = found(visit, key), OwnSignatureForm(request.POST, auto_id="propre_%s")

    def act(clean: dict[str, Any]) -> None:
        contracts.sign(visit.institution, one, **clean, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return _page(request, visit, one, status=400, own=form)
    return _back(request, visit, key, "Votre signature est enregistrée ; les autres parties la lisent.")


@of_institution(Permission.SIGNER, methods=("POST",))
def sign_for_all(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Records every signature still awaited, with the signed paper."""
    one = found(visit, key)
    awaited = [party for party in Signature.Party if party not in selectors.signatures(one.contract)]
    form = PapersForm(request.POST, request.FILES, awaited=awaited, auto_id="papier_%s")

    def act(clean: dict[str, Any]) -> None:
        if one.party is None:
            raise UnableToSave("Votre institution n'est pas partie à ce contrat : elle le lit, et ne le signe pas.")
        # refused signatures leave no scan in the documents of the CPTS
        with turns.together(one.contract.community, visit.institution):
            scan = keep_scan(clean["scan"], visit, one.contract.community)
            given: dict[str, Any] = {"given": form.given, "scan": scan}
            contracts.sign_for_all(visit.institution, one, **given, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return _page(request, visit, one, status=400, papers=form)
    return _back(request, visit, key, "Les signatures sont enregistrées ; chaque partie peut contester la sienne.")


@of_institution(Permission.SIGNER, methods=METHODS)
def contest(request: HttpRequest, visit: Visit, key: UUID, signature: UUID) -> HttpResponse:
    """Asks the reason, then withdraws a signature of the institution or contests one recorded in its name."""
    one = found(visit, key)
    row = get_object_or_404(Signature.objects.filter(contract=one.contract), pk=signature)
    if one.party not in (row.party, row.side):
        raise Http404

    def act(reason: str) -> None:
        contracts.object_to(visit.institution, one, row, reason=reason, by=visit.person, now=visit.now)

    back = f"{visit.home}contrats/{key}/"
    asking = objecting.of_signature(request, visit, row, Signature.Party(one.party), act, back)
    return asking or _back(request, visit, key, "C'est enregistré : cette signature ne compte plus.")


@of_institution(Permission.SIGNER, methods=METHODS)
def refuse(request: HttpRequest, visit: Visit, key: UUID, completion: UUID) -> HttpResponse:
    """Asks the reason, then contests what the CPTS completed on a deed that the institution signed."""
    one = found(visit, key)
    row = get_object_or_404(selectors.completions(one.contract), pk=completion)
    if one.party is None or not one.is_whole:
        raise Http404

    def act(reason: str) -> None:
        contracts.refuse_completion(visit.institution, one, row, reason=reason, by=visit.person, now=visit.now)

    back = f"{visit.home}contrats/{key}/"
    asking = objecting.of_completion(request, visit, row, Signature.Party(one.party), act, back)
    return asking or _back(request, visit, key, "C'est enregistré : ce complément ne compte plus.")


@of_institution(Permission.INSTRUIRE)
def scan(request: HttpRequest, visit: Visit, key: UUID, signature: UUID) -> HttpResponse:
    """The signed paper; the download is in both journals."""
    one = found(visit, key)
    row = get_object_or_404(Signature.objects.filter(contract=one.contract).select_related("scan"), pk=signature)
    if row.scan is None:
        raise Http404
    content = files.opened(row.scan)
    if content is None:
        return files.lost(request, row.scan)
    _tell(visit, one, f"contrat signé {row.scan.pk}")
    return files.served(row.scan, content)


@of_institution(Permission.INSTRUIRE)
def paper(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """The document of a signed deed; what is being prepared has none on this side."""
    one = found(visit, key)
    if not one.is_whole:
        raise Http404
    try:
        name, body = contrat_docx.of_deed(one.contract.community, one.contract, visit.today)
    except NoFunding as refused:
        return errors.page(request, 409, explanation=str(refused))
    _tell(visit, one, name)
    return attachment(body, name)


def found(visit: Visit, key: UUID) -> Deed:
    """A deed that the institution reads; 404 for any other."""
    one = contracts.deed(visit.institution, key, visit.today)
    if one is None:
        raise Http404
    return one


def _page(request: HttpRequest, visit: Visit, one: Deed, *, status: int = 200, **typed_in: Any) -> HttpResponse:
    context = {**presenter.page(one, visit), **typed_in, "refused": refusals(typed_in.values())}
    return espace.page(request, visit, "institution/contrat.html", context, status=status)


def _back(request: HttpRequest, visit: Visit, key: UUID, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("institution:contrat", visit.institution.slug, key)


def _tell(visit: Visit, one: Deed, name: str) -> None:
    for chain in (visit.institution.pk, one.contract.community_id):
        journal.write("fichier_lu", by=visit.person, at=visit.now, chain=chain, subject=one.contract, fichier=name)
