"""Views of the law: read the question, ask the law, render; today is read here."""

import csv
import io
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.kernel.folding import folded
from maillage.kernel.proof import Proof
from maillage.law import export
from maillage.law import glossary as words
from maillage.law.errors import UnknownParameter
from maillage.law.reader import load
from maillage.www.shared import formats
from maillage.www.textes.forms import AskingForm
from maillage.www.textes.presenters import listing
from maillage.www.textes.presenters import parameter as parameters
from maillage.www.textes.presenters import register as registers
from maillage.www.textes.presenters import unknown as unknowns

PROOFS = list(Proof)[::-1]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every parameter by chapter; HTMX asks the list alone."""
    form, law = AskingForm(request.GET), load()
    good = form.is_valid()
    day, known_on = _days(form)
    query = form.cleaned_data.get("q", "")
    context = {
        "form": form,
        "sections": listing.sections(law, query, day, known_on),
        "query": query,
        "when": _when(day, known_on),
        "proofs": PROOFS,
        "notices": law.notices(timezone.localdate()),
        "parameters_count": formats.plural(len(law.parameters), "paramètre"),
        "texts_count": formats.plural(len(law.texts), "texte"),
    }
    template = "textes/_liste.html" if request.headers.get("HX-Request") else "textes/index.html"
    return render(request, template, context, status=200 if good else 400)


@require_safe
def parameter(request: HttpRequest, path: str) -> HttpResponse:
    """One parameter: its values through time, each with its proof and its text."""
    form, law = AskingForm(request.GET), load()
    try:
        found = law.parameter(path)
    except UnknownParameter as refusal:
        raise Http404(refusal.sentence) from None
    good = form.is_valid()
    day, known_on = _days(form)
    context = {
        "form": form,
        "view": parameters.view(law, found),
        "answer": parameters.answer(law, found, day, known_on) if good else None,
        "asked": bool(request.GET),
        "notices": law.notices(timezone.localdate()) if path.startswith("aci/") else (),
        "crumbs": _crumbs(),
    }
    return render(request, "textes/parametre.html", context, status=200 if good else 400)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of texts."""
    return render(request, "textes/registre.html", {"groups": registers.groups(load()), "crumbs": _crumbs()})


@require_safe
def text(request: HttpRequest, text_id: str) -> HttpResponse:
    """One text: what it is, its dates, which parameters it feeds."""
    law = load()
    if text_id not in law.texts:
        raise Http404(f"Le registre ne connaît pas le texte « {text_id} ».")
    return render(
        request, "textes/texte.html", {"view": registers.view(law, law.texts[text_id]), "crumbs": _crumbs("registre")}
    )


@require_safe
def unknown(request: HttpRequest) -> HttpResponse:
    """What no source establishes, and what to read to settle it."""
    law = load()
    context: dict[str, object] = {
        "gaps": unknowns.gaps(law),
        "questions": unknowns.questions(law),
        "deduced": unknowns.deduced(law),
    }
    context["crumbs"] = _crumbs()
    return render(request, "textes/non_etabli.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Terms and definitions; `q` narrows them."""
    form, law = AskingForm(request.GET), load()
    query = form.cleaned_data.get("q", "") if form.is_valid() else ""
    wanted = folded(query).split()
    kept = [t for t in words.terms() if all(word in folded(f"{t.term} {t.definition}") for word in wanted)]
    terms = [(term, [law.parameters[path] for path in term.parameters]) for term in sorted(kept, key=lambda t: folded(t.term))]
    template = "textes/_termes.html" if request.headers.get("HX-Request") else "textes/glossaire.html"
    return render(
        request,
        template,
        {"terms": terms, "form": form, "query": query, "crumbs": _crumbs()},
        status=400 if form.errors else 200,
    )


@require_safe
def download_csv(request: HttpRequest) -> HttpResponse:
    """Every value on one line; semicolons and a byte order mark, as French spreadsheets expect."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(export.COLUMNS)
    writer.writerows(export.rows(load()))
    return _attached(HttpResponse("\ufeff" + target.getvalue(), content_type="text/csv; charset=utf-8"), "csv")


@require_safe
def download_json(request: HttpRequest) -> HttpResponse:
    """The whole law with its digest."""
    data = export.law_json(load())
    return _attached(JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1}), "json")


def _attached(response: HttpResponse, kind: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="maillage-parametres.{kind}"'
    return response


def _days(form: AskingForm) -> tuple[date, date | None]:
    return form.cleaned_data.get("le") or timezone.localdate(), form.cleaned_data.get("connu_le")


def _when(day: date, known_on: date | None) -> str:
    known = f", d'après les textes publiés au {formats.long_day(known_on)}" if known_on else ", d'après tous les textes connus"
    return f"Ce qui s'applique le {formats.long_day(day)}{known}"


def _crumbs(*names: str) -> list[tuple[str, str]]:
    labels = {"index": "Textes", "registre": "Registre"}
    return [(labels[name], reverse(f"textes:{name}")) for name in ("index", *names)]
