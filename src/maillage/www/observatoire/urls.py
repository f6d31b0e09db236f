"""Addresses of the observatory, stable: one for each région, département, CPTS and zone blanche."""

from django.urls import path

from maillage.www.observatoire.views import cpts, data, places, plan, quality, region_plan, zones

app_name = "observatoire"
urlpatterns = [
    path("", places.france, name="index"),
    path("region/<str:code>/", places.region, name="region"),
    path("region/<str:code>/plan/", region_plan.page, name="region_plan"),
    path("departement/<str:code>/", places.departement, name="departement"),
    path("recherche/", places.search, name="search"),
    path("cpts/", cpts.listing, name="cpts_list"),
    path("cpts/<str:key>/", cpts.page, name="cpts"),
    path("zones-blanches/", zones.listing, name="zones"),
    path("zones-blanches/<str:key>/", zones.page, name="zone"),
    path("plan/", plan.page, name="plan"),
    path("qualite/", quality.page, name="quality"),
    path("donnees/", data.page, name="data"),
    path("donnees/datapackage.json", data.datapackage, name="datapackage"),
    path("donnees/<slug:table>.<slug:kind>", data.download, name="download"),
]
