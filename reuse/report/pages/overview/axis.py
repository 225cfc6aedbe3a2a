"""A scale of time in pixels, with ticks at whole hours, days, weeks, months or years (UTC)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from reuse.model import ArticleId, Precision, Timestamp
from reuse.report.moments import date_words

Unit = Literal["hour", "day", "week", "month", "year"]

_UNITS: tuple[Unit, ...] = ("hour", "day", "week", "month", "year")
_LENGTHS: dict[Unit, float] = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365.2}
# What is stated no more precisely than to one of these.
_ROUGH: dict[Precision, Unit] = {"day": "day", "month": "month", "year": "year"}
_MOST_TICKS = 7
_MOST_BARS = 92
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale and what stands at it."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """`start`..`end` stand at `left`..`right`; bars are of one `unit`."""

    start: datetime
    end: datetime
    left: int
    right: int
    unit: Unit

    def x(self, moment: datetime) -> float:
        """Where a moment stands, in pixels."""
        share = (moment - self.start) / (self.end - self.start)
        return self.left + max(0.0, min(1.0, share)) * (self.right - self.left)

    def floor(self, moment: datetime) -> datetime:
        """The beginning of the unit that a moment lies in."""
        return _floor(moment.astimezone(UTC), self.unit)

    def holds(self, stamp: Timestamp) -> bool:
        """Whether a date is stated precisely enough for a bar of one unit."""
        rough = _ROUGH.get(stamp.precision)
        return rough is None or _LENGTHS[rough] <= _LENGTHS[self.unit]

    def after(self, begin: datetime) -> datetime:
        """The beginning of the next unit."""
        return _after(begin, self.unit)

    def name_of(self, begin: datetime) -> str:
        """A unit in words."""
        said = _words(begin, self.unit)
        return f"week from {said}" if self.unit == "week" else said

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """A few whole units, evenly spread."""
        moments = list(self._ticks())
        step = -(-len(moments) // _MOST_TICKS)
        unit = self._tick_unit()
        return tuple(Tick(round(self.x(m), 1), _tick_words(m, unit)) for m in moments[::step])

    def _tick_unit(self) -> Unit:
        return _unit_for(self.end - self.start, _MOST_TICKS * 3)

    def _ticks(self) -> Iterator[datetime]:
        unit = self._tick_unit()
        moment = _floor(self.start, unit)
        while moment <= self.end:
            if moment >= self.start:
                yield moment
            following = _after(moment, unit)
            if following <= moment:
                return
            moment = following


def axis_of(stamps: Iterable[Timestamp], *, left: int, right: int) -> Axis:
    """The scale that holds all of these dates, from the beginning of a unit to the end of one."""
    found = list(stamps)
    start = min(start_of(stamp) for stamp in found)
    end = max(end_of(stamp) for stamp in found)
    unit = _unit_for(end - start, _MOST_BARS)
    start, end = _floor(start, unit), _after(_floor(end, unit), unit)
    if end - start < timedelta(hours=1):  # at the end of the calendar nothing comes after
        start = end - timedelta(hours=1)
    return Axis(start, end, left, right, unit)


def start_of(stamp: Timestamp) -> datetime:
    """The earliest instant that a date allows, in UTC."""
    return stamp.moment.astimezone(UTC)


def end_of(stamp: Timestamp) -> datetime:
    """The instant where what a date allows ends; itself where it has a time of day."""
    moment = start_of(stamp)
    if stamp.precision in ("day", "month", "year"):
        return _after(moment, stamp.precision)
    return moment


def earliest(dates: Mapping[ArticleId, Timestamp], origin: ArticleId | None) -> ArticleId | None:
    """The article that came first: the origin's, unless another's date ends before that begins.

    None where there is no date.
    """
    if origin is None or origin not in dates:
        return min(dates, key=lambda article: (start_of(dates[article]), article), default=None)
    known = start_of(dates[origin])
    before = {a: d for a, d in dates.items() if start_of(d) < known and end_of(d) <= known}
    return earliest(before, None) or origin


def _unit_for(length: timedelta, most: int) -> Unit:
    days = length / timedelta(days=1)
    return next((unit for unit in _UNITS if days / _LENGTHS[unit] <= most), "year")


def _floor(moment: datetime, unit: Unit) -> datetime:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    if unit == "hour":
        return hour
    day = hour.replace(hour=0)
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), (day - _FIRST).days))
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


_FIRST = datetime(1, 1, 1, tzinfo=UTC)


def _after(moment: datetime, unit: Unit) -> datetime:
    """The same place in the next unit's run; the end of the calendar where there is none."""
    try:
        if unit == "year":
            return moment.replace(year=moment.year + 1, month=1, day=1)
        if unit == "month":
            years, month = divmod(moment.month, 12)
            return moment.replace(year=moment.year + years, month=month + 1, day=1)
        return moment + timedelta(days=_LENGTHS[unit])
    except (OverflowError, ValueError):
        return _LAST


def _words(moment: datetime, unit: Unit) -> str:
    if unit in ("month", "year"):
        return date_words(Timestamp(moment, unit))
    return date_words(Timestamp(moment, "minute" if unit == "hour" else "day"))


def _tick_words(moment: datetime, unit: Unit) -> str:
    said = _words(moment, "day" if unit == "hour" else unit)
    # The year of an hour stands in the words beside the picture.
    return f"{said.rsplit(' ', 1)[0]} {moment:%H:%M}" if unit == "hour" else said
