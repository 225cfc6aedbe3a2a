"""Dates are as precise as stated, and a guess is no date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.read.dates import FIRST_YEAR, LAST_YEAR, timestamp


@pytest.mark.parametrize(
    ("stated", "iso", "precision"),
    [
        ("2018", "2018", "year"),
        ("2018-07", "2018-07", "month"),
        ("July 2018", "2018-07", "month"),
        ("2018-07-15", "2018-07-15", "day"),
        ("20180715", "2018-07-15", "day"),
        ("14 February, 2020", "2020-02-14", "day"),
        ("July 15, 2018", "2018-07-15", "day"),
        ("15th July 2018", "2018-07-15", "day"),
        ("Sunday, 15 July 2018", "2018-07-15", "day"),
        ("15. Juli 2018", "2018-07-15", "day"),
        ("15 juillet 2018", "2018-07-15", "day"),
        ("04.03.2021", "2021-03-04", "day"),
        ("13/03/2021", "2021-03-13", "day"),
        ("03/13/2021", "2021-03-13", "day"),
        ("2018-07-15T10", "2018-07-15", "day"),
        ("2018-07-15 10:30", "2018-07-15T10:30", "minute"),
        ("July 15, 2018 at 10:30 p.m. ET", "2018-07-15T22:30", "minute"),
        ("15.7.2018 um 10:30 Uhr", "2018-07-15T10:30", "minute"),
        ("2018-07-15T10:00Z", "2018-07-15T10:00+00:00", "minute"),
        ("2018-07-15T07:54:28-04:00", "2018-07-15T07:54:28-04:00", "second"),
        ("Sun, 15 Jul 2018 10:00:00 GMT", "2018-07-15T10:00:00+00:00", "second"),
        ("July 15, 2018 7:00 am EDT", "2018-07-15T07:00-04:00", "minute"),
        (1531648800, "2018-07-15T10:00:00+00:00", "second"),
        ("1531648800123", "2018-07-15T10:00:00+00:00", "second"),
        (date(2018, 7, 15), "2018-07-15", "day"),
    ],
)
def test_date_has_the_stated_precision(stated, iso, precision):
    moment = timestamp(stated)
    assert (moment.isoformat(), moment.precision) == (iso, precision)


@pytest.mark.parametrize(
    "stated",
    ["04/03/2021", "4-3-2021", "15.07.18", "10:30", "Friday", "soon", "", None, True, [], "1599",
     "2101-01-01", "2018-02-30", "30 Feb 2018", "99999999999999", "0000-01-01", "1/2/3",
     "9999-12-31T23:59:59-14:00", 10**5000, float("nan"), float("inf"), "T" * 90],
    ids=range(22),
)  # fmt: skip
def test_no_date_is_guessed(stated):
    assert timestamp(stated) is None


def test_missing_zone_is_said():
    assert not timestamp("2018-07-15T10:00").has_zone
    assert timestamp("2018-07-15T10:00+02:00").has_zone


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_every_iso_day_is_read_back(day):
    assert timestamp(day.isoformat()).isoformat() == day.isoformat()


@given(st.text(max_size=60) | st.from_regex(r"[0-9A-Za-z:./ +-]{4,40}", fullmatch=True))
def test_no_text_breaks_the_reading_of_dates(text):
    moment = timestamp(text)
    assert moment is None or FIRST_YEAR <= moment.moment.year <= LAST_YEAR
