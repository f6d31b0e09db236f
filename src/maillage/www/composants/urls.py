"""The address of the gallery."""

from django.urls import path

from maillage.www.composants import views

app_name = "composants"
urlpatterns = [path("", views.index, name="index")]
