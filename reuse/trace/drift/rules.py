"""What an edit changed that an editor would check: one rule for each kind of change.

Each rule reads both sides alike, so that the reverse of a change is its mirror image.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal

from reuse.model import Change
from reuse.trace.drift.edits import Alignment, Edit, Words, without
from reuse.trace.drift.lexicon import Lexicon
from reuse.trace.drift.names import name_changes
from reuse.trace.drift.numbers import is_rounded
from reuse.trace.drift.quotes import changed_quotation
from reuse.trace.drift.words import Word

_LONGEST = 12
_SHORT = 6
# A longer stretch left out takes its number along.
_BARE = 3
_MOST_PAIRED = 3
_MOST_LOOKED = 80
_MOST_SUBJECT = 3
# Passages with fewer equal words are told anew.
_LEAST_EQUAL = 0.7
# Passages with fewer equal numbers, dates and names tell of different things.
_LEAST_FACTS = 0.6
# So do those with fewer equal numbers and dates; but not where nearly all words are equal.
_LEAST_FIGURES, _NEARLY_ALL = 0.5, 0.9


def changes_of(found: Alignment, *, lexicon: Lexicon) -> Iterator[Change]:
    """What the edits of an alignment changed, in the order of the edits."""
    if found.equal_share < _LEAST_EQUAL or _is_form(found):
        return
    for edit in found.edits:
        if not edit.is_within(_LONGEST):
            continue
        if edit.is_inside:
            said = list(_inside(edit, found, lexicon=lexicon))
            yield from said or changed_quotation(edit, found, lexicon=lexicon)
        yield from _attribution(edit, found, lexicon=lexicon)


def _is_form(found: Alignment) -> bool:
    """Whether many numbers, dates and names differ: a form filled anew, not a copy that changed."""
    if found.equal_share >= _NEARLY_ALL:
        return False
    sides = found.left.words, found.right.words
    figures = [Counter(w.key for w in side if w.role) for side in sides]
    if _shared(*figures) < _LEAST_FIGURES:
        return True
    names = [Counter(w.key for w in side if w.is_capital and not w.opens) for side in sides]
    facts = [one + other for one, other in zip(figures, names, strict=True)]
    return _shared(*facts) < _LEAST_FACTS


def _shared(ours: Counter[str], theirs: Counter[str]) -> float:
    """Which share of the smaller of two bags is in the other; all of one that holds at most one."""
    least = min(ours.total(), theirs.total())
    return (ours & theirs).total() / least if least > 1 else 1.0


def _inside(edit: Edit, found: Alignment, *, lexicon: Lexicon) -> Iterator[Change]:
    if edit.is_prose or not lexicon.has_names:
        ours, theirs = without(edit.left, edit.right), without(edit.right, edit.left)
        yield from _numbers(edit, found, words=(ours, theirs))
        yield from _dates(found, words=(ours, theirs))
    if edit.is_prose and lexicon.has_names:
        yield from name_changes(edit, found)
    yield from _signs(edit, found, kind="negation", lexicon=lexicon)
    yield from _signs(edit, found, kind="hedge", lexicon=lexicon)


_Sides = tuple[Sequence[Word], Sequence[Word]]


def _numbers(edit: Edit, found: Alignment, *, words: _Sides) -> Iterator[Change]:
    roles = ("number", "vague")
    ours = [w for w in words[0] if w.role in roles and found.left_only[w.key]]
    theirs = [w for w in words[1] if w.role in roles and found.right_only[w.key]]
    if ours and theirs:
        if len(ours) == len(theirs) <= _MOST_PAIRED:
            for one, other in zip(ours, theirs, strict=True):
                if _are_of_one_kind(one, other, edit=edit):
                    yield found.change("number", [one], [other])
        return
    if not edit.is_within(_BARE):
        return
    for one, other in zip_longest(ours, theirs):
        if (one or other).role == "number":
            yield found.change("number", [one] if one else [], [other] if other else [])


def _are_of_one_kind(one: Word, other: Word, *, edit: Edit) -> bool:
    """Whether two numbers count the same things, as far as the words around them tell."""
    if one.key.startswith("nth") != other.key.startswith("nth"):
        return False
    if is_rounded(one.key, other.key):
        return False
    after = [side[side.index(w) + 1 :] for side, w in ((edit.left, one), (edit.right, other))]
    follows = [side[0].key if side else "" for side in after]
    return follows[0] == follows[1] or edit.is_within(_BARE)


def _dates(found: Alignment, *, words: _Sides) -> Iterator[Change]:
    ours = [w for w in words[0] if w.role == "date" and found.left_only[w.key]]
    theirs = [w for w in words[1] if w.role == "date" and found.right_only[w.key]]
    for kind in ("day", "month", "clock", "dom", "year"):
        one = [w for w in ours if _date_kind(w) == kind]
        other = [w for w in theirs if _date_kind(w) == kind]
        if len(one) == len(other) == 1:
            yield found.change("date", one, other)


def _date_kind(word: Word) -> str:
    kind, _, _ = word.key.partition(":")
    if kind == "rel":
        return "day"
    if kind.startswith("#"):
        return "year" if len(kind) == 5 else "dom"
    return kind


def _signs(
    edit: Edit, found: Alignment, *, kind: Literal["negation", "hedge"], lexicon: Lexicon
) -> Iterator[Change]:
    """A word of some kind that came or went; beside another such word it says nothing."""
    signs = lexicon.negations if kind == "negation" else lexicon.hedges
    ours = [w for w in edit.left if w.key in signs.words]
    theirs = [w for w in edit.right if w.key in signs.words]
    if bool(ours) == bool(theirs):
        return
    here, there = (edit.left, edit.right) if ours else (edit.right, edit.left)
    if any(w.key in signs.beside or w.key in signs.words for w in there):
        return
    if any(w.key in signs.beside for w in here):
        return
    held = ours or theirs
    is_light = kind == "negation" or all(w.key in signs.light for w in held)
    rest = [w for w in here if w.key not in signs.words and w.key not in lexicon.auxiliaries]
    other = [w for w in there if w.key not in lexicon.auxiliaries]
    if is_light and not _alike(rest, other):
        return
    if not is_light and not edit.is_within(_SHORT):
        return
    yield found.change(kind, edit.left, edit.right)


def _alike(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether words are the same but for their endings."""
    if len(ours) != len(theirs):
        return False
    return all(_same_stem(a.key, b.key) for a, b in zip(ours, theirs, strict=True))


def _same_stem(one: str, other: str) -> bool:
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return shared >= 4 or shared >= min(len(one), len(other)) >= 3


def _attribution(edit: Edit, found: Alignment, *, lexicon: Lexicon) -> Iterator[Change]:
    """Who says so, dropped or added, in a sentence that says it of nobody else."""
    if edit.left and edit.right:
        return
    if not (edit.has_before or edit.has_after):
        return
    here = edit.left or edit.right
    if not _is_attribution(here, lexicon=lexicon) or len({w.sentence for w in here}) > 1:
        return
    only = found.left_only if edit.left else found.right_only
    if not any(only[w.key] for w in here):
        return
    sentence = _rest_of_sentence(edit, found)
    if sentence and not any(_says(w, lexicon) for w in sentence):
        yield found.change("attribution", edit.left, edit.right)


def _is_attribution(words: Words, *, lexicon: Lexicon) -> bool:
    verbs = [n for n, w in enumerate(words) if w.key in lexicon.attributions.words]
    if len(verbs) != 1 or len(words) < 2:
        return False
    if any(w.key in lexicon.attributions.beside for w in words):
        return False
    before, after = words[: verbs[0]], words[verbs[0] + 1 :]
    small = [w for w in words if not w.is_capital and w.key not in lexicon.auxiliaries]
    if len(small) > 1 + _MOST_SUBJECT:
        return False
    if words[verbs[0]].key == "according":
        return not before
    rest = [w for w in after if w.role != "date" and w.key not in lexicon.auxiliaries]
    return bool(before) != bool(rest) or (bool(before) and not rest)


def _says(word: Word, lexicon: Lexicon) -> bool:
    signs = lexicon.attributions
    return word.key in signs.words or word.key in signs.beside


def _rest_of_sentence(edit: Edit, found: Alignment) -> list[Word]:
    """What the side that lacks an edit's words has of their sentence; nothing if it is all."""
    mine, at_mine, other, at = (
        (found.left.words, edit.left_at, found.right.words, edit.right_at)
        if edit.left
        else (found.right.words, edit.right_at, found.left.words, edit.left_at)
    )
    here = edit.left or edit.right
    sentence, after = here[0].sentence, at_mine + len(here)
    beside: list[Word] = []
    if at_mine and mine[at_mine - 1].sentence == sentence:
        beside += other[at - 1 : at]
    if after < len(mine) and mine[after].sentence == sentence:
        beside += other[at : at + 1]
    wanted = {word.sentence for word in beside}
    near = other[max(0, at - _MOST_LOOKED) : at + _MOST_LOOKED]
    return [word for word in near if word.sentence in wanted]
