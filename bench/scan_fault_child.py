"""`reuse` itself, doing with a small corpus what it does with a large one.

    python bench/scan_fault_child.py COMMAND ARGUMENT...

Worker processes begin at any amount of work, texts and columns live in files, and the folder of
`--work` is written after every batch.  The environment's FAULT_READY is a file descriptor that is
told when the program's first line runs; FAULT_MEMORY the bytes of address space, FAULT_SIZE those
of a file, FAULT_FILES the files that may be open; with FAULT_CLOCK the clock of the day jumps.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time

import reuse.engine
from reuse.engine import Engine, Means

_LIMITS = {
    "FAULT_MEMORY": resource.RLIMIT_AS,
    "FAULT_SIZE": resource.RLIMIT_FSIZE,
    "FAULT_FILES": resource.RLIMIT_NOFILE,
}


def _open_engine(name: str, means: Means | None = None) -> Engine:
    from reuse import shelf
    from reuse.engine import local
    from reuse.engine.local import journal, workers

    workers._LEAST_TOKENS_PER_JOB, workers._MOST_PAIRS = 1, 2
    local._BYTES_PER_CODE_POINT, journal._SECONDS_BETWEEN = 1 << 20, 0
    shelf._SHARE, shelf._AT_ONCE = 1 << 40, 1 << 12
    return _usual(name, means)


_usual, reuse.engine.open_engine = reuse.engine.open_engine, _open_engine

if __name__ == "__main__":
    for name, limit in _LIMITS.items():
        if name in os.environ:
            resource.setrlimit(limit, (int(os.environ[name]),) * 2)
    if "FAULT_CLOCK" in os.environ:
        time.time = lambda: random.uniform(-1e9, 4e9)
    if "FAULT_READY" in os.environ:
        os.write(int(os.environ["FAULT_READY"]), b".")
    from reuse.__main__ import main

    sys.argv[0] = "reuse"
    main()
