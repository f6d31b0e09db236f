"""The forms of the library of accounts, told as ours: the format of an address is given, no example repeats the label."""

from django import forms, template

register = template.Library()

ADDRESS = "Sous la forme prenom.nom@exemple.fr."


@register.simple_tag
def told(form: forms.BaseForm) -> forms.BaseForm:
    """The form itself: RGAA 11.10 asks the format of what is typed before it is refused."""
    for bound in form:
        bound.field.widget.attrs.pop("placeholder", None)
        if isinstance(bound.field, forms.EmailField) and not bound.help_text:
            bound.help_text = bound.field.help_text = ADDRESS
    return form
