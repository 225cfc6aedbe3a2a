"""Every regular expression of the program on texts that are made against it.

    python bench/expressions.py [--megabytes 10] [--only PLACE] [--jobs 2]

An expression is every one that a module of the program compiles, when it is imported or when it
works; each is searched through texts of its own parts: a literal or a character of a class
repeated, all but the end of what it matches, and what makes searches slow in general.  A text of
20 KB, then one of 200 KB: what is quick enough there is fine; of others half a text says how they
grow.  What grows with the text is reckoned to the full size, what grows faster fails.  Where the
program gives an expression texts of bounded length, `bounds.py` says so, and that is measured.
Ends with 1 where an expression takes more than a second of a processor.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

from bounds import BOUNDS

_ROOT = Path(__file__).parent.parent
_ROOM = str(_ROOT / "reuse")
_ELSEWHERE = ("reuse.engine.spark", "reuse.align.compiled", "reuse.__main__")
SMALL, LARGE = 20_000, 200_000
_MOST_SECONDS = 1.0
_PATIENCE_SECONDS = 2.0
# Patterns with a name's place in them are given what stands around one.
_WINDOW = "reuse.trace.patterns.Window"
# What it costs to hand over one match, whatever the expression; a text may have a million.
_MATCH_SECONDS = 3e-7
# A text of twice the length takes twice as long, or it is said to grow faster than the text.
_TWICE = 2.9
_ALWAYS = (
    "a", " ", "\n", "\t", '"', "'", "(", ")", "[", "]", "<", ">", "-", "=", "&", "0", "1.", "A",
    "a ", "A ", "a. ", "A. ", "a\n", "\n\n", " \n", "\r\n", "1 ", "1/", "2024-", "“", "”", "“a",
    "a”",     "\\",
    "\\\\", '="', "<a ", "</a", "<!--", "http://", "a.", "a@", "é", "中", "\x00", "Aa ",
    "the ", "Reuters ", "said ", "(Reuters) ", "by ", "By ", "according to ", "© 2024 ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression, where it is compiled, and the constant it is, if it is one."""

    pattern: re.Pattern[Any]
    place: str
    name: str = ""

    @property
    def group(self) -> str:
        """The room that it is in."""
        return self.place.partition("/")[0].partition(":")[0]


@dataclass(frozen=True, slots=True)
class Cost:
    """What an expression takes of the worst of its texts, in CPU seconds.

    `growth`: how much longer the text of twice the length takes; 0 if it was not asked.
    """

    seconds: float
    unit: str = ""
    growth: float = 0.0

    @property
    def is_fine(self) -> bool:
        """Whether that is within what a text of the full size may take."""
        return self.seconds <= _MOST_SECONDS


class _TooLong(Exception):
    """A search took longer than we are patient."""


def expressions() -> tuple[Expression, ...]:
    """Every expression of the program, by place."""
    with _recorded() as found:
        for name in [name for name in sys.modules if name.partition(".")[0] == "reuse"]:
            del sys.modules[name]
        _import_all()
        _make_lazy_ones()
        names = _constants()
    unique = {
        (e.pattern.pattern, e.pattern.flags): replace(e, name=names.get(id(e.pattern), e.name))
        for e in found
    }
    return tuple(sorted(unique.values(), key=lambda e: (e.place, str(e.pattern.pattern))))


def _constants() -> dict[int, str]:
    """The constants that are expressions, as `reuse.module.NAME`, by the identity of each."""
    return {
        id(value): f"{module}.{name}"
        for module, held in sorted(sys.modules.items())
        if module.partition(".")[0] == "reuse"
        for name, value in vars(held).items()
        if isinstance(value, re.Pattern)
    }


@contextmanager
def _recorded() -> Iterator[list[Expression]]:
    """What is compiled meanwhile by a file of the program."""
    found: list[Expression] = []
    module: Any = re
    compiled = module._compile

    def recording(pattern: Any, flags: Any) -> Any:
        made = compiled(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        if frame is not None and frame.f_code.co_filename.startswith(_ROOM):
            file = Path(frame.f_code.co_filename).relative_to(_ROOM)
            is_window = file.name == "patterns.py" and "\0" in str(pattern)
            found.append(Expression(made, f"{file}:{frame.f_lineno}", _WINDOW * is_window))
        return made

    module._compile = recording
    try:
        yield found
    finally:
        module._compile = compiled


def _import_all() -> None:
    room = import_module("reuse")
    for module in pkgutil.walk_packages(room.__path__, "reuse."):
        if not module.name.startswith(_ELSEWHERE):
            import_module(module.name)


def _make_lazy_ones() -> None:
    """Have everything compiled that is compiled when first used."""
    import reuse
    from reuse.trace import drift
    from reuse.trace.drift.lexicon import lexicon
    from reuse.trace.patterns import anaphor_expression, grammars, image_expressions

    for grammar in grammars(None):
        lexicon(grammar.language)
        for pattern in grammar.patterns:
            pattern.expression.search("")
            pattern.may_follow("")
    image_expressions()
    anaphor_expression()
    assert drift
    for language in ("en", "de", "fr", "es", None):
        articles = [
            reuse.Article(f"{name}", path.read_text("utf-8"), name, language=language)  # type: ignore[arg-type]
            for name, path in zip("abcde", sorted((_ROOT / "seeds").glob("*.txt")), strict=False)
        ]
        reuse.check(articles[2], articles[:2])


def texts(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Units that, repeated, may take an expression long; the first sign begins the text once."""
    source = pattern.pattern
    source = source.decode("latin-1") if isinstance(source, bytes) else source
    yield from _ALWAYS
    plain = re.sub(r"\(\?[a-zA-Z]*[:=!<>]*|[\^$*+?{}()|\[\]]|\\[bBAZ]", " ", source)
    words = [word for word in plain.replace("\\", "").split() if len(word) < 40][:25]
    for word in dict.fromkeys(words):
        yield word
        yield f"{word} "
    try:
        tree = re._parser.parse(source, pattern.flags)  # type: ignore[attr-defined]
    except re.error:
        return
    whole = _example(tree)[:200]
    for part in dict.fromkeys(
        (whole, whole[:-1], whole[: len(whole) // 2], whole[1:], f"{whole}\n")
    ):
        if part:
            yield part
            yield f"\x01{part[-1]}{part}"  # its beginning once, then its end again and again


def _example(tree: Any) -> str:
    """What an expression matches, more or less: of each choice the first."""
    said = ""
    for operation, value in tree:
        name = str(operation)
        if name == "LITERAL":
            said += chr(value)
        elif name == "NOT_LITERAL":
            said += "b" if value == ord("a") else "a"
        elif name == "ANY":
            said += "a"
        elif name == "IN":
            said += _member(value)
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            least, _, inner = value
            said += _example(inner) * min(max(1, least), 20)
        elif name == "SUBPATTERN":
            said += _example(value[-1])
        elif name == "ATOMIC_GROUP":
            said += _example(value)
        elif name == "BRANCH":
            said += _example(value[1][0])
    return said


def _member(members: Any) -> str:
    """A character that a set holds."""
    kinds = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
    for name, value in ((str(name), value) for name, value in members):
        if name == "LITERAL":
            return chr(value)
        if name == "RANGE":
            return chr(value[0])
        if name == "CATEGORY":
            return kinds.get(str(value), "a")
        if name == "NEGATE":
            held = {chr(v) for n, v in members if str(n) == "LITERAL"}
            return next(sign for sign in "a b-1é\x01" if sign not in held)
    return "a"


def text_of(unit: str, size: int) -> str:
    """A text of a unit of so many characters, and a sign at its end that nothing goes with."""
    if unit.startswith("\x01"):
        return f"{unit[2:]}{unit[1] * size}\x02"
    return f"{(unit * (size // len(unit) + 1))[:size]}\x02"


def seconds_for(pattern: Any, text: str) -> float:
    """CPU seconds of a search for every match, and of a match at the start."""
    subject: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    count = 0
    signal.signal(signal.SIGVTALRM, _give_up)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE_SECONDS)
    try:
        for _ in pattern.finditer(subject):
            count += 1
        pattern.fullmatch(subject)
    except _TooLong:
        return _PATIENCE_SECONDS
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return max(0.0, time.process_time() - begun - count * _MATCH_SECONDS)


def cost(expression: Expression, size: int) -> Cost:
    """What an expression takes of a text of so many characters, or of all that it is given."""
    bound = BOUNDS.get(expression.name)
    found = Cost(0.0)
    for unit in dict.fromkeys(texts(expression.pattern)):
        if bound:
            text = text_of(unit, bound.characters)
            times = bound.times or size / bound.characters
            pattern = _Anchored(expression.pattern) if bound.is_anchored else expression.pattern
            seconds = _least(pattern, text, below=_MOST_SECONDS / times) * times
            made = Cost(seconds, unit)
        else:
            made = _reckoned(expression.pattern, unit, size)
        found = max(found, made, key=lambda one: one.seconds)
        if not found.is_fine:
            break
    return found


class _Anchored:
    """An expression that is matched from one place only."""

    def __init__(self, made: re.Pattern[Any]) -> None:
        self.pattern = made.pattern
        self.fullmatch = made.fullmatch
        self._match = made.match

    def finditer(self, text: Any) -> Iterator[Any]:
        """The match at the start, if there is one."""
        yield from filter(None, [self._match(text)])


def _reckoned(pattern: re.Pattern[Any], unit: str, size: int) -> Cost:
    """What a text of so many characters takes, by what shorter ones take."""
    if seconds_for(pattern, text_of(unit, SMALL)) >= _PATIENCE_SECONDS:
        return Cost(_PATIENCE_SECONDS * (size / SMALL) ** 2, unit)
    seconds = 0.0
    for length in (LARGE, 10 * LARGE):
        share = _MOST_SECONDS * length / size
        whole = _least(pattern, text_of(unit, length), below=share)
        seconds = whole * size / length
        if whole <= share:
            break
        growth = whole / max(_least(pattern, text_of(unit, length // 2), below=0.0), 1e-4)
        if growth > _TWICE or whole >= _PATIENCE_SECONDS:
            return Cost(max(whole * (size / length) ** 2, 2 * _MOST_SECONDS), unit, growth)
    return Cost(seconds, unit)


def _least(pattern: Any, text: str, *, below: float) -> float:
    """CPU seconds of a search: the least of three that take longer than they may."""
    least = _PATIENCE_SECONDS
    for _ in range(3):
        least = min(least, seconds_for(pattern, text))
        if least <= below or least >= _PATIENCE_SECONDS:
            break
    return least


def _give_up(*_: object) -> None:
    raise _TooLong


def _judged(asked: tuple[int, int]) -> Cost:
    number, size = asked
    return cost(_every()[number], size)


@cache
def _every() -> tuple[Expression, ...]:
    return expressions()


def main() -> int:
    """Print every expression that is slow, and of each room how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--only", default="", help="places that hold this")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    size = int(asked.megabytes * 1e6)
    chosen = [number for number, e in enumerate(_every()) if asked.only in e.place]
    groups: dict[str, list[Cost]] = {}
    with multiprocessing.get_context("fork").Pool(asked.jobs) as pool:
        costs = pool.imap(_judged, [(number, size) for number in chosen])
        for number, made in zip(chosen, costs, strict=True):
            one = _every()[number]
            groups.setdefault(one.group, []).append(made)
            if not made.is_fine:
                grown = f", {made.growth:.1f}-fold of twice" if made.growth else ""
                print(
                    f"{one.place} {one.name.rpartition('.')[2]}: {made.seconds:,.1f} s{grown} "
                    f"on {made.unit[:30]!r}: {str(one.pattern.pattern)[:90]!r}",
                    flush=True,
                )
    for group, made_of in sorted(groups.items()):
        fine = [made.seconds for made in made_of if made.is_fine]
        print(
            f"{group}: {len(made_of)} expressions, {len(made_of) - len(fine)} slow; "
            f"of the others the slowest {max(fine, default=0.0):.2f} s"
        )
    return int(any(not made.is_fine for made_of in groups.values() for made in made_of))


if __name__ == "__main__":
    sys.exit(main())
