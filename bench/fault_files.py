"""Files of archives that something has damaged, and what is said of them."""

from __future__ import annotations

import random
import sqlite3
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from fault_articles import answer, draft_of, made_articles

from reuse.archive import open_archive
from reuse.errors import ArchiveError
from reuse.model import Article

PAGE = 8192


@dataclass(slots=True)
class Outcome:
    """What became of one kind of fault.

    `lost` counts acknowledged articles that are gone, `wrong` answers that are neither those of
    the sound archive nor an `ArchiveError`; `noticed` counts the faults that a check or
    `verify` told; `messages` are those of the errors, without the file's name.
    """

    fault: str
    tried: int = 0
    lost: int = 0
    wrong: int = 0
    noticed: int = 0
    messages: Counter[str] = field(default_factory=Counter)

    def told(self, path: Path, error: ArchiveError) -> None:
        """Count what an error says."""
        self.messages[str(error).replace(f"{path}: ", "").partition("; `reuse")[0]] += 1


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound archive: its file, its bytes, a draft, and what it says."""

    path: Path
    content: bytes
    draft: Article
    said: tuple[object, ...]


def sound_archive(folder: Path, *, articles: int, seed: int) -> Sound:
    """An archive with some past: several segments, an article removed."""
    path = folder / "sound.reuse"
    made = made_articles(articles, seed=seed)
    with open_archive(path) as archive:
        for begin in range(0, articles, 7):
            archive.add(made[begin : begin + 7])
        archive.remove([made[1].id])
    draft = draft_of(made[2:], seed=seed)
    said = tuple(ask(path, draft) for ask in _QUESTIONS)
    return Sound(path, path.read_bytes(), draft, said)


def _checked(path: Path, draft: Article) -> object:
    with open_archive(path, write=False) as archive:
        return answer(archive, draft)


def _listed(path: Path, _: Article) -> object:
    with open_archive(path, write=False) as archive:
        return tuple(archive.entries())


def _counted(path: Path, _: Article) -> object:
    with open_archive(path, write=False) as archive:
        return replace(archive.stats(), file_bytes=0)


_QUESTIONS: tuple[Callable[[Path, Article], object], ...] = (_checked, _listed, _counted)


def ask_damaged(sound: Sound, content: bytes, outcome: Outcome) -> bool:
    """Ask a file of other bytes what the sound one was asked; whether something was noticed.

    An exception other than `ArchiveError` is let through: a user would see a traceback.
    """
    path = sound.path.with_name("damaged.reuse")
    path.write_bytes(content)
    outcome.tried += 1
    noticed = False
    for ask, right in zip(_QUESTIONS, sound.said, strict=True):
        try:
            if ask(path, sound.draft) != right:
                outcome.wrong += 1
                outcome.messages[f"WRONG: {ask.__name__}"] += 1
        except ArchiveError as error:
            outcome.told(path, error)
            noticed = True
    noticed |= _is_unsound(path)
    outcome.noticed += noticed
    path.unlink()
    return noticed


def _is_unsound(path: Path) -> bool:
    try:
        with open_archive(path, write=False) as archive:
            return bool(archive.faults())
    except ArchiveError:
        return True


def flipped(sound: Sound, times: int, *, seed: int) -> Outcome:
    """Single bits, anywhere in the file."""
    outcome, dice = Outcome("a flipped bit"), random.Random(seed)
    for _ in range(times):
        ask_damaged(sound, _flip(sound.content, dice.randrange(len(sound.content)), dice), outcome)
    return outcome


def flipped_where_it_matters(sound: Sound, times: int, *, seed: int) -> Outcome:
    """Single bits of the pages that say what there is: half of them in what leads to rows."""
    outcome, dice = Outcome("a flipped bit of a small table"), random.Random(seed)
    tables = tables_of(sound.path)
    names = sorted(tables)
    for _ in range(times):
        first = (dice.choice(tables[dice.choice(names)]) - 1) * PAGE
        used = [at for at in range(first, first + PAGE) if sound.content[at]]
        at = first + dice.randrange(40) if dice.random() < 0.5 else dice.choice(used)
        ask_damaged(sound, _flip(sound.content, at, dice), outcome)
    return outcome


def _flip(content: bytes, at: int, dice: random.Random) -> bytes:
    damaged = bytearray(content)
    damaged[at] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def truncated(sound: Sound, times: int, *, seed: int) -> Outcome:
    """The file cut: at the ends of its pages, and anywhere."""
    outcome, dice = Outcome("a truncated file"), random.Random(seed)
    size = len(sound.content)
    ends = [0, 1, 99, 100, 512, PAGE - 1, PAGE, 2 * PAGE, size - PAGE, size - 1]
    anywhere = (dice.randrange(size) for _ in range(times))
    for end in [*ends, *anywhere][:times]:
        ask_damaged(sound, sound.content[:end], outcome)
    return outcome


def overwritten(sound: Sound, times: int, *, seed: int) -> Outcome:
    """A page of zeros, of noise, or of another page's content."""
    outcome, dice = Outcome("an overwritten page"), random.Random(seed)
    pages = len(sound.content) // PAGE
    for number in range(times):
        at, other = (dice.randrange(pages) * PAGE for _ in range(2))
        page = (bytes(PAGE), dice.randbytes(PAGE), sound.content[other : other + PAGE])[number % 3]
        damaged = sound.content[:at] + page + sound.content[at + PAGE :]
        if damaged != sound.content:
            ask_damaged(sound, damaged, outcome)
    return outcome


def tables_of(path: Path) -> dict[str, list[int]]:
    """The pages of each table and index, from 1, those left out that go on from others.

    See "B-tree Pages" in SQLite's description of its file format.
    """
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        roots = connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall()
    return {name: list(_tree(content, root)) for name, root in [("schema", 1), *roots]}


def _tree(content: bytes, page: int) -> Iterator[int]:
    yield page
    first = (page - 1) * PAGE
    header = first + 100 if page == 1 else first
    if content[header] not in {2, 5}:
        return
    (cells,) = struct.unpack_from(">H", content, header + 3)
    for number in range(cells):
        (cell,) = struct.unpack_from(">H", content, header + 12 + 2 * number)
        yield from _tree(content, *struct.unpack_from(">I", content, first + cell))
    yield from _tree(content, *struct.unpack_from(">I", content, header + 8))
