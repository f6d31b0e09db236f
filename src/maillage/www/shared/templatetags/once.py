"""`{% csrf_token %}` of every form, ours and those of libraries: it carries too the key that makes a form sent twice count once."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.www.shared import once

register = template.Library()


class _Tokens(CsrfTokenNode):
    """The two hidden fields of a form that posts."""

    def render(self, context: Context) -> SafeString:
        return format_html('{}<input type="hidden" name="{}" value="{}">', super().render(context), once.FIELD, once.new_key())


@register.tag
def csrf_token(parser: Parser, token: Token) -> _Tokens:
    """A form that forgets it is refused: none can do without the key."""
    return _Tokens()
