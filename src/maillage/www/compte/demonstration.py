"""In the demonstration only: sign in as one of its personas by one click, and move its clock."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.accounts import clock
from maillage.accounts.models import User
from maillage.accounts.signals import DEMONSTRATION
from maillage.institutions.news import digest
from maillage.kernel.periods import add_months
from maillage.www.compte import presenters
from maillage.www.shared import errors, formats

View = Callable[[HttpRequest], HttpResponse]


def _in_demonstration(view: View) -> View:
    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        if not settings.MAILLAGE_DEMO:
            raise Http404
        return view(request)

    return door


@_in_demonstration
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demonstration(request: HttpRequest) -> HttpResponse:
    """The personas by space; a click signs in as one of them."""
    if request.method == "POST":
        wanted = request.POST.get("personne", "")
        person = next((one for one in presenters.personas() if str(one.pk) == wanted), None)
        if person is None:
            return errors.page(request, 400, explanation="Personne : ce n'est pas une personne fictive de la démonstration.")
        return _sign_in(request, person)
    today = clock.today()
    context = {"groups": presenters.persona_groups(), "today": formats.long_day(today), "shift": clock.shift()}
    return render(request, "compte/demonstration.html", context)


@_in_demonstration
@require_POST
def horloge(request: HttpRequest) -> HttpResponse:
    """Moves the clock forward by some days, or back to the real date."""
    asked = request.POST.get("jours", "")
    days = _days(asked, clock.today())
    if days is None:
        sentence = f"Jours : « {asked} » n'est pas un nombre de jours entre 0 et 400."
        return errors.page(
            request, 400, explanation=sentence, remedy="Revenez à la page précédente et donnez un nombre entier."
        )
    clock.move(clock.shift() + days if days else 0)
    digest.send_due(now=clock.now())  # no worker runs here: the mails of the days that went by
    messages.success(request, f"L'horloge de la démonstration est au {formats.long_day(clock.today())}.")
    return redirect("compte:demonstration")


def _days(asked: str, today: date) -> int | None:
    """Days to add; 0 comes back to the real date."""
    if asked == "deux-mois":
        return (add_months(today, 2) - today).days
    if asked.isascii() and asked.isdecimal() and len(asked) <= 3 and int(asked) <= 400:
        return int(asked)
    return None


def _sign_in(request: HttpRequest, person: User) -> HttpResponse:
    logout(request)
    request.session["account_authentication_methods"] = [DEMONSTRATION]
    # not by the library: a visitor who added a second factor to a persona would shut the others out
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    user_logged_in.send(sender=User, request=request, user=person)
    spaces = presenters.spaces(person, clock.today())
    return redirect(spaces[0].href if len(spaces) == 1 else "compte:index")
