"""Ends an answer of the test client as a server does, without closing the connection that the test holds."""

from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase


def closed(answer: HttpResponseBase) -> None:
    """What it holds open (a file, a form that waits for its outcome) is let go; the transaction of the test goes on."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)
