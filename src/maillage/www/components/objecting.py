"""The page that asks why something recorded does not count: withdrawn by its side, contested by the other."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from maillage.community.contract.models import Completion, Signature
from maillage.www.components.contract_completions import named
from maillage.www.components.contract_signing import ObjectionForm
from maillage.www.shared import espace
from maillage.www.shared.acting import done
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import typed

_LOST = (
    "Cette signature ne comptera plus : l'acte n'est plus signé des trois parties, et les versements qui en dépendent cessent "
    "d'être dus."
)


def of_signature(
    request: HttpRequest, visit: Visit, row: Signature, party: Signature.Party, act: Callable[[str], object], back: str
) -> HttpResponse | None:
    """The page for a signature, by its recorder or by the party it names; None once it is done."""
    how = "Retirer" if party == row.side else "Contester"
    title = f"{how} la signature de {row.name} ({row.get_party_display()}) ?"
    return asked(request, visit, title, f"{_LOST} Elle reste lisible, avec votre motif.", how, act, back)


def of_completion(
    request: HttpRequest, visit: Visit, row: Completion, party: Signature.Party, act: Callable[[str], object], back: str
) -> HttpResponse | None:
    """The page for what completes a signed deed, by the CPTS that typed it or by another party; None once it is done."""
    how = "Retirer" if party == Signature.Party.CPTS else "Contester"
    lost = "Ce complément ne comptera plus : le calcul revient au tableau national. Il reste lisible, avec votre motif."
    return asked(request, visit, f"{how} « {named(row)} » ?", lost, how, act, back)


def asked(
    request: HttpRequest, visit: Visit, title: str, consequence: str, button: str, act: Callable[[str], object], back: str
) -> HttpResponse | None:
    """Asks the reason, acts, and says what refuses (400); None once it is done."""
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda clean: act(clean["reason"])):
        return None
    context = {"form": form, "title": typed(title), "consequence": typed(consequence), "button": button, "back": back}
    return espace.page(request, visit, "layout/contester.html", context, status=400 if form.errors else 200)
