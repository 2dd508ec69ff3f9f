"""What is found by name: completed on Tab after a dot and in brackets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from toolkit.errors import did_you_mean

__all__ = ["Lookup"]

T = TypeVar("T")


class Lookup(ABC, Generic[T]):
    """Things that have names; ``lookup.a_name`` and ``lookup["a name"]`` open one."""

    @abstractmethod
    def _names(self) -> Mapping[str, str]:
        """Return what each is called after a dot, and in brackets."""

    @abstractmethod
    def __getitem__(self, name: str) -> T:
        """Return the thing of a name."""

    def __getattr__(self, name: str) -> T:
        # Whoever asks whether there is some `_repr_…_` must not wait for the catalogue.
        if not name.startswith("_"):
            names = self._names()
            if name in names:
                return self[names[name]]
            near = did_you_mean(name, names)
            meant = f": did you mean {near[0]}?" if near else "; Tab lists what there is"
            raise AttributeError(f"there is no {name!r} here{meant}")
        raise AttributeError(name)

    def __dir__(self) -> list[str]:
        return sorted(self._names())

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._names().values())

    def __iter__(self) -> Iterator[T]:
        return (self[name] for name in self._names().values())

    def __len__(self) -> int:
        return len(self._names())
