"""The page that asks before something is erased."""

from django.http import HttpRequest, HttpResponse

from maillage.www.shared import espace
from maillage.www.shared.espace import Visit


def confirm(request: HttpRequest, visit: Visit, *, what: str, consequence: str, back: str, refusal: str = "") -> HttpResponse:
    """What will be erased, what it changes, a way back; 400 with the reason when it was refused."""
    context = {"what": what, "consequence": consequence, "back": back, "refusal": refusal}
    return espace.page(request, visit, "projet/supprimer.html", context, status=400 if refusal else 200)
