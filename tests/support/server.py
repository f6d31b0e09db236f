"""The site on a thread of the test process, with the real middleware and the collected static files."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """The pages under test say enough."""


class _Server(ThreadedWSGIServer):
    daemon_threads = True

    def process_request_thread(self, *request: object) -> None:
        """Each thread opens its own connection to the test database, and closes it."""
        super().process_request_thread(*request)
        connections.close_all()


@contextmanager
def site() -> Iterator[str]:
    """Address of the site, served until the context ends. The database must be open to threads."""
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(WSGIHandler())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
