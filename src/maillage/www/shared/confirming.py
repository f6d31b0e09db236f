"""Nothing is taken away by one click: a view that deletes, withdraws or ends asks first, on one page that needs no JavaScript.

question = Question("Retirer cette ligne ?", "La somme quitte le budget.", "Retirer", back)
if asking := ask(request, visit, question):
    return asking
"""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse

from maillage.accounts.refusals import UnableToSave
from maillage.www.shared import espace, once
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import typed

SAID, YES = "confirme", "oui"
"""The field that the button of the page adds, and its value."""
METHODS = ("GET", "POST")
"""Of a view that asks: a page of confirmation may be read again."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is about to go, what that changes, the words of the button, and where nothing changes."""

    title: str
    consequence: str
    button: str
    back: str


def ask(request: HttpRequest, visit: Visit, question: Question) -> HttpResponse | None:
    """The page that asks; None once the person said yes. What the first form held goes along."""
    if request.method == "POST" and request.POST.get(SAID) == YES:
        return None
    return _page(request, visit, question)


def refuse(request: HttpRequest, visit: Visit, question: Question, error: UnableToSave) -> HttpResponse:
    """The same page, that says why it was not done (400)."""
    return _page(request, visit, question, refusal=str(error))


def _page(request: HttpRequest, visit: Visit, question: Question, *, refusal: str = "") -> HttpResponse:
    kept = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "question": replace(question, title=typed(question.title), consequence=typed(question.consequence)),
        "refusal": typed(refusal),
        "kept": [(name, value) for name, value in kept if name not in (SAID, "csrfmiddlewaretoken", once.FIELD)],
        "said": (SAID, YES),
    }
    return espace.page(request, visit, "layout/confirmer.html", context, status=400 if refusal else 200)
