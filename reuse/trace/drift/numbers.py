"""The value of a number, however it is written: "1,000", "1.000", "5m", "two dozen", "3 p.m."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from reuse.trace.drift.lexicon import Lexicon

_PARTS = re.compile(r"(\d+(?:[.,:]\d+)*)(.*)", re.DOTALL)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_ORDINAL = ("st", "nd", "rd", "th")
_LONGEST = 30
_LEAST_ROUNDED, _MOST_ROUNDED = 1000, Decimal("0.05")


class Numeral(NamedTuple):
    """How many tokens write one number, and its key and role (see `Word`)."""

    tokens: int
    key: str
    role: str


def numeral(keys: Sequence[str], *, lexicon: Lexicon) -> Numeral | None:
    """The number that the first of some tokens begins; None when it is no number.

    >>> from reuse.trace.drift.lexicon import lexicon
    >>> [numeral(k.split(), lexicon=lexicon("en"))[1] for k in ("5.5 million", "two dozen")]
    ['#5500000', '#24']
    """
    first, counting = keys[0], lexicon.counting
    if tuple(keys[:2]) == counting.percent_pair:
        return Numeral(2, "percent", "")
    if "/" in first:
        return Numeral(1, first, "number")
    if first[0].isdigit():
        return _digits(keys, lexicon=lexicon)
    if first in counting.vague:
        return Numeral(1, first, "vague")
    if first in counting.ordinals:
        return Numeral(1, f"nth:{counting.ordinals[first]}", "vague")
    return _spelt(keys, lexicon=lexicon)


def is_rounded(one: str, other: str) -> bool:
    """Whether one of two keys is the other one rounded, as 12.2 million is 12,231,000."""
    if not (one.startswith("#") and other.startswith("#")):
        return False
    fine, coarse = sorted((Decimal(one[1:]), Decimal(other[1:])), key=_digits_of, reverse=True)
    if min(fine, coarse) < _LEAST_ROUNDED or abs(fine - coarse) > _MOST_ROUNDED * fine:
        return False
    exponent = coarse.normalize().as_tuple().exponent
    return isinstance(exponent, int) and 2 * abs(fine - coarse) <= Decimal(1).scaleb(exponent)


def _digits_of(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _digits(keys: Sequence[str], *, lexicon: Lexicon) -> Numeral | None:
    parts = _PARTS.match(keys[0])
    if parts is None or len(parts[1]) > _LONGEST:
        return None
    digits, suffix = parts[1], parts[2]
    clock = _clock(digits, suffix or (keys[1] if len(keys) > 1 else ""), lexicon=lexicon)
    if clock is not None:
        is_apart = not suffix and len(keys) > 1 and keys[1] in _halves(lexicon)
        return Numeral(1 + is_apart, clock, "date")
    if ":" in digits or (len(digits) > 1 and digits.isdigit() and digits[0] == "0"):
        return Numeral(1, digits, "")
    if suffix in _ORDINAL:
        return Numeral(1, f"nth:{digits}", "vague")
    if suffix == "s":
        return Numeral(1, f"{digits}s", "vague")
    value = _value(digits, is_english=lexicon.calendar.afternoon != frozenset())
    multipliers = lexicon.counting.multipliers
    value *= multipliers.get(suffix, 1)
    used = 1
    while not suffix and used < len(keys) and len(keys[used]) > 1 and keys[used] in multipliers:
        value *= multipliers[keys[used]]
        used += 1
    is_year = used == 1 and digits.isdigit() and len(digits) == 4 and 1900 <= int(digits) < 2040
    return Numeral(used, _key(value), "date" if is_year and not suffix else "number")


def _halves(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.calendar.afternoon | lexicon.calendar.forenoon


def _clock(digits: str, half: str, *, lexicon: Lexicon) -> str | None:
    """The key of a time of day, by 24 hours."""
    found = _CLOCK.fullmatch(digits)
    if half not in _halves(lexicon):
        return f"clock:{int(found[1])}:{found[2]}" if found and ":" in digits else None
    hour, minute = (found[1], found[2]) if found else (digits, "00")
    if not hour.isdigit() or len(hour) > 2 or int(hour) > 12:
        return None
    shift = 12 if half in lexicon.calendar.afternoon else 0
    return f"clock:{int(hour) % 12 + shift}:{minute}"


def _value(digits: str, *, is_english: bool) -> Decimal:
    if _THOUSANDS.fullmatch(digits) and (is_english or digits.count(",") > 1):
        return Decimal(digits.replace(",", ""))
    if _DOTTED_THOUSANDS.fullmatch(digits) and (not is_english or digits.count(".") > 1):
        return Decimal(digits.replace(".", "").replace(",", "."))
    whole, *rest = re.split("[.,]", digits)
    return Decimal(f"{whole}.{''.join(rest) or '0'}")


def _key(value: Decimal) -> str:
    return f"#{value.normalize():f}"


def _spelt(keys: Sequence[str], *, lexicon: Lexicon) -> Numeral | None:
    """A number in words: "twenty five", "two hundred and six", "a thousand"."""
    counting = lexicon.counting
    total, current, used = 0, 0, 0
    if keys[0] in counting.articles:
        if len(keys) < 2 or keys[1] not in counting.multipliers or len(keys[1]) == 1:
            return None
        current, used = 1, 1
    while used < len(keys):
        key = keys[used]
        if key in counting.numbers and _may_follow(current, counting.numbers[key]):
            current += counting.numbers[key]
        elif key in counting.multipliers and used and len(key) > 1:
            current *= counting.multipliers[key]
            if counting.multipliers[key] >= 1000:
                total, current = total + current, 0
        else:
            break
        used += 1
    if not used:
        return None
    value = total + current
    return Numeral(used, _key(Decimal(value)), "vague" if value == 1 else "number")


def _may_follow(current: int, number: int) -> bool:
    """Whether a number word goes on with a number: "twenty" with "five", not with "twelve"."""
    if current == 0:
        return True
    place = 100 if current % 100 == 0 else 10 if current % 10 == 0 and current % 100 >= 20 else 1
    return 0 < number < place
