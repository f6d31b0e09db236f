"""The public path, mounted at /creer/."""

from django.urls import path

from maillage.www.creation.views import path as journey

app_name = "creer"
urlpatterns = [path("", journey.public, name="index")]
