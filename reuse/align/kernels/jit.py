"""`kernel` marks an inner loop: compiled under one name, left alone under the other.

Machine code is kept in the user's cache folder under a digest of all kernel
files: numba itself looks only at the file of the function it loads, and would
go on using what was inlined from another file before that changed.
"""

from __future__ import annotations

from collections.abc import Callable
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


def is_compiled() -> bool:
    """Whether these kernels were compiled and kept before."""
    return any(cache_folder().glob("**/pair.resolve-*.nbi"))


def _interpreted(function: _F) -> _F:
    return function


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


kernel: Callable[[_F], _F] = (
    _compiled if __name__.startswith("reuse.align.compiled") else _interpreted
)
