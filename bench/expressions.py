"""Every regular expression of the program on texts that are made against it.

    python bench/expressions.py --megabytes 10

An expression is every one that a module of the program compiles, when it is imported or when it
works; each is searched through texts of its own parts: a literal or a character of a class
repeated, all but the end of what it matches, and what makes searches slow in general.  A text of
10 KB and one of 40 KB say how it grows and which unit is the worst; that one is searched at
full size.  More than one second of a processor is
slow.  Where the program searches in lines, windows or names of bounded length, that is told.
"""

from __future__ import annotations

import argparse
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

_ROOT = Path(__file__).parent.parent
_ROOM = str(_ROOT / "reuse")
_ELSEWHERE = ("reuse.engine.spark", "reuse.align.compiled", "reuse.__main__")
SMALL, LARGE = 10_000, 40_000
_PATIENCE_SECONDS = 5.0
# What it costs to hand over one match, whatever the expression; a text may have a million.
_MATCH_SECONDS = 3e-7
# What grows by the square takes longer than this of the larger text.
_TELLING_SECONDS = 0.02
_SQUARE = 1.9 * LARGE / SMALL
_ALWAYS = (
    "a", " ", "\n", "\t", '"', "'", "(", ")", "[", "]", "<", ">", "-", "=", "&", "0", "1.", "A",
    "a ", "A ", "a. ", "A. ", "a\n", "\n\n", " \n", "\r\n", "1 ", "1/", "2024-", "“", "”", "“a",
    "a”",     "\\",
    "\\\\", '="', "<a ", "</a", "<!--", "http://", "a.", "a@", "é", "中", "\x00", "Aa ",
    "the ", "Reuters ", "said ", "(Reuters) ", "by ", "By ", "according to ", "© 2024 ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression, and where it is compiled."""

    pattern: re.Pattern[Any]
    place: str


@dataclass(frozen=True, slots=True)
class Slow:
    """How an expression fares with the worst of its texts, in CPU seconds."""

    expression: Expression
    unit: str
    seconds: float
    growth: float
    is_measured: bool


class _TooLong(Exception):
    """A search took longer than we are patient."""


def expressions() -> tuple[Expression, ...]:
    """Every expression of the program, by place."""
    with _recorded() as found:
        for name in [name for name in sys.modules if name.partition(".")[0] == "reuse"]:
            del sys.modules[name]
        _import_all()
        _make_lazy_ones()
    unique = {(e.pattern.pattern, e.pattern.flags): e for e in found}
    return tuple(sorted(unique.values(), key=lambda e: (e.place, str(e.pattern.pattern))))


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
            found.append(Expression(made, f"{file}:{frame.f_lineno}"))
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


def seconds_for(pattern: re.Pattern[Any], text: str) -> float:
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
        count = 0
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return max(0.0, time.process_time() - begun - count * _MATCH_SECONDS)


def worst(expression: Expression, size: int) -> Slow:
    """The text on which an expression is slowest, at so many characters."""
    found = Slow(expression, "", 0.0, 0.0, is_measured=False)
    for unit in texts(expression.pattern):
        small = seconds_for(expression.pattern, text_of(unit, SMALL))
        large = seconds_for(expression.pattern, text_of(unit, LARGE))
        growth = large / max(small, 0.0005)
        if growth > _SQUARE and large > _TELLING_SECONDS:  # or the machine was busy
            large = min(large, seconds_for(expression.pattern, text_of(unit, LARGE)))
            small = max(small, seconds_for(expression.pattern, text_of(unit, SMALL)))
            growth = large / max(small, 0.0005)
        expected = large * (size / LARGE) ** (
            2 if growth > _SQUARE and large > _TELLING_SECONDS else 1
        )
        if expected > found.seconds:
            found = Slow(expression, unit, expected, growth, is_measured=False)
    if not 0.2 < found.seconds < 50:
        return found
    seconds = seconds_for(expression.pattern, text_of(found.unit, size))
    return replace(found, seconds=seconds, is_measured=True)


def _give_up(*_: object) -> None:
    raise _TooLong


def main() -> None:
    """Print every expression that is slow, and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--only", default="", help="places that hold this")
    asked = parser.parse_args()
    size = int(asked.megabytes * 1e6)
    every = [e for e in expressions() if asked.only in e.place]
    slow = 0
    slowest = 0.0
    for expression in every:
        found = worst(expression, size)
        slowest = max(slowest, found.seconds if found.seconds <= 1 else 0.0)
        if found.seconds > 1:
            slow += 1
            source = str(expression.pattern.pattern)
            how = "measured" if found.is_measured else "reckoned"
            print(
                f"{expression.place}  {found.seconds:.1f} s {how}, grows {found.growth:.1f}-fold "
                f"of {LARGE // SMALL} on {found.unit[:30]!r}: {source[:90]!r}",
                flush=True,
            )
    print(f"{len(every)} expressions, {slow} slow; of the others the slowest {slowest:.2f} s")


if __name__ == "__main__":
    main()
