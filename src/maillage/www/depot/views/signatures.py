"""The signatures of a contract or of an avenant: recorded, or taken back when they were a mistake."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts.refusals import UnableToSave
from maillage.accounts.roles import Permission
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Signature
from maillage.results.cpts import changes
from maillage.www.depot.forms.contract import SignatureForm
from maillage.www.depot.views.contract import back, found, home, page
from maillage.www.shared.acting import done
from maillage.www.shared.confirming import METHODS, Question, ask
from maillage.www.shared.espace import Visit, of_community

_SIGNED = "Les trois parties ont signé : la CPTS est « ACI signé »."


@of_community(Permission.SIGNER, methods=("POST",))
def sign(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Records that a party signed."""
    contract = found(visit)
    form = SignatureForm(request.POST, parties=list(Signature.Party))

    def act(clean: dict[str, Any]) -> None:
        if contract.number and not changes.of(contract):
            raise UnableToSave("L'avenant ne change encore rien : dites d'abord ce qu'il change, puis signez.")
        given = {**clean, "party": Signature.Party(clean["party"])}
        actions.sign(contract, **given, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return page(request, visit, contract, status=400, signature=form)
    if contract.signed_on:
        told = f"{contract} : les trois parties ont signé." if contract.since > visit.today or contract.number else _SIGNED
        return back(request, visit, told)
    return back(request, visit, "La signature est enregistrée.")


@of_community(Permission.SIGNER, methods=METHODS)
def remove(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Asks, then takes a signature back."""
    row = selectors.signatures(found(visit)).get(key)
    if row is None:
        raise Http404
    gone = "Le contrat n'est plus signé des trois parties : les versements qui en dépendent ne sont plus attendus."
    title = f"Retirer la signature de {row.name} ({row.get_party_display()}) ?"
    if asking := ask(request, visit, Question(title, gone, "Retirer cette signature", home(visit))):
        return asking
    try:
        actions.remove_signature(row, by=visit.person, now=visit.now)
    except UnableToSave as refused:
        return page(request, visit, row.contract, status=400, refused=refused)
    return back(request, visit, "La signature est retirée : le texte peut à nouveau changer si personne d'autre n'a signé.")
