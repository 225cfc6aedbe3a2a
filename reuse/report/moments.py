"""Dates for a reader: `15 July 2018, 07:54 UTC-4`, as precise as they were stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reuse.model import Precision, Timestamp

# Not strftime: that follows the locale of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO = re.compile(
    r"\d{4}-\d\d(?P<day>-\d\d(?P<hour>T\d\d:\d\d(:\d\d)?(\.\d{1,6})?([+-]\d\d:\d\d|Z)?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in words, and as a `datetime` attribute has it (ISO 8601)."""

    words: str
    iso: str


def moment_of(stated: Timestamp | None) -> Moment | None:
    """A timestamp for a page; seconds stand in `iso` only."""
    return Moment(date_words(stated), stated.isoformat()) if stated else None


def date_words(stated: Timestamp) -> str:
    """A timestamp in words.

    >>> date_words(Timestamp(datetime(2018, 7, 15, 7, 54, 9, tzinfo=UTC), "second"))
    '15 July 2018, 07:54 UTC'
    """
    moment = stated.moment if stated.has_zone else stated.moment.astimezone(UTC)
    month = f"{_MONTHS[moment.month - 1]} {moment.year}"
    if stated.precision == "year":
        return str(moment.year)
    if stated.precision == "month":
        return month
    day = f"{moment.day} {month}"
    if stated.precision == "day":
        return day
    zone = _zone(moment.utcoffset() or timedelta()) if stated.has_zone else "(zone not stated)"
    return f"{day}, {moment:%H:%M} {zone}"


def moment_in(word: str) -> Moment | None:
    """The moment that a word of the ledger states in ISO 8601: a month, a day or a time of day.

    >>> moment_in("2024-05-01")
    Moment(words='1 May 2024', iso='2024-05-01')
    """
    stated = _ISO.fullmatch(word)
    if not stated:
        return None
    try:
        moment = datetime.fromisoformat(word if stated["day"] else f"{word}-01")
    except ValueError:
        return None
    has_zone = moment.tzinfo is not None
    aware = moment if has_zone else moment.replace(tzinfo=UTC)
    day: Precision = "day" if stated["day"] else "month"
    precision: Precision = "minute" if stated["hour"] else day
    return Moment(date_words(Timestamp(aware, precision, has_zone)), word)


def _zone(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")
