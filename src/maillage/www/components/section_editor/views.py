"""Views of one section: each reads or writes through `drafting`, then shows the same three pages whatever the family."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from maillage.accounts.roles import Permission
from maillage.community.drafting import actions, selectors
from maillage.community.drafting.actions import SectionStale
from maillage.community.drafting.models import Section, SectionVersion
from maillage.kernel.french import number
from maillage.www.components.section_editor.forms import RemarkForm, SectionForm
from maillage.www.components.section_editor.frame import Frame
from maillage.www.components.versions import Change, History, Kept, compare, show
from maillage.www.shared import espace
from maillage.www.shared.espace import Visit
from maillage.www.shared.markdown import render as markdown


def read(request: HttpRequest, visit: Visit, frame: Frame) -> HttpResponse:
    """The words as they read, and what is said of them."""
    return _reading(request, visit, frame, RemarkForm())


def write(request: HttpRequest, visit: Visit, frame: Frame) -> HttpResponse:
    """The editor; a save over a version that somebody changed shows both (409)."""
    row = actions.section(visit.community, text=frame.text, key=frame.key)
    if request.method == "GET":
        return _editing(request, visit, frame, row, SectionForm(initial=_start(request, row)))
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _editing(request, visit, frame, row, form, status=400)
    body, version = form.cleaned_data["body"], form.cleaned_data["version"]
    if "inserer" in request.POST:
        given = {"body": "\n\n".join(filter(None, (body, frame.proposal))), "version": version}
        return _editing(request, visit, frame, row, SectionForm(initial=given))
    try:
        actions.save_section(
            visit.community, text=frame.text, key=frame.key, body=body, version=version, by=visit.person, now=visit.now
        )
    except SectionStale as stale:
        return _conflict(request, visit, frame, stale, body)
    messages.success(request, f"« {frame.title} » est enregistré.")
    return redirect(frame.address)


def presence(request: HttpRequest, visit: Visit, frame: Frame) -> HttpResponse:
    """Who else writes here now, and whether a newer version was saved: a fragment, asked every 20 seconds."""
    row = actions.section(visit.community, text=frame.text, key=frame.key)
    return render(request, "components/section_editor/presence.html", _beside(visit, row, request.POST.get("version", "")))


def versions(request: HttpRequest, visit: Visit, frame: Frame) -> HttpResponse:
    """All that was saved, and two versions compared."""
    row = actions.section(visit.community, text=frame.text, key=frame.key)
    kept = list(selectors.versions(row))
    bodies = {0: "", **{one.number: one.body for one in kept}}
    told = History(
        title=f"Versions de « {frame.title} »",
        back=frame.address,
        back_label=frame.title,
        again=f"{frame.address}ecrire/",
        present=row.version,
        kept=[Kept(one.number, one.at, one.by, number(len(one.body))) for one in kept],
        said="Caractères",
        nothing="le texte vide du début",
    )
    return show(request, visit, told, lambda first, second: [Change("", compare(bodies[first], bodies[second]))])


def remark(request: HttpRequest, visit: Visit, frame: Frame) -> HttpResponse:
    """Adds a remark."""
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _reading(request, visit, frame, form, status=400)
    row = actions.section(visit.community, text=frame.text, key=frame.key)
    actions.comment(row, body=form.cleaned_data["remark"], by=visit.person, now=visit.now)
    messages.success(request, "Votre commentaire est ajouté.")
    return redirect(f"{frame.address}#commentaires")


def settle(request: HttpRequest, visit: Visit, frame: Frame, number: int) -> HttpResponse:
    """Closes the remark of that rank in the list; unknown: 404."""
    row = actions.section(visit.community, text=frame.text, key=frame.key)
    told = list(selectors.comments(row))
    if not 1 <= number <= len(told):
        raise Http404
    actions.settle(told[number - 1], by=visit.person, now=visit.now)
    messages.success(request, "Le commentaire est réglé ; il reste lisible.")
    return redirect(f"{frame.address}#commentaires")


def _reading(request: HttpRequest, visit: Visit, frame: Frame, form: RemarkForm, *, status: int = 200) -> HttpResponse:
    row = selectors.sections(visit.community, frame.text).get(frame.key)
    if row:
        actions.leave(row, person=visit.person)
    context = {
        "frame": frame,
        "section": row,
        "written": markdown(row.body) if row else "",
        "help": markdown(frame.help),
        "proposal": markdown(frame.proposal),
        "remarks": list(selectors.comments(row)) if row else [],
        "remark_form": form,
    }
    return espace.page(request, visit, "components/section_editor/lire.html", context, status=status)


def _editing(
    request: HttpRequest, visit: Visit, frame: Frame, row: Section, form: SectionForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "frame": frame,
        "section": row,
        "form": form,
        "help": markdown(frame.help),
        "proposal": markdown(frame.proposal),
        "theirs": None,
        "lines": [],
        **_beside(visit, row, str(form["version"].value())),
        **more,
    }
    return espace.page(request, visit, "components/section_editor/ecrire.html", context, status=status)


def _conflict(request: HttpRequest, visit: Visit, frame: Frame, stale: SectionStale, body: str) -> HttpResponse:
    """Both texts side by side; the next save is made over theirs, knowingly."""
    row = stale.section
    form = SectionForm(initial={"body": body, "version": row.version})
    more = {"theirs": str(stale), "lines": compare(row.body, body)}
    return _editing(request, visit, frame, row, form, status=409, **more)


def _beside(visit: Visit, row: Section, version: str) -> dict[str, Any]:
    """Who else has the section open; a reader is not counted as writing."""
    others = []
    if Permission.REDIGER in visit.may:
        others = [str(person.name) for person in actions.show_presence(row, person=visit.person, now=visit.now)]
    newer = row if 0 <= _number(version) < row.version else None
    return {"others": others, "newer": newer}


def _start(request: HttpRequest, row: Section) -> dict[str, Any]:
    """The present words, or those of the version that the address asks to take up again."""
    asked = request.GET.get("version", "")
    if not asked:
        return {"body": row.body, "version": row.version}
    kept: SectionVersion | None = selectors.versions(row).filter(number=_number(asked)).first()
    if kept is None:
        raise Http404
    return {"body": kept.body, "version": row.version}


def _number(text: str) -> int:
    """The number of a version; -1 for what is none, thousands of figures included."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1
