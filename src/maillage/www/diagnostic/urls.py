"""Addresses of the diagnosis, mounted at /territoire/diagnostic/."""

from django.urls import path

from maillage.www.diagnostic.views import details, documents, page

app_name = "diagnostic"

urlpatterns = [
    path("", page.index, name="index"),
    path("carte/", page.commune_map_part, name="map"),
    path("indicateur/", details.indicator, name="indicator"),
    path("pourquoi/", details.why, name="why"),
    path("diagnostic.<slug:kind>", documents.download, name="document"),
]
