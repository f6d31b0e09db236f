"""The first page: what Maillage is, one thing to do, and real figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.www.accueil import example, presenters
from maillage.www.accueil.france_map import france_map


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = example.of_the_day(today)
    context = {
        "map": france_map(today),
        "example": presenters.example_cards(found) if found else None,
        "law": presenters.law_card(today, found.size.taille if found else None),
        "chain": presenters.chain(),
    }
    return render(request, "accueil/index.html", context)
