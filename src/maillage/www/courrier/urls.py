"""Addresses of this family, mounted at /courrier/."""

from django.urls import URLPattern, path

from maillage.www.courrier import views

app_name = "courrier"
urlpatterns: list[URLPattern] = [
    path("", views.mailbox, name="boite"),
    path("<uuid:key>/", views.message, name="message"),
    path("desabonner/<str:token>/", views.unsubscribe, name="desabonner"),
]
