"""Statements of a date, read as precisely as they were made and never more.

The order is that of the standards: ISO 8601, then RFC 5322, then dateutil on
what is left, never fuzzy.  `04.03.2021` is the fourth of March wherever dots
are used; `04/03/2021` is two different days, so it is no date at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from reuse.model import Precision, Timestamp

FIRST_YEAR, LAST_YEAR = 1600, 2100

_MAX_CHARS = 100
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|(\d{4})(\d\d)(\d\d)")
_ISO_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{8})[Tt _](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s?([Zz]|[+-]\d\d(?::?\d\d)?)?"
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? ?(?:[+-]\d{4}|[A-Z]{1,5})"
)
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?=$|[ ,T])")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})(?=$|[ ,T])")
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+\.?")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º)?"
_DAY_MONTH_YEAR = re.compile(rf"{_DAY} (?:de )?(?P<month>[^\W\d_]+)\.?,? (?:de )?(?P<year>\d{{4}})")
_MONTH_DAY_YEAR = re.compile(rf"(?P<month>[^\W\d_]+)\.? {_DAY},? (?P<year>\d{{4}})")
# The last one is the ordinal of "15. Juli".
_SEPARATOR = re.compile(r"[—–|•·]|(?<=\d)\. ")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Words that mark a time or join it to a date; dateutil knows only some of them.
_FILLER = {"um", "uhr", "le", "el", "de", "del", "à", "at", "on", "den"}
_MONTHS = {
    name: number
    for row in (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jänner feber maerz apr mai jun jul aug sept okt nov dez",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(row.split(), start=1)
}
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Only names that mean one offset; "ET" or "IST" do not.
_ZONES: Mapping[str, int] = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "MSK": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "MST": -7, "PST": -8, "PDT": -7,
}  # fmt: skip


def timestamp(value: object) -> Timestamp | None:
    """The moment that `value` states, or None when it states none without guessing.

    A number of ten or thirteen digits is seconds or milliseconds since 1970.
    Years outside 1600..2100 are refused.

    >>> timestamp("14 February, 2020").isoformat()
    '2020-02-14'
    >>> timestamp("04/03/2021") is None
    True
    """
    if isinstance(value, date):  # YAML gives dates; datetime is one of them
        value = value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        text = " ".join(str(value).split())
    except ValueError:  # an int of thousands of digits has no str
        return None
    return _of_text(text) if 4 <= len(text) <= _MAX_CHARS else None


@lru_cache(maxsize=1 << 12)  # many articles are of one moment
def _of_text(text: str) -> Timestamp | None:
    try:
        return _iso(text) or _mail(text) or _numeric(text) or _in_words(text)
    except (ValueError, OverflowError):  # no such day, hour or zone
        return None


def _at(moment: datetime, precision: Precision) -> Timestamp | None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    has_zone = moment.tzinfo is not None
    return Timestamp(moment if has_zone else moment.replace(tzinfo=UTC), precision, has_zone)


def _iso(text: str) -> Timestamp | None:
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = match[1] or match[4], match[2] or match[5], match[3] or match[6]
        precision: Precision = "day" if day else "month" if month else "year"
        return _at(datetime(int(year), int(month or 1), int(day or 1)), precision)
    if match := _ISO_MOMENT.fullmatch(text):
        # NOTE: an hour alone is no minute; the day is the finest precision it supports.
        precision = "second" if match[4] else "minute" if match[3] else "day"
        return _at(datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", "")), precision)
    if match := _EPOCH.fullmatch(text):
        return _at(datetime.fromtimestamp(int(match[1]), tz=UTC), "second")
    return None


def _mail(text: str) -> Timestamp | None:
    if not _MAIL.fullmatch(text):
        return None
    return _at(parsedate_to_datetime(text), "second" if text.count(":") == 2 else "minute")


def _numeric(text: str) -> Timestamp | None:
    """A date written in figures only, with or without a time after it."""
    if match := _YEAR_FIRST.match(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _NUMERIC.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            month, day = first, second
        else:
            return None
    else:
        return None
    return _loose(f"{datetime(year, month, day).date()}{text[match.end() :]}")


def _in_words(text: str) -> Timestamp | None:
    """A date with the month's name, in English or one of six other languages."""
    if _NUMERIC.search(text) or not _YEAR.search(text):
        return None
    # The common forms need no dateutil, which costs a twentieth of a second to import.
    match = _DAY_MONTH_YEAR.fullmatch(text) or _MONTH_DAY_YEAR.fullmatch(text)
    if match and match["month"].casefold() in _MONTHS:
        month = _MONTHS[match["month"].casefold()]
        return _at(datetime(int(match["year"]), month, int(match["day"])), "day")
    return _loose(text)


def _english(match: re.Match[str]) -> str:
    word = match[0].rstrip(".").casefold()
    if word in _MONTHS:
        return _ENGLISH[_MONTHS[word] - 1]
    return " " if word in _FILLER else match[0]


def _loose(text: str) -> Timestamp | None:
    """dateutil's reading, with the precision found by what two defaults leave standing."""
    from dateutil import parser

    text = _WORD.sub(_english, _SEPARATOR.sub(" ", text))
    try:
        first = parser.parse(text, default=datetime(2000, 1, 1), tzinfos=_zone)
        other = parser.parse(text, default=datetime(2004, 3, 2, 1, 1, 1), tzinfos=_zone)
    # dateutil lets errors of its own tokens and decimals through on odd input.
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, ArithmeticError):
        return None
    if first.year != other.year or first.month != other.month:
        return None
    if first.day != other.day:
        return _at(datetime(first.year, first.month, 1), "month")
    if first.hour != other.hour:
        return _at(datetime(first.year, first.month, first.day), "day")
    # dateutil fills the seconds of "10:30" with 0, so only the writing tells.
    precision: Precision = "second" if re.search(r":\d\d:\d\d", text) else "minute"
    return _at(first, precision)


def _zone(name: str | None, offset_seconds: int | None) -> timezone | None:
    if offset_seconds is not None and abs(offset_seconds) < 86_400:
        return timezone(timedelta(seconds=offset_seconds))
    return timezone(timedelta(hours=_ZONES[name])) if name and name in _ZONES else None
