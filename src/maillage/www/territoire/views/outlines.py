"""Outlines for the map: compressed once, kept by browsers for a year under the stamp of the data."""

import gzip
from functools import lru_cache

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from maillage.results import territoires
from maillage.www.shared.costly import costly_when_large
from maillage.www.territoire.presenters import preview as drawing
from maillage.www.territoire.views.rendering import HtmxRequest, refuse
from maillage.www.territoire.visit import Refused, read

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=3600"


@require_safe
def france(request: HtmxRequest) -> HttpResponse:
    return _outline(request, "france")


@require_safe
def communes(request: HtmxRequest, departement: str) -> HttpResponse:
    return _outline(request, "communes", departement)


@require_safe
def epcis(request: HtmxRequest, departement: str) -> HttpResponse:
    return _outline(request, "epcis", departement)


@require_safe
@costly_when_large
def preview(request: HtmxRequest) -> HttpResponse:
    """A drawing of the selection for who has no script or no WebGL."""
    try:
        codes = read(request.GET).address.codes
    except Refused as refused:
        return refuse(request, refused)
    context = {"drawing": drawing.build(codes)}
    return render(request, "territoire/apercu.svg", context, content_type="image/svg+xml")


def _outline(request: HtmxRequest, kind: str, place: str = "") -> HttpResponse:
    stamp = territoires.stamp()
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{stamp}{"-gz" if zipped else ""}"'
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        body = _compressed(kind, place, stamp)
        response = HttpResponse(body if zipped else gzip.decompress(body), content_type="application/geo+json")
        if zipped:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == stamp else FOR_NOW
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@lru_cache(maxsize=256)
def _compressed(kind: str, place: str, stamp: str) -> bytes:
    """The stamp makes an entry of newer data another entry."""
    try:
        return gzip.compress(_read(kind, place), 6, mtime=0)
    except territoires.UnknownPlace as error:
        raise Http404(str(error)) from None


def _read(kind: str, place: str) -> bytes:
    if kind == "france":
        return territoires.outlines_france()
    return territoires.outlines(place) if kind == "communes" else territoires.boundaries_epci(place)
