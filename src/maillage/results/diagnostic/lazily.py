"""Values that are computed when somebody looks at them: most indicators of a page are never opened commune by commune."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from maillage.measures.model import Measured


class Lazily(Mapping[str, Measured]):
    """A mapping whose content is made at the first reading. `keys` are known before."""

    def __init__(self, keys: tuple[str, ...], make: Callable[[], dict[str, Measured]]) -> None:
        self._keys, self._make = keys, make

    @cached_property
    def _content(self) -> dict[str, Measured]:
        return self._make()

    def __getitem__(self, key: str) -> Measured:
        return self._content[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
