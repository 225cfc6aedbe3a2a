"""Drafts before they are checked: read, named apart, and told from what is published."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from reuse.errors import InputMissing, NothingToRead, UnreadableInput
from reuse.model import Article, ArticleId, Skipped
from reuse.report.wording import count
from reuse.row import collect, renamed
from reuse.settings import Settings

_MOST_NAMED = 3
_LETTER = re.compile(r"[^\W_]")  # or a figure
_STDIN = "stdin"  # what an article of standard input has as its source

# Is told the draft, or how many drafts, that are judged next.
Judging = Callable[[str], None]


def tell_nobody(_: str) -> None:
    """A `Judging` that nobody listens to."""


def check_readable(drafts: Sequence[Article]) -> None:
    """Refuse to judge what has no words: nothing would be found in it."""
    if not drafts:
        raise NothingToRead("no draft to check")
    for draft in drafts:
        if wrong := _wordless(draft):
            raise UnreadableInput(f"{draft.source}: {wrong}")


def _wordless(draft: Article) -> str | None:
    """Why there is nothing to check in a draft; None where there is something."""
    if not _LETTER.search(draft.text):
        return "holds no words" if draft.text.strip() else "empty"
    stated = draft.basis("title")
    is_page = stated is not None and stated.basis == "html"
    return "holds no words but its title" if is_page and draft.text == draft.title else None


def drafts_of(
    paths: Iterable[str | Path], settings: Settings
) -> tuple[list[Article], tuple[Skipped, ...]]:
    """The drafts under the paths, each once, though a path may lead to what another holds.

    And what of them could not be read, sorted.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: none of them could be read.
        NothingToRead: there is none.
    """
    from reuse.read import read_drafts

    read: dict[object, Article] = {}
    unread: set[Skipped] = set()
    # A folder before what it holds.  One by one: drafts that are equal are drafts all the same.
    for path in sorted({os.fspath(path) for path in paths}, key=lambda p: (os.path.abspath(p), p)):
        found = list(read_drafts([path], settings=settings.read))
        unread.update(each for each in found if isinstance(each, Skipped))
        drafts = [each for each in found if isinstance(each, Article)]
        for draft in sorted(drafts, key=attrgetter("id")):
            if wrong := _wordless(draft):
                unread.add(Skipped(draft.source, wrong))
            else:
                read.setdefault(identity(draft) or len(read), draft)
    if unread and not read:
        raise UnreadableInput(unread_drafts(sorted(unread)))
    check_readable(list(read.values()))
    return list(read.values()), tuple(sorted(unread))


def unread_drafts(unread: Sequence[Skipped]) -> str:
    """Which drafts were not checked, and why, as an error says it."""
    said = [f"{draft.source}: {draft.reason}" for draft in unread[:_MOST_NAMED]]
    if more := len(unread) - len(said):
        said.append(f"and {more:,} more")
    return f"{count(len(unread), 'draft')} could not be read: {'; '.join(said)}"


def own_among(draft: Article, articles: Sequence[Article], *, settings: Settings) -> list[Article]:
    """The draft itself among the articles: the same text from the same place.

    The same text from elsewhere is a copy.
    """
    ours = identity(draft)
    if ours is None:
        return []
    places = {text: (ours[0], text) for text in _texts_of(draft, settings)}
    return [a for a in articles if a.text in places and identity(a) == places[a.text]]


def _texts_of(draft: Article, settings: Settings) -> set[str]:
    """The words of a draft, and those of its page as that of an article, which may be fewer."""
    from reuse.read.html import SUFFIXES
    from reuse.read.packed import kind_of_name

    if kind_of_name(draft.source).suffix not in SUFFIXES:
        return {draft.text}
    with suppress(InputMissing):  # gone since: it cannot be told then
        articles, _ = collect([draft.source], settings, strict=False)
        return {draft.text, *(article.text for article in articles)}
    return {draft.text}


def identity(read: Article) -> tuple[str, str] | None:
    """What was read where, by one name however it was asked for; None where that is not told.

    Only of an article that was read from a path.  Standard input has no place, and signs that
    `source` does not show may tell two files apart.
    """
    if read.source.partition(":")[0] == _STDIN or "\ufffd" in read.source:
        return None
    return os.path.realpath(read.source), read.text


def apart(drafts: Sequence[Article], taken: set[ArticleId]) -> tuple[Article, ...]:
    """The drafts with ids that no article has and no other draft."""
    named: list[Article] = []
    for draft in drafts:
        named.append(renamed(draft, 2, taken) if draft.id in taken else draft)
        taken.add(named[-1].id)
    return tuple(named)
