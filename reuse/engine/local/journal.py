"""What a stopped scan has done, in a folder, so that the next one goes on from there.

Kept are the candidates and the matches of the pairs aligned so far, as numpy's files; reading
and tokenising are done anew.  A file appears whole or not at all.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

import numpy as np

from reuse.align import MatchColumns, joined
from reuse.errors import UsageError
from reuse.model import WORK_MARKER, Article
from reuse.settings import Settings
from reuse.text.columns import Candidates

_CANDIDATES = "candidates.npz"
_MATCHES = re.compile(r"matches-(\d{12})-(\d{12})\.npz")
_SECONDS_BETWEEN = 20.0


class Journal:
    """Keeps nothing; see `FolderJournal`."""

    def candidates(self) -> Candidates | None:
        """Those of a former run, if it came so far."""
        return None

    def keep_candidates(self, found: Candidates) -> None:
        """The search is done."""

    def matches(self) -> tuple[int, MatchColumns]:
        """How many pairs were aligned by former runs, and their matches."""
        return 0, joined([])

    def add_matches(self, done: int, found: MatchColumns) -> None:
        """The next pairs, up to number `done`, are aligned; these are their matches."""

    def keep_matches(self) -> None:
        """Keep what was added, now."""


class FolderJournal(Journal):
    """Keeps what is done in a folder.

    Args:
        folder: made if it is not there.
        scan: what was asked for; see `scan_key`.

    Raises:
        UsageError: the folder cannot be written, or is that of another scan.
    """

    def __init__(self, folder: Path, scan: str) -> None:
        self._folder = folder
        self._added: list[MatchColumns] = []
        self._kept = self._done = 0
        self._written = time.monotonic()
        claim(folder, scan)

    def candidates(self) -> Candidates | None:
        """See `Journal`."""
        path = self._folder / _CANDIDATES
        if not path.exists():
            return None
        columns = _columns(path, [f.name for f in fields(Candidates)])
        return Candidates(**{**columns, "notes": tuple(columns["notes"].tolist())})

    def keep_candidates(self, found: Candidates) -> None:
        """See `Journal`."""
        columns = {f.name: getattr(found, f.name) for f in fields(Candidates)}
        self._write(_CANDIDATES, {**columns, "notes": np.array(found.notes, np.str_)})

    def matches(self) -> tuple[int, MatchColumns]:
        """See `Journal`."""
        done, parts = 0, list[MatchColumns]()
        names = (_MATCHES.fullmatch(path.name) for path in self._folder.iterdir())
        for begin, end in sorted((int(name[1]), int(name[2])) for name in names if name):
            if begin != done:  # there twice, by two scans at a time, or after a gap
                continue
            path = self._folder / _matches_name(begin, end)
            parts.append(MatchColumns(**_columns(path, MatchColumns._fields)))
            done = end
        self._kept = self._done = done
        return done, joined(parts)

    def add_matches(self, done: int, found: MatchColumns) -> None:
        """See `Journal`."""
        self._done = done
        self._added.append(found)
        if time.monotonic() - self._written > _SECONDS_BETWEEN:
            self.keep_matches()

    def keep_matches(self) -> None:
        """See `Journal`."""
        if self._done > self._kept:
            self._write(_matches_name(self._kept, self._done), joined(self._added)._asdict())
        self._added, self._kept, self._written = [], self._done, time.monotonic()

    def _write(self, name: str, columns: dict[str, Any]) -> None:
        unfinished = self._folder / f"{name}.{os.getpid()}.part"  # nobody else's
        try:
            with unfinished.open("wb") as file:
                np.savez(file, **columns)
                _synced(file)
            unfinished.replace(self._folder / name)
        except OSError as error:
            raise UsageError(f"{self._folder}: cannot keep the work there: {error}") from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def claim(folder: Path, scan: str) -> None:
    """Make the folder that of this scan.

    Raises:
        UsageError: it cannot be written, or is that of another scan.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        label = folder / WORK_MARKER
        if not label.exists():
            # A scan that was stopped in this moment, or that begins in it, leaves a part.
            if any(not path.match(f"{WORK_MARKER}.*.part") for path in folder.iterdir()):
                raise UsageError(f"{folder}: not empty, and not the work of a scan")
            unfinished = folder / f"{WORK_MARKER}.{os.getpid()}.part"
            unfinished.write_text(json.dumps({"scan": scan}), "utf-8")
            unfinished.replace(label)
        kept = json.loads(label.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{folder}: cannot keep the work there: {error}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"{folder}: what is kept there is damaged ({WORK_MARKER}); remove it or name another "
            "folder"
        ) from error
    if not isinstance(kept, dict) or kept.get("scan") != scan:
        raise UsageError(
            f"{folder}: holds the work of another scan (other articles, settings or version "
            "of reuse); remove it or name another folder"
        )


def _matches_name(begin: int, end: int) -> str:
    return f"matches-{begin:012}-{end:012}.npz"


def _columns(path: Path, names: Sequence[str]) -> dict[str, Any]:
    """The arrays of a kept file.

    Raises:
        UsageError: it is not as it was written.
    """
    try:
        with path.open("rb") as file, np.load(file) as kept:
            return {name: kept[name] for name in names}
    # RuntimeError: `zipfile` has no other one for a mark that it does not know.
    except (OSError, EOFError, KeyError, TypeError, ValueError, RuntimeError, BadZipFile) as error:
        raise UsageError(f"{path}: damaged, remove it: {error}") from error


def _synced(file: IO[bytes]) -> None:
    file.flush()
    with suppress(OSError):  # a pipe or an odd file system has nothing to wait for
        os.fsync(file.fileno())


def scan_key(articles: Sequence[Article], settings: Settings) -> str:
    """A digest of everything that the matches depend on."""
    # By name: the public names of `reuse` lead to the stories above the engines.
    version = import_module("reuse").__version__
    digest = blake2b(digest_size=16)
    digest.update(json.dumps([version, settings.to_dict()], sort_keys=True).encode())
    for article in articles:
        head = json.dumps([article.id, article.language, len(article.text)]).encode()
        digest.update(head + article.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
