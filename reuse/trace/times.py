"""Which of two moments is earlier, as far as both statements allow.

A day is not a minute: "2018-07-15" may be any moment of that day, and a time
without a zone any within 14 hours either way.  What overlaps is not compared, but
two days of the calendar with one between them are in order wherever they were written.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from reuse.model import Timestamp

_NO_ZONE = timedelta(hours=14)
_LENGTH = {
    "day": timedelta(days=1),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}


def is_earlier(left: Timestamp | None, right: Timestamp | None) -> bool:
    """Whether `left` is certainly before `right`; false when either is unknown or they overlap."""
    if left is None or right is None:
        return False
    days = _days_between(left, right)
    if days is not None and days > 1:
        return True
    return _latest(left) <= _earliest(right)


def is_day_before(left: Timestamp | None, right: Timestamp | None) -> bool:
    """Whether both are stated as days, and `left` is the day before `right`."""
    return left is not None and right is not None and _days_between(left, right) == 1


def _days_between(left: Timestamp, right: Timestamp) -> int | None:
    """Calendar days from `left` to `right`, when both are days."""
    if left.precision != "day" or right.precision != "day":
        return None
    return (right.moment.date() - left.moment.date()).days


def _earliest(time: Timestamp) -> datetime:
    return _shifted(time.moment, timedelta() if time.has_zone else -_NO_ZONE)


def _latest(time: Timestamp) -> datetime:
    end = _shifted(time.moment, _length(time))
    return _shifted(end, timedelta() if time.has_zone else _NO_ZONE)


def _length(time: Timestamp) -> timedelta:
    if time.precision == "year":
        return timedelta(days=366)
    if time.precision == "month":
        return timedelta(days=31)
    return _LENGTH[time.precision]


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment
