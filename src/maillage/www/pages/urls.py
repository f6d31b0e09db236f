"""Addresses of the plain pages."""

from django.urls import path

from maillage.www.pages import views

app_name = "pages"
urlpatterns = [
    path("a-propos/", views.a_propos, name="a_propos"),
    path("accessibilite/", views.accessibilite, name="accessibilite"),
    path("plan-du-site/", views.plan_du_site, name="plan_du_site"),
    path("mentions-legales/", views.mentions_legales, name="mentions_legales"),
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:name>/", views.guide, name="guide_page"),
    path("code-source/", views.code, name="code"),
    path("code-source/archive/", views.code_archive, name="code_archive"),
    path("sources/", views.sources, name="sources"),
]
