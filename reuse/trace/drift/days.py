"""Whether "yesterday" in one article and "Tuesday" in the other are one day."""

from __future__ import annotations

from reuse.model import Change, Timestamp
from reuse.trace.drift.lexicon import Calendar

_COARSE = ("year", "month")


def is_one_day(
    change: Change, published: tuple[Timestamp | None, Timestamp | None], *, calendar: Calendar
) -> bool:
    """Whether a change of date only names the day by, or without, the day of publication."""
    if change.kind != "date":
        return False
    keys = [calendar.days.get(word.lower(), "") for word in (change.before, change.after)]
    days = {_weekday(key, when) for key, when in zip(keys, published, strict=True)}
    # Two relative days of two articles are not compared: who copies often forgets to move them.
    is_mixed = sum(key.startswith("rel:") for key in keys) == 1
    return is_mixed and None not in days and len(days) == 1


def _weekday(key: str, published: Timestamp | None) -> int | None:
    kind, _, number = key.partition(":")
    if kind == "day":
        return int(number)
    if kind != "rel" or published is None or published.precision in _COARSE:
        return None
    return (published.moment.weekday() + int(number)) % 7
