"""Addresses of the account; those of the library (sign-in, second factor) are under the same roof, and yield to ours."""

from django.urls import URLPattern, URLResolver, include, path

from maillage.www.compte import demonstration, departure, invitation, mails, views

app_name = "compte"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.spaces, name="index"),
    path("nom/", views.rename, name="nom"),
    path("securite/", views.securite, name="securite"),
    path("sessions/", views.sessions, name="sessions"),
    path("courriels/", mails.rhythm, name="courriels"),
    path("roles/", views.roles_page, name="roles"),
    path("effacer/", departure.departure, name="effacer"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("demonstration/", demonstration.demonstration, name="demonstration"),
    path("demonstration/horloge/", demonstration.horloge, name="horloge"),
]
library = [path("", include("allauth.urls"))]
