"""Which of two moments is earlier, as far as both statements allow.

A day is not a minute: "2018-07-15" may be any moment of that day, and a time
without a zone any within 14 hours either way.  What overlaps is not compared, but
two days of the calendar with one between them are in order wherever they were written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from reuse.model import Timestamp

# Pages of one story are put out, found and changed within minutes of each other.
CLEARLY = timedelta(hours=1)
_NO_ZONE = timedelta(hours=14)
_LENGTH = {
    "day": timedelta(days=1),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}


def is_earlier(
    left: Timestamp | None, right: Timestamp | None, *, by: timedelta = timedelta()
) -> bool:
    """Whether `left` is certainly before `right`, by so much at least.

    False when either is unknown or they overlap.
    """
    if left is None or right is None:
        return False
    days = _days_between(left, right)
    if days is not None and days > 1:
        return True
    return latest_of(left) <= _shifted(_earliest(right), -by)


def first_of(times: Iterable[Timestamp | None]) -> tuple[Timestamp | None, ...]:
    """The few moments to be earlier than all of which is to be earlier than all of `times`.

    One time that is unknown is enough: nothing is certainly earlier than that.
    """
    known: set[Timestamp] = set()
    for time in times:
        if time is None:
            return (None,)
        known.add(time)
    days = sorted((t for t in known if t.precision == "day"), key=_day_and_earliest)
    others = sorted((t for t in known if t.precision != "day"), key=_earliest)
    found: list[Timestamp] = []
    for time in days:
        # A later day of the calendar may begin earlier, in a zone further east.
        if not found or _earliest(time) < _earliest(found[-1]):
            found.append(time)
    return (*found, *others[:1])


def _day_and_earliest(time: Timestamp) -> tuple[date, datetime]:
    return time.moment.date(), _earliest(time)


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


def latest_of(time: Timestamp) -> datetime:
    """The last moment that a statement allows."""
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
