"""The page that documents the API, made from its OpenAPI description."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.api.serving import MAX_AGE, RATE_SAID
from maillage.api.site import api

EXAMPLES = {"q": "Foix", "communes": "84007,84031"}
"""Values of the parameters that a question cannot do without."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    context = {"groups": _groups(), "rate": RATE_SAID, "minutes": MAX_AGE // 60}
    return render(request, "api/index.html", context)


def missing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that no operation has answers as the operations do."""
    told = {"erreur": "Aucune opération n'est à cette adresse : /api/ les décrit toutes."}
    return JsonResponse(told, status=404, json_dumps_params={"ensure_ascii": False})


@cache
def _groups() -> tuple[tuple[str, list[dict[str, Any]]], ...]:
    """Operations by tag, in the order of the routers."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, operations in api.get_openapi_schema()["paths"].items():
        operation = operations["get"]
        groups.setdefault(operation["tags"][0], []).append(_operation(address, operation))
    return tuple(groups.items())


def _operation(address: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": operation["operationId"],
        "address": address,
        "summary": operation["summary"],
        "text": operation.get("description", ""),
        "parameters": [_parameter(one) for one in operation.get("parameters", ())],
        "example": _example(address, operation),
    }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    choices = schema.get("enum") or next((each["enum"] for each in schema.get("anyOf", ()) if "enum" in each), ())
    return {
        "name": one["name"],
        "required": one["required"],
        "text": one.get("description") or schema.get("description", ""),
        "choices": ", ".join(map(str, choices)),
    }


def _example(address: str, operation: dict[str, Any]) -> str:
    """A link that answers; empty for what needs an identifier of these very data."""
    if "{cpts}" in address or "{zone}" in address:
        return ""
    filled = address.replace("{niveau}/{code}", "departement/09").replace("{niveau}", "region").replace("{code}", "76")
    needed = [one["name"] for one in operation.get("parameters", ()) if one["name"] in EXAMPLES and one["in"] == "query"]
    query = next((f"?{name}={EXAMPLES[name]}" for name in ("q", "communes") if name in needed and "/cpts" not in address), "")
    return f"{filled}{query}"
