"""The signatures of the contract: recorded, or taken back when they were a mistake."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from maillage.accounts.roles import Permission
from maillage.community.contract import actions, selectors
from maillage.community.contract.models import Signature
from maillage.www.depot.forms.contract import SignatureForm
from maillage.www.depot.views.contract import back, found, page
from maillage.www.shared.acting import done
from maillage.www.shared.espace import Visit, of_community


@of_community(Permission.SIGNER, methods=("POST",))
def sign(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Records that a party signed."""
    contract = found(visit)
    form = SignatureForm(request.POST, parties=list(Signature.Party))

    def act(clean: dict[str, Any]) -> None:
        given = {**clean, "party": Signature.Party(clean["party"])}
        actions.sign(contract, **given, by=visit.person, now=visit.now, today=visit.today)

    if not done(form, act):
        return page(request, visit, status=400, signature=form)
    if selectors.signed_on(visit.community):
        return back(request, visit, "Les trois parties ont signé : la CPTS est « ACI signé ».")
    return back(request, visit, "La signature est enregistrée.")


@of_community(Permission.SIGNER, methods=("POST",))
def remove(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Takes a signature back."""
    row = selectors.signatures(found(visit)).get(key)
    if row is None:
        raise Http404
    actions.remove_signature(row, by=visit.person, now=visit.now)
    return back(request, visit, "La signature est retirée : le contrat peut à nouveau changer si personne d'autre n'a signé.")
