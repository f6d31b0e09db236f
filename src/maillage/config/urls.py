"""Root addresses: one line per family of pages, and the pages for errors."""

from django.urls import URLPattern, URLResolver, include, path

from maillage.www.compte.urls import library as account_library
from maillage.www.shared import service

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("maillage.www.accueil.urls")),
    path("territoire/diagnostic/", include("maillage.www.diagnostic.urls")),
    path("territoire/", include("maillage.www.territoire.urls")),
    path("financement/", include("maillage.www.financement.urls")),
    path("observatoire/", include("maillage.www.observatoire.urls")),
    path("textes/", include("maillage.www.textes.urls")),
    path("creer/", include("maillage.www.creation.public_urls")),
    path("compte/", include("maillage.www.compte.urls")),
    path("compte/", include(account_library)),
    path("c/", include("maillage.www.communaute.urls")),
    path("cpts/", include("maillage.www.communaute.public_urls")),
    path("c/<slug:slug>/creation/", include("maillage.www.creation.urls")),
    path("c/<slug:slug>/projet/", include("maillage.www.projet.urls")),
    path("c/<slug:slug>/depot/", include("maillage.www.depot.urls")),
    path("c/<slug:slug>/documents/", include("maillage.www.documents.urls")),
    path("institution/", include("maillage.www.institution.urls")),
    path("courrier/", include("maillage.www.courrier.urls")),
    path("api/", include("maillage.api.urls")),
    path("composants/", include("maillage.www.composants.urls")),
    path("", include("maillage.www.pages.urls")),
    path("sante", service.health, name="sante"),
    path("robots.txt", service.robots, name="robots"),
    path("favicon.ico", service.favicon, name="favicon"),
]

handler400 = "maillage.www.shared.errors.bad_request"
handler403 = "maillage.www.shared.errors.forbidden"
handler404 = "maillage.www.shared.errors.not_found"
handler500 = "maillage.www.shared.errors.server_error"
