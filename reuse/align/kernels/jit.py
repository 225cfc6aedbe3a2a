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

_F = TypeVar("_F", bound=Callable[..., object])


@cache
def cache_folder() -> Path:
    """Where the machine code of exactly these kernels is kept."""
    from platformdirs import user_cache_path

    digest = sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return user_cache_path("copytrail") / f"kernels-{digest.hexdigest()[:16]}"


def _marker() -> Path:
    """A file that stands beside machine code which this interpreter can load."""
    from importlib.metadata import version

    place = sha256(str(Path(__file__).parent).encode()).hexdigest()[:8]
    made_by = f"{sys.implementation.cache_tag}-numba{version('numba')}-{platform.machine()}"
    return cache_folder() / f"compiled-{made_by}-{place}"


def is_compiled() -> bool:
    """Whether these kernels were compiled and kept before, by this interpreter."""
    return _marker().exists()


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


def _compiled(function: _F) -> _F:
    import numba

    config: Any = numba.config
    kept = config.CACHE_DIR
    config.CACHE_DIR = str(cache_folder())  # read while the decorator runs, and by no other
    try:
        return cast(_F, numba.njit(cache=True, error_model="numpy")(function))
    except (RuntimeError, OSError):  # the folder cannot be written
        return cast(_F, numba.njit(error_model="numpy")(function))
    finally:
        config.CACHE_DIR = kept


_is_compiled_copy = __name__.startswith("reuse.align.compiled")
kernel: Callable[[_F], _F] = _compiled if _is_compiled_copy else _interpreted
# For what is called for every word: a call counts the references to each array it is handed, up
# and down, which costs more than a few comparisons.
inlined: Callable[[_F], _F] = _inlined if _is_compiled_copy else _interpreted
