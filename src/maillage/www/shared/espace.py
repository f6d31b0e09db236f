"""The door of the workspaces: who asks, in which CPTS or institution, with which rights, at what time.

    @of_community(Permission.PERIMETRE)
    def perimeter(request, visit): ...

Unknown, foreign and forbidden spaces all answer 404; a right that the person's roles do not give answers 403 and says who
has it. The view runs inside the walls of its community; an institution's, inside those of its whole portfolio.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, wraps
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from maillage.accounts import clock, roles
from maillage.accounts.models import User
from maillage.accounts.roles import CPTS, INSTITUTION, Permission
from maillage.accounts.walls import within
from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.institutions import selectors as institutions
from maillage.institutions.models import Institution
from maillage.www.shared import errors, formats

View = Callable[..., HttpResponse]
_SEEN, _REFRESH = "vu", 15 * 60
"""Key of the session that holds when it was last written, and the seconds before it is written again."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of the menu of a space."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A person in a space: `may` says what their roles allow there; `now` is the only clock of the request."""

    space: Community | Institution
    person: User
    roles: frozenset[str]
    may: frozenset[Permission]
    now: datetime
    portfolio: tuple[Community, ...] = ()
    """The CPTS that an institution is competent for; empty in a CPTS."""
    factor_days: int | None = None
    """Days left to add the second factor that a role demands; None when nothing is missing."""

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def community(self) -> Community:
        return cast(Community, self.space)

    @property
    def institution(self) -> Institution:
        return cast(Institution, self.space)

    @property
    def home(self) -> str:
        """Address of the space, with its final slash."""
        kind = "c" if isinstance(self.space, Community) else "institution"
        return f"/{kind}/{self.space.slug}/"

    @property
    def role_labels(self) -> str:
        return formats.join([roles.ROLES[key].label for key in sorted(self.roles) if key in roles.ROLES])


_CPTS_TABS = (
    ("Tableau de bord", "", Permission.VOIR),
    ("Création", "creation/", Permission.VOIR),
    ("Projet de santé", "projet/", Permission.VOIR),
    ("Territoire", "territoire/", Permission.VOIR),
    ("Documents", "documents/", Permission.VOIR),
    ("Réglages", "reglages/", Permission.VOIR),
)
_STEPS_OF = {"creation/": ("depot/",)}
"""Families that are steps of another: its entry of the menu stays lit on them."""
_INSTITUTION_TABS = (
    ("Portefeuille", "", Permission.VOIR),
    ("Dossiers à instruire", "dossiers/", Permission.INSTRUIRE),
    ("Contrats", "contrats/", Permission.INSTRUIRE),
    ("Agenda", "agenda/", Permission.INSTRUIRE),
    ("Zones blanches", "zones-blanches/", Permission.VOIR),
    ("Réglages", "reglages/", Permission.VOIR),
)


def of_community(permission: Permission, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Opens a view of a CPTS (`slug` in its address) to people whose roles allow `permission`."""

    def opened(request: HttpRequest, slug: str) -> Visit:
        community = communities.named(slug)
        if community is None:
            raise Http404
        with within(community):
            held = communities.roles_of(community, _person(request))
            left = factor_days(_person(request), held, partial(communities.held_since, community))
        return _visit(request, community, held, factor_days=left)

    return _door(opened, permission, CPTS, methods)


def of_institution(permission: Permission, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """The same for an institution; the view may read the rows of every CPTS of its portfolio."""

    def opened(request: HttpRequest, slug: str) -> Visit:
        institution = institutions.named(slug)
        if institution is None:
            raise Http404
        held = institutions.roles_of(institution, _person(request))
        left = factor_days(_person(request), held, partial(institutions.held_since, institution))
        return _visit(request, institution, held, tuple(institutions.portfolio(institution)), factor_days=left)

    return _door(opened, permission, INSTITUTION, methods)


def page(request: HttpRequest, visit: Visit, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Renders a page of a space: its menu and its visitor are added to the context."""
    given = _CPTS_TABS if isinstance(visit.space, Community) else _INSTITUTION_TABS
    tabs = [
        Tab(label, visit.home + end, _is_current(request.path, visit.home, end))
        for label, end, permission in given
        if permission in visit.may
    ]
    return render(
        request,
        template,
        {
            "visit": visit,
            "tabs": tabs,
            "may": {str(one): True for one in visit.may},
            "clock_moved_to": formats.long_day(visit.today) if clock.shift() else "",
            **context,
        },
        status=status,
    )


def signed_in(view: View) -> View:
    """For pages of the person, in no space: signed in or sent to sign in; never kept by a cache."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        _slide(request)
        return _private(view(request, *args, **kwargs))

    return door


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Signing in gives back the page: of a form that was sent, the page it stood on, where its words are offered again."""
    page = request.get_full_path()
    if request.method == "POST":
        left = urlsplit(request.META.get("HTTP_REFERER", ""))
        page = left.path if left.netloc == request.get_host() and left.path.startswith("/") else _above(request.path)
    return redirect_to_login(page)


def _slide(request: HttpRequest) -> None:
    """The session of who works ends so long after the last page, not after the sign-in; written four times an hour at most."""
    now = int(timezone.now().timestamp())
    if now - request.session.get(_SEEN, 0) > _REFRESH:
        request.session[_SEEN] = now


def _above(path: str) -> str:
    """The home of the space that an address lies in."""
    return "/".join([*path.split("/")[:3], ""])


def factor_days(person: User, held: frozenset[str], held_since: Callable[[User, list[str]], datetime | None]) -> int | None:
    """Days left since the role that demands a second factor was given; personas of the demonstration have none to add."""
    if not roles.second_factor_needed(held) or (person.is_fictif and settings.MAILLAGE_DEMO) or is_mfa_enabled(person):
        return None
    demanding = [key for key, role in roles.ROLES.items() if role.second_factor]
    since = held_since(person, demanding) or person.date_joined
    return settings.MAILLAGE_MFA_GRACE_DAYS - (clock.now() - since).days


def to_factor(request: HttpRequest) -> HttpResponse:
    """Where a person goes whose role waits for a second factor."""
    messages.warning(request, "Votre rôle demande un second facteur : ajoutez-en un pour continuer.")
    return redirect("compte:securite")


def _door(
    opened: Callable[[HttpRequest, str], Visit], permission: Permission, space: str, methods: tuple[str, ...]
) -> Callable[[View], View]:
    allowed = {*methods, *(("HEAD",) if "GET" in methods else ())}

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            _slide(request)
            visit = opened(request, slug)
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            if visit.factor_days is not None and visit.factor_days <= 0:
                return to_factor(request)
            if permission not in visit.may:
                return _private(_forbidden(request, permission, space))
            inside = visit.portfolio if isinstance(visit.space, Institution) else (visit.community,)
            with within(*inside):
                return _private(view(request, visit, *args, **kwargs))

        return door

    return decorate


def _visit(
    request: HttpRequest,
    space: Community | Institution,
    held: frozenset[str],
    portfolio: tuple[Community, ...] = (),
    *,
    factor_days: int | None = None,
) -> Visit:
    if not held:
        raise Http404
    return Visit(space, _person(request), held, roles.permissions(held), clock.now(), portfolio, factor_days)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _forbidden(request: HttpRequest, permission: Permission, space: str) -> HttpResponse:
    able = formats.join([role.label for role in roles.who_may(permission, space)])
    sentence = roles.SENTENCES[permission]
    return errors.page(
        request,
        403,
        explanation=f"Vos rôles ici ne permettent pas ceci : {sentence[0].lower()}{sentence[1:]}",
        remedy=f"Demandez à une personne qui a l'un de ces rôles : {able}.",
    )


def _is_current(path: str, home: str, end: str) -> bool:
    ends = (end, *_STEPS_OF.get(end, ()))
    return path == home if not end else any(path.startswith(home + one) for one in ends)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
