"""What is raised inside this room when something that was read is not what was written.

`told` makes an `ArchiveDamaged` of it, and of nothing else: an error of ours is no damage.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Damage(ValueError):
    """A row, a chunk or a record of an archive does not add up; the message says which."""


@contextmanager
def damage(what: str) -> Iterator[None]:
    """Let whatever a decoder raises of the content in question be `Damage`."""
    try:
        yield
    except Damage:
        raise
    except Exception as error:  # zlib, json, numpy and datetime have each their own
        raise Damage(f"{what} cannot be read") from error
