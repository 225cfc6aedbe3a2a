"""`kernel` marks an inner loop: compiled under one name, left alone under the other.

Machine code is kept in the user's cache folder under a digest of all kernel
files: numba itself looks only at the file of the function it loads, and would
go on using what was inlined from another file before that changed.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from numpy.typing import NDArray

from reuse.compiled import machine_code

_F = TypeVar("_F", bound=Callable[..., object])
_A = TypeVar("_A", bound=NDArray[Any])


@cache
def cache_folder() -> Path:
    """Where the machine code of exactly these kernels is kept."""
    from platformdirs import user_cache_path

    digest = sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return user_cache_path("copytrail") / f"kernels-{digest.hexdigest()[:16]}"


@cache
def _marker() -> Path:
    """A file that stands beside machine code which this interpreter can load."""
    from importlib.metadata import version

    place = sha256(str(Path(__file__).parent).encode()).hexdigest()[:8]
    made_by = f"{sys.implementation.cache_tag}-numba{version('numba')}-{platform.machine()}"
    return cache_folder() / f"compiled-{made_by}-{place}"


def is_compiled() -> bool:
    """Whether these kernels were compiled and kept before, by this interpreter."""
    with suppress(OSError):  # a folder that this user may not look into
        return _marker().exists()
    return False


def note_compiled() -> None:
    """Remember that all kernels are compiled and kept."""
    if not is_compiled():
        with suppress(OSError):
            _marker().touch()


def _interpreted(function: _F) -> _F:
    return function


def _inlined(function: _F) -> _F:
    import numba

    return cast(_F, numba.njit(error_model="numpy", inline="always")(function))


def _compiled(function: _F, **options: bool) -> _F:
    return machine_code(function, cache_folder(), **options)


def _compiled_leaf(function: _F) -> _F:
    return _compiled(function, _nrt=False)


def _same(array: _A) -> _A:
    return array


def _stays(value: object) -> None:
    """Nothing."""


def _uncounted() -> Any:
    """A compiled function that gives an array which does not count who refers to it."""
    from numba.core import cgutils
    from numba.extending import intrinsic

    @intrinsic
    def uncounted(_typing: Any, array: Any) -> Any:
        def generated(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
            lent = context.make_array(array)(context, builder, arguments[0])
            null: Any = cgutils.get_null_value
            lent.meminfo, lent.parent = null(lent.meminfo.type), null(lent.parent.type)
            return lent._getvalue()

        return array(array), generated

    return uncounted


def _kept() -> Any:
    """A compiled function that does nothing with a value, which is not freed before."""
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def kept(_typing: Any, value: Any) -> Any:
        def generated(context: Any, *_: Any) -> Any:
            return context.get_dummy_value()

        return types.none(value), generated

    return kept


_is_compiled_copy = __name__.startswith("reuse.align.compiled")
kernel: Callable[[_F], _F] = _compiled if _is_compiled_copy else _interpreted
# Compiled code counts the references to every array that a function touches, up and down in steps
# that processors agree on: two fifths of all the time.  A leaf does not: it makes no array and
# calls nothing that does.
leaf: Callable[[_F], _F] = _compiled_leaf if _is_compiled_copy else _interpreted
# For what a leaf calls for every word.
inlined: Callable[[_F], _F] = _inlined if _is_compiled_copy else _interpreted
# References to a lent array are not counted; its owner must be kept until it has been used for
# the last time.
lent: Callable[[_A], _A] = _uncounted() if _is_compiled_copy else _same
keep: Callable[[object], None] = _kept() if _is_compiled_copy else _stays
