"""The mailbox of the demonstration, and the page where anybody stops mails of information."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts import clock
from maillage.accounts.links import absolute
from maillage.community.outbox import actions, links, selectors
from maillage.www.shared import errors

PER_PAGE = 25
_LONGEST_SEARCH = 100


def of_demonstration(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 everywhere else: mails of real people are nobody else's."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.MAILLAGE_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return door


@require_safe
@never_cache
@of_demonstration
def mailbox(request: HttpRequest) -> HttpResponse:
    """What would have left, newest first."""
    query = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    page = Paginator(selectors.search(query), PER_PAGE).get_page(request.GET.get("page"))
    context = {"query": query, "page": page, "messages_shown": selectors.several(list(page.object_list))}
    return render(request, "courrier/boite.html", context)


@require_safe
@never_cache
@of_demonstration
def message(request: HttpRequest, key: UUID) -> HttpResponse:
    """One mail; its links lead to this very demonstration, whatever its port."""
    found = selectors.one(key)
    if found is None:
        raise Http404
    body = found.body.replace(absolute("/"), request.build_absolute_uri("/"))
    return render(request, "courrier/message.html", {"message": found, "body": body})


@csrf_exempt  # mail software posts here in one click (RFC 8058); the signed link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Reading the page changes nothing: robots open the links of mails."""
    try:
        address = links.read(token)
    except links.LinkRefused as refused:
        return errors.page(request, 404, explanation=str(refused))
    if request.method == "POST":
        if "reprendre" in request.POST:
            actions.subscribe_again(address)
        else:
            actions.unsubscribe(address, now=clock.now())
        if "List-Unsubscribe" not in request.POST:  # software follows no redirection
            return redirect("courrier:desabonner", token)
    context = {"address": address, "is_unsubscribed": selectors.is_unsubscribed(address)}
    return render(request, "courrier/desabonner.html", context)
