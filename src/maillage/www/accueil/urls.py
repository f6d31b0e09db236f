"""The address of the first page."""

from django.urls import path

from maillage.www.accueil import views

app_name = "accueil"
urlpatterns = [path("", views.index, name="index")]
