"""Names that a copy spells otherwise or puts in place of others.

A word with a capital letter is a name when neither text has it in small letters and it does
not owe the letter to where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reuse.model import Change
from reuse.trace.drift.edits import Alignment, Edit, Words
from reuse.trace.drift.lexicon import aliases, titles
from reuse.trace.drift.words import Passage, Word

_MOST_WORDS = 5
_NEAR = 20_000
_MOST_LOOKS = 30
# Of a country and of its people: Britain and British, Italy and Italian.
_ENDINGS = (
    ("ain", "ish"), ("y", "ian"), ("a", "ian"), ("o", "an"), ("a", "ese"), ("land", "nish"),
    ("e", "ian"), ("y", "ies"), ("l", "lese"),
)  # fmt: skip


def name_changes(edit: Edit, found: Alignment) -> Iterator[Change]:
    """The name that an edit changed to another, if it is one on either side and no more."""
    if not edit.left or not edit.right or not edit.is_within(_MOST_WORDS):
        return
    ours, theirs = _name(edit.left, found), _name(edit.right, found)
    if not ours or not theirs or _are_same(ours, theirs):
        return
    if any(not found.left_only[w.key] for w in ours):
        return
    if any(not found.right_only[w.key] for w in theirs):
        return
    yield found.change("name", ours, theirs)


def _name(words: Words, found: Alignment) -> Words:
    """The one name among some words, where the others are small."""
    flags = [_may_be_name(w) for w in words]
    if not any(flags):
        return ()
    first, last = flags.index(True), len(flags) - flags[::-1].index(True)
    rest = [w for n, w in enumerate(words) if not flags[n]]
    if not all(flags[first:last]) or any(_says_much(w) for w in rest):
        return ()
    name = words[first:last]
    return name if all(_is_name(w, found) for w in name) else ()


def _says_much(word: Word) -> bool:
    return len(word.key) > 3 and not (word.is_capital and word.key in titles())


def _may_be_name(word: Word) -> bool:
    return word.is_capital and not word.role and len(word.key) > 1 and word.key not in titles()


def _is_name(word: Word, found: Alignment) -> bool:
    if any(_stands_small(word, passage) for passage in (found.left, found.right)):
        return False
    if not word.opens:
        return True
    return any(_stands_inside(word, passage) for passage in (found.left, found.right))


def _places(word: str, passage: Passage) -> Iterator[int]:
    """Where a word stands near a passage, the first few times."""
    text, words = passage.layout.text, passage.words
    at, end = max(0, words[0].start - _NEAR), words[-1].end + _NEAR
    for _ in range(_MOST_LOOKS):
        at = text.find(word, at, end)
        if at < 0:
            return
        if (
            not text[at - 1 : at].isalnum()
            and not text[at + len(word) : at + len(word) + 1].isalnum()
        ):
            yield at
        at += len(word)


def _stands_small(word: Word, passage: Passage) -> bool:
    return next(_places(word.key, passage), None) is not None


def _stands_inside(word: Word, passage: Passage) -> bool:
    """Whether it has its capital letter after a small one or a comma, too."""
    text = passage.layout.text
    for at in _places(word.key[0].upper() + word.key[1:], passage):
        before = text[max(0, at - 2) : at]
        if len(before) == 2 and before[1] == " " and (before[0].islower() or before[0] == ","):
            return True
    return False


def _are_same(ours: Words, theirs: Words) -> bool:
    one, other = [w.key for w in ours], [w.key for w in theirs]
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    if "".join(one) == "".join(other) or _is_short_for(one, other) or _is_short_for(other, one):
        return True
    known = aliases()
    kinds = {known.get(" ".join(one), -1), known.get(" ".join(other), -2)}
    if len(kinds) == 1:
        return True
    return len(one) == len(other) and all(_is_ending(a, b) for a, b in zip(one, other, strict=True))


def _is_short_for(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one word is the initials of several."""
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _is_ending(one: str, other: str) -> bool:
    """Whether two words are one with another ending, as "Russia" and "Russian"."""
    if one == other:
        return True
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    if shared < 3:
        return False
    rests = one[shared:], other[shared:]
    return "" in rests or any(rests in ((a, b), (b, a)) for a, b in _ENDINGS)
