"""Inner loops as machine code, for work that is worth loading a compiler.

A loop is a plain function over arrays.  Where there is little to do it runs as it is, or
numpy does the same; the machine code is kept in the user's cache folder.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np

_F = TypeVar("_F", bound=Callable[..., object])

_CONSTANTS = (bool, int, float, tuple, np.generic)

# In a collection of this many words the loops over all of them are worth compiling.
MANY_WORDS = 400_000


def worth(function: _F, rows: int, *, least: int) -> _F:
    """The function itself, or compiled if it has `least` rows to work on or more."""
    return cast(_F, partial(_run, function)) if rows >= least or is_warm() else function


def stay_warm() -> None:
    """Compile all loops in this process from now on, for jobs that are small but many."""
    _warm.append(True)


def is_warm() -> bool:
    """Whether all loops are compiled, however small a job is."""
    return bool(_warm)


_warm: list[bool] = []


def _run(function: Callable[..., object], *arguments: object) -> object:
    try:
        return _compiled(function)(*arguments)
    except OSError:  # no room to keep the machine code, which is there now
        return _compiled(function)(*arguments)


@cache
def _compiled(function: _F) -> _F:
    from platformdirs import user_cache_path

    return machine_code(function, user_cache_path("copytrail") / f"loops-{_digest(function)}")


def machine_code(function: _F, folder: Path, **options: bool) -> _F:
    """The function compiled by numba, its machine code kept in a folder if that can be written."""
    import numba

    njit, config = cast(Any, numba.njit), cast(Any, numba.config)
    kept = config.CACHE_DIR
    config.CACHE_DIR = str(folder)  # read while the decorator runs, and by no other
    try:
        return cast(_F, njit(cache=True, error_model="numpy", **options)(function))
    except (RuntimeError, OSError):  # the folder cannot be written
        return cast(_F, njit(error_model="numpy", **options)(function))
    finally:
        config.CACHE_DIR = kept


def _digest(function: Callable[..., object]) -> str:
    """Of all that makes the machine code: numba looks at the time of the function's file alone."""
    digest = sha256(Path(function.__code__.co_filename).read_bytes())
    known = function.__globals__
    for name in function.__code__.co_names:
        # Those of other files, too, become numbers of the machine code.
        if isinstance(known.get(name), _CONSTANTS):
            digest.update(f"{name}={known[name]!r};".encode())
    return digest.hexdigest()[:16]
