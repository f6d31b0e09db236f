"""The public page of a CPTS, for anyone: it exists when the CPTS decided so."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.accounts import clock
from maillage.accounts.walls import within
from maillage.community.communities import selectors as communities
from maillage.www.communaute.presenters import public


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Closed and unknown pages answer alike."""
    community = communities.named(slug)
    if community is None or not community.is_public:
        raise Http404
    with within(community):
        context = public.page(community, clock.today())
    return render(request, "communaute/publique.html", context)
