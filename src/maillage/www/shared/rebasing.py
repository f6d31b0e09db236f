"""What was typed over a version that somebody changed may be saved again, knowingly, over the newer one."""

from typing import cast

from django.forms import Form, ModelForm
from django.http import QueryDict


def rebase(form: Form | ModelForm, version: int) -> None:
    """Keeps every field as typed; the hidden version becomes the present one."""
    data = cast(QueryDict, form.data).copy()
    data["version"] = str(version)
    form.data = data
