"""A list of codes, pasted or in a file: what can be read is added, the rest is shown with its reason."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from maillage.www.shared.formats import typed
from maillage.www.territoire.actions import Change
from maillage.www.territoire.forms import ListForm
from maillage.www.territoire.presenters.report import report
from maillage.www.territoire.views.rendering import HtmxRequest, answer, refuse, wants_part
from maillage.www.territoire.visit import Refused, Visit, changed, read


@require_http_methods(["GET", "POST"])
def add_list(request: HtmxRequest) -> HttpResponse:
    """Redirects to the selection when every line was understood; else shows it with the report."""
    from maillage.results import lists  # readers of workbooks load only for who sends one

    if request.method == "GET":  # the address of a report, opened again
        return redirect("territoire:index")
    try:
        visit = read(_selection_only(request.POST))
    except Refused as refused:
        return refuse(request, refused)
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _unread(request, visit, form)
    try:
        reading = lists.read_codes(*form.named_bytes())
    except lists.UnableToRead as error:
        form.add_error(None, typed(str(error)))
        return _unread(request, visit, form)
    try:
        result = changed(visit, Change(add=reading.codes, by_code=True)) if reading.codes else visit
    except Refused as refused:
        return refuse(request, refused)
    if not reading.rejected and not result.has_something_to_say and not wants_part(request):
        return redirect(result.address.url)
    return answer(request, result, report=report(reading, visit, result), list_form=ListForm())


def _selection_only(posted: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in ("s", "q", "tri"):
        kept.setlist(name, posted.getlist(name)[:1])
    return kept


def _unread(request: HtmxRequest, visit: Visit, form: ListForm) -> HttpResponse:
    return answer(request, visit, list_form=form, status=400)
