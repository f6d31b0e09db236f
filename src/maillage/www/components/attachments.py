"""Files that go with what a form sends: some already in the documents of the CPTS, others sent with the form.

What is sent is kept in the documents first, then ticked: a form that comes back with a refusal loses no file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html

from maillage.accounts.refusals import UnableToSave
from maillage.community.communities.models import Community
from maillage.community.library import actions, kinds, selectors
from maillage.community.library.models import File
from maillage.www.shared.espace import Visit
from maillage.www.shared.formats import octets, typed

CHOSEN, SENT = "joints", "fichiers"


class _Several(forms.FileInput):
    allow_multiple_selected = True


class WithFiles(forms.Form):
    """Base of a form that takes files; `chosen` gives them once it is valid."""

    joints = forms.MultipleChoiceField(
        label="Joindre des fichiers de la CPTS",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "attachments"}),
        error_messages={
            "invalid_choice": typed("Un fichier coché n'est plus dans les documents de la CPTS : vérifiez, puis recommencez.")
        },
    )
    fichiers = forms.FileField(
        label="Joindre d'autres fichiers",
        required=False,
        widget=_Several(attrs={"multiple": True}),
        help_text=typed(f"{kinds.SAID}. 20 Mo par envoi. Gardés aussi dans Documents. Sans donnée de santé d'un patient."),
    )

    def __init__(self, *args: Any, community: Community, **more: Any) -> None:
        super().__init__(*args, **more)
        self._known = {str(one.pk): one for one in selectors.files(community)}
        field = self.fields[CHOSEN]
        field.choices = [(key, f"{one.name} ({octets(one.size)})") for key, one in self._known.items()]  # type: ignore[attr-defined]
        field.help_text = format_html(
            '<a href="/c/{}/documents/">{}</a>', community.slug, typed("Les ouvrir avant de les joindre : Documents")
        )
        if not self._known:
            del self.fields[CHOSEN]
        self.order_fields([*(name for name in self.fields if name not in (CHOSEN, SENT)), CHOSEN, SENT])

    def kept_for(self, subject: str) -> list[str]:
        """Keys of the files that were kept for one thing: those that are ticked first."""
        return [key for key, one in self._known.items() if one.attached_to == subject]

    def chosen(self) -> list[File]:
        """In the order of the documents."""
        return [self._known[key] for key in self.cleaned_data.get(CHOSEN, ())]


@dataclass(frozen=True, slots=True)
class Received:
    """What was typed, with the files that were kept ticked; and the sentences for those that were refused."""

    data: QueryDict
    refused: Sequence[str]

    def refuse(self, form: forms.Form) -> bool:
        """Says the refusals above the form; whether there was any."""
        for sentence in self.refused:
            form.add_error(None, typed(sentence))
        return bool(self.refused)


def receive(request: HttpRequest, visit: Visit, *, subject: str, prefix: str = "") -> Received:
    """Keeps the files of a request in the documents of the CPTS."""
    start = f"{prefix}-" if prefix else ""
    data, refused = request.POST.copy(), []
    for sent in request.FILES.getlist(f"{start}{SENT}"):
        try:
            kept = actions.add(
                visit.community,
                name=sent.name or "",
                size=sent.size or 0,
                content=sent,
                by=visit.person,
                now=visit.now,
                attached_to=subject,
            )
        except UnableToSave as refusal:
            refused.append(str(refusal))
        else:
            data.appendlist(f"{start}{CHOSEN}", str(kept.pk))
    return Received(data, refused)
