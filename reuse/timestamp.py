"""A moment as precise as its source stated it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Precision = Literal["year", "month", "day", "minute", "second"]

_SHOWN = {"year": 4, "month": 7, "day": 10}  # characters of a date


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment as precise as its source stated it.

    `moment` is the earliest instant that the statement allows.  Without a zone it is taken as
    UTC, `has_zone` is false, and it is uncertain by up to 14 hours either way.
    """

    moment: datetime
    precision: Precision
    has_zone: bool = True

    def __post_init__(self) -> None:
        if self.moment.tzinfo is None:
            raise ValueError("a timestamp needs a time zone")

    def isoformat(self) -> str:
        """ISO 8601, shortened to the stated precision: `2018-07-15`, `2018-07`."""
        if self.precision in _SHOWN:
            return self.moment.date().isoformat()[: _SHOWN[self.precision]]
        zone = self.moment if self.has_zone else self.moment.astimezone(UTC).replace(tzinfo=None)
        return zone.isoformat(timespec="minutes" if self.precision == "minute" else "seconds")
