"""Addresses of the account; those of the library (sign-in, second factor, sessions) are under the same roof."""

from django.urls import URLPattern, URLResolver, include, path

from maillage.www.compte import views

app_name = "compte"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.spaces, name="index"),
    path("securite/", views.securite, name="securite"),
]
library = [path("", include("allauth.urls"))]
