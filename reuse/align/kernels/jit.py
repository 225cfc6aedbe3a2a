"""`kernel` marks an inner loop: compiled under one name, left alone under the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

_F = TypeVar("_F", bound=Callable[..., object])


def _interpreted(function: _F) -> _F:
    return function


def _compiler() -> Callable[[_F], _F]:
    import numba

    def compiled(function: _F) -> _F:
        try:
            return cast(_F, numba.njit(cache=True, error_model="numpy")(function))
        except RuntimeError:  # no folder for the cache is writable
            return cast(_F, numba.njit(error_model="numpy")(function))

    return compiled


kernel: Callable[[_F], _F] = (
    _compiler() if __name__.startswith("reuse.align.compiled") else _interpreted
)
