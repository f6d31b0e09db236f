"""A memory of answers bounded by what they weigh: many small ones or a few large ones, never many large ones."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Weighed(Generic[Asked, Answer]):
    """A function of hashable arguments, given in order, that keeps its latest answers."""

    def __init__(self, function: Callable[Asked, Answer], weight: Callable[Asked, int], most: int) -> None:
        self._function, self._weight, self._most = function, weight, most
        self._kept: OrderedDict[Hashable, tuple[int, Answer]] = OrderedDict()
        self._lock = Lock()
        update_wrapper(self, function)

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if kwargs:
            raise TypeError("ces arguments se donnent dans l'ordre, sans leur nom")
        with self._lock:
            if args in self._kept:
                self._kept.move_to_end(args)
                return self._kept[args][1]
        found, weight = self._function(*args, **kwargs), self._weight(*args, **kwargs)
        if weight <= self._most:
            self._keep(args, weight, found)
        return found

    def _keep(self, asked: Hashable, weight: int, found: Answer) -> None:
        with self._lock:
            self._kept[asked] = (weight, found)
            while sum(one for one, _ in self._kept.values()) > self._most:
                self._kept.popitem(last=False)

    def cache_clear(self) -> None:
        with self._lock:
            self._kept.clear()


def weighed(weight: Callable[Asked, int], *, most: int) -> Callable[[Callable[Asked, Answer]], Weighed[Asked, Answer]]:
    """Decorates: answers stay while their weights make `most` at the most; one that weighs more alone is not kept.

    >>> @weighed(len, most=4)
    ... def shout(text):
    ...     print("…", text)
    ...     return text.upper()
    >>> shout("ab"), shout("ab"), shout("cdef"), shout("ab"), shout("abcdef"), shout("ab")
    … ab
    … cdef
    … ab
    … abcdef
    ('AB', 'AB', 'CDEF', 'AB', 'ABCDEF', 'AB')
    """
    return lambda function: Weighed(function, weight, most)
