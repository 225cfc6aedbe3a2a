"""Runs what a library in C makes of a hostile file in a process of its own, with bounded means.

PDFium ends its process where memory gives out, and two kilobytes of nested forms ask for gigabytes:
so the others of a scan go on.  What the process says is JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

_MEMORY_BYTES = 2 << 30
_PROCESSOR_SECONDS = 60
BROKEN = (
    f"reading it takes more than {_MEMORY_BYTES >> 30} GB or {_PROCESSOR_SECONDS} s of a "
    "processor, or breaks the library that reads it"
)


def ask(module: str, given: bytes | BinaryIO, *arguments: str) -> Any:
    """What `answer` in a module says of what it is given, run by itself; None: it broke."""
    # NOTE: -P, or Python would import from the folder that it is run in before all others: a
    # collection with a `json.py` in it would be run.
    command = [sys.executable, "-P", "-m", module, *arguments]
    path = os.pathsep.join(map(os.path.abspath, sys.path))
    fed: dict[str, Any] = {"input" if isinstance(given, bytes) else "stdin": given}
    ran = subprocess.run(
        command, **fed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    return json.loads(ran.stdout) if ran.returncode == 0 and ran.stdout else None


def answer(made: Callable[[], object]) -> None:
    """Say what `made` gives of standard input, within the bounds: the other end of `ask`."""
    with suppress(ImportError, ValueError, OSError):  # a system without such bounds
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        seconds = (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, seconds)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    said = json.dumps(made())
    sys.stdout.write(said)
    sys.stdout.flush()
