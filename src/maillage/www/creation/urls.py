"""Addresses of this family, mounted at /c/<slug:slug>/creation/."""

from django.urls import URLPattern

from maillage.www.components.section_editor import routes
from maillage.www.creation.frames import frame_of

app_name = "creation"
urlpatterns: list[URLPattern] = [*routes("lettre/", frame_of, name="lettre")]
