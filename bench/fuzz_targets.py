"""The targets of `bench/fuzz.py`: functions that take any bytes, and raise where a law is broken.

`tests/fuzz` runs the same functions on what the fuzzer found once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from fuzz_doors import door_targets
from fuzz_inputs import input_targets
from fuzz_texts import text_targets

Target = Callable[[bytes], None]


@cache
def targets() -> Mapping[str, Target]:
    """Every target by its name; those of readers are `read.SUFFIX`."""
    return {**input_targets(), **text_targets(), **door_targets()}
