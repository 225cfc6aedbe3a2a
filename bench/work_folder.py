"""Where a benchmark puts what it makes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def work_folder(keep: Path | None) -> Iterator[Path]:
    """The folder that was asked for, which stays, or one that goes when the block ends."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="reuse-bench-") as folder:
        yield Path(folder)
