"""Foreign words, ledgers and changes in the little room that a terminal has.

Everything here is one line that passed `escapes`; what is cut is cut where the least is
lost, and says so with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from reuse.model import Change, Derivation, Evidence
from reuse.report.escapes import in_line
from reuse.report.wording import EVIDENCE, change_words, count, ledger, odds_of

LONGEST = 160
MOST_CHANGES = 3
# Words beside a changed one that are kept where both sides of a change are long.
_CONTEXT = 2
_LONG_SIDE = 48


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for a step: its strongest entry, kinds of the others, and what is against it."""

    strongest: Evidence | None
    also: tuple[str, ...]
    against: tuple[str, ...]


def short(text: str) -> str:
    """Foreign text on one line, cut where it stops being readable in a list."""
    line = in_line(text[: 4 * LONGEST])
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def grounds(step: Derivation) -> Grounds:
    """The ledger of a step in brief; what is against it comes with its odds, the longest first."""
    entries = ledger(step)
    sides = (step.source, None)
    for_it = [e for e in entries if e.favours in sides]
    against = sorted(
        (e for e in entries if e.favours not in sides), key=lambda e: (-e.odds, entries.index(e))
    )
    odds: dict[str, float] = {}
    for entry in against:
        odds.setdefault(EVIDENCE[entry.kind], entry.odds)
    strongest = next(iter(entries), None)
    also = dict.fromkeys(EVIDENCE[e.kind] for e in for_it)
    if strongest is not None:
        also.pop(EVIDENCE[strongest.kind], None)
    return Grounds(
        strongest,
        tuple(also),
        tuple(kind if n == 1 else f"{kind} ({odds_of(n)})" for kind, n in odds.items()),
    )


def changes_said(changes: Sequence[Change]) -> str:
    """The first changes of a copy, and how many more it made; "" for none."""
    shown = changes[:MOST_CHANGES]
    more = len(changes) - len(shown)
    said = [_change(change) for change in shown]
    if more:
        said.append(f"and {count(more, 'more change')}")
    return "; ".join(said)


def _change(change: Change) -> str:
    before, after = (in_line(side) for side in (change.before, change.after))
    if before and after and max(len(before), len(after)) > _LONG_SIDE:
        before, after = _apart(before.split(), after.split())
    return change_words(replace(change, before=short(before), after=short(after)))


def _apart(before: list[str], after: list[str]) -> tuple[str, str]:
    """Two long wordings around the place where they part: `… of 800 per …`."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    head, tail = max(0, head - _CONTEXT), max(0, tail - _CONTEXT)
    return _cut(before, head, tail=tail), _cut(after, head, tail=tail)


def _common(left: list[str], right: list[str]) -> int:
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _cut(words: list[str], head: int, *, tail: int) -> str:
    return " ".join(_kept(words, head, tail=tail))


def _kept(words: list[str], head: int, *, tail: int) -> Iterator[str]:
    if head:
        yield "…"
    yield from words[head : len(words) - tail]
    if tail:
        yield "…"
