"""Progress bars on the error output, only when a person looks at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[int, int], None]


class _Bar:
    """A bar whose length is known at the first call; a smaller total than before starts a new one."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: click._termui_impl.ProgressBar[int] | None = None
        self._done = self._total = 0

    def __call__(self, done: int, total: int) -> None:
        if not sys.stderr.isatty() or total <= 0:
            return
        if self._bar is None or total != self._total or done < self._done:
            self.close()
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._bar.__enter__()
            self._done, self._total = 0, total
        self._bar.update(done - self._done)
        self._done = done

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    shown = _Bar(label)
    try:
        yield shown
    finally:
        shown.close()


@contextmanager
def bars() -> Iterator[Callable[[str], Progress]]:
    """Gives a bar for each label; each one closes that before it."""
    shown: list[_Bar] = []

    def next_bar(label: str) -> Progress:
        for old in shown:
            old.close()
        shown.append(_Bar(label))
        return shown[-1]

    try:
        yield next_bar
    finally:
        for old in shown:
            old.close()
