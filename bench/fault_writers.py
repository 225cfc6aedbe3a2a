"""Processes that write to an archive: ended at any moment, out of space, two at once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fault_child import REFUSED, apply, texts
from fault_files import Outcome

from reuse.archive import open_archive
from reuse.errors import ArchiveError

CHILD = Path(__file__).with_name("fault_child.py")
_STEPS = 1_000_000  # more than any of them comes to
_ALL = 1 << 30


@dataclass(slots=True)
class Acknowledged:
    """What writers said: ids and texts that are there, and changes that may have been made."""

    held: dict[str, int] = field(default_factory=dict)
    planned: list[str] = field(default_factory=list)

    def follow(self, lines: Iterable[str]) -> None:
        """Read what a writer said; its last line may be cut."""
        for line in lines:
            word, *changes = line.rstrip("\n").split("\t")
            self.planned = changes
            if word == "done":
                for change in changes:
                    apply(change, self.held)
                self.planned = []

    def compare(self, path: Path, outcome: Outcome) -> None:
        """Look whether all of it is in the archive and nothing else, and whether that is sound.

        A step that was planned and not acknowledged is there wholly, or not at all.
        """
        with open_archive(path, write=False) as archive:
            outcome.wrong += bool(archive.faults())
            found = {str(article.id): article.text for article in archive.sample(_ALL)}
        made = dict(self.held)
        for change in self.planned:
            apply(change, made)
        self.planned = []
        if found == _texts(made):
            self.held = made
        elif found != (kept := _texts(self.held)):
            lost = sum(found.get(own) != text for own, text in kept.items())
            outcome.lost += lost
            outcome.wrong += not lost


def _texts(held: dict[str, int]) -> dict[str, str]:
    return {own: texts()[number].text for own, number in held.items()}


def _writer(path: Path, name: str, *more: str, steps: int = _STEPS) -> subprocess.Popen[str]:
    command = [sys.executable, str(CHILD), str(path), name, str(steps), *more]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )


def _rest(child: subprocess.Popen[str]) -> tuple[list[str], str]:
    """What a writer said until its end, and its errors."""
    assert child.stdout is not None
    assert child.stderr is not None
    with child, child.stdout, child.stderr:  # not `communicate`: it forgets what was read ahead
        return child.stdout.read().splitlines(), child.stderr.read()


def killed(path: Path, times: int, *, seed: int) -> Outcome:
    """`kill -9` at a random moment of a process that adds, replaces and removes.

    All write to one archive, one after the other.
    """
    outcome, dice = Outcome("kill -9 of a writer"), random.Random(seed)
    said = Acknowledged()
    for number in range(times):
        child = _writer(path, f"k{number}")
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(dice.randrange(1, 12))]
        time.sleep(dice.random() * 0.03)
        child.kill()
        said.follow([*lines, *_rest(child)[0]])
        outcome.tried += 1
        if path.exists():
            said.compare(path, outcome)
        else:
            outcome.lost += len(said.held)
    return outcome


def full(path: Path, limits: Sequence[int], *, fault: str) -> Outcome:
    """Writers that go on until there is no more space, each with a higher limit of bytes.

    A limit of 0 is none: the disk itself is full.
    """
    outcome, said = Outcome(fault), Acknowledged()
    for limit in limits:
        child = _writer(path, f"f{limit}", *([str(limit)] if limit else []))
        lines, error = _rest(child)
        outcome.tried += 1
        outcome.wrong += child.returncode != REFUSED or "Traceback" in error
        outcome.noticed += child.returncode == REFUSED
        outcome.told(path, ArchiveError(error.strip()))
        said.follow(lines)
        if path.exists():
            said.compare(path, outcome)
        else:
            outcome.lost += len(said.held)
    return outcome


def at_once(path: Path, writers: int, *, steps: int) -> Outcome:
    """Some processes that write at once, while a reader verifies again and again."""
    outcome, said = Outcome("writers at once"), Acknowledged()
    children = [_writer(path, f"w{number}", steps=steps) for number in range(writers)]
    for child in children:
        assert child.stdout is not None
        said.follow([child.stdout.readline(), child.stdout.readline()])
    with open_archive(path, write=False) as reader:
        while any(child.poll() is None for child in children):
            outcome.wrong += bool(reader.faults())
    for child in children:
        lines, error = _rest(child)
        said.follow(lines)
        outcome.tried += 1
        outcome.wrong += child.returncode != 0 or bool(error)
    said.compare(path, outcome)
    return outcome


def seen(path: Path, *, steps: int) -> Outcome:
    """A reader that lists the archive whenever a writer has acknowledged a step."""
    outcome, said = Outcome("a reader while another writes"), Acknowledged()
    child = _writer(path, "r", steps=steps)
    assert child.stdout is not None
    lines = [child.stdout.readline(), child.stdout.readline()]
    looks = []
    with open_archive(path, write=False) as reader:
        while lines[-1]:
            looks.append((len(lines), {entry.id for entry in reader.entries()}))
            lines.append(child.stdout.readline())
    error = _rest(child)[1]
    outcome.wrong += child.returncode != 0 or bool(error) or len(lines) != 2 * steps + 1
    for count, there in looks:
        outcome.tried += 1
        before = Acknowledged()
        before.follow(lines[:count])
        removed = {line[6:].rstrip() for line in lines[count - 1 :] if line[5:6] == "-"}
        outcome.lost += len(before.held.keys() - there - removed)
    said.follow(lines[:-1])
    said.compare(path, outcome)
    return outcome
