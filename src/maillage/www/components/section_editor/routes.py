"""The addresses of the sections of a text, each behind its right."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from maillage.accounts.roles import Permission
from maillage.www.components.section_editor import views
from maillage.www.components.section_editor.frame import Frame
from maillage.www.shared.espace import Visit, of_community

FrameOf = Callable[[Visit, str], Frame]
"""Gives the frame of a key, or raises Http404."""


def routes(prefix: str, frame_of: FrameOf, *, name: str, write: Permission = Permission.REDIGER) -> list[URLPattern]:
    """Addresses under `prefix` (« lettre/ »), named `<name>_section`, `<name>_ecrire`, `<name>_versions`…; `write` is the right
    that writing this text asks."""

    def address(end: str, suffix: str, view: Callable[..., HttpResponse], right: Permission, *methods: str) -> URLPattern:
        @of_community(right, methods=methods)
        def opened(request: HttpRequest, visit: Visit, key: str, **given: Any) -> HttpResponse:
            return view(request, _writing(visit, write), frame_of(visit, key), **given)

        return path(f"{prefix}<slug:key>/{end}", opened, name=f"{name}_{suffix}")

    return [
        address("", "section", views.read, Permission.VOIR, "GET"),
        address("ecrire/", "ecrire", views.write, write, "GET", "POST"),
        address("presence/", "presence", views.presence, write, "POST"),
        address("versions/", "versions", views.versions, Permission.VOIR, "GET"),
        address("commentaires/", "commenter", views.remark, Permission.COMMENTER, "POST"),
        address("commentaires/<int:number>/", "regler", views.settle, write, "POST"),
    ]


def _writing(visit: Visit, write: Permission) -> Visit:
    """The visit, where « rediger » means to write this text: its pages ask nothing else."""
    if write is Permission.REDIGER:
        return visit
    others = visit.may - {Permission.REDIGER}
    return replace(visit, may=others | {Permission.REDIGER} if write in visit.may else others)
