"""Expressions that the program gives texts of bounded length only, and where it bounds them.

`tests/bench/test_expressions.py` looks whether each is there, and whether what is matched from
one place only can be no longer.
"""

from __future__ import annotations

from typing import NamedTuple


class Bound(NamedTuple):
    """At most so many characters at a time, so many times an article; `by` says where that is.

    `times` is 0 where any part of an article may be looked at, each once.  `is_anchored`: it is
    matched from one place only.
    """

    characters: int
    times: int
    by: str
    is_anchored: bool = False


# Lines of a head that are looked at for a date or by-line, and the dates of a record.
_FEW = 20

BOUNDS: dict[str, Bound] = {
    # An option of the command, and a path of the system, with the name of a record.
    "reuse.report.check.sarif_places._RECORD": Bound(4_200, 1, "a path"),
    "reuse.server.door._ORIGIN": Bound(400, 1, "an option of the command"),
    # The head of a page or of a line.
    "reuse.read.charset._LABEL": Bound(8_192, 1, "charset.declared: the first 8 KB"),
    "reuse.read.charset._XML_LABEL": Bound(8_192, 1, "charset.declared: the first 8 KB"),
    "reuse.read.html._XML_DECLARATION": Bound(
        2_006, 1, "matched at a page's start", is_anchored=True
    ),
    "reuse.read.dates._DAY_MONTH_YEAR": Bound(100, _FEW, "dates.timestamp: 100 characters"),
    "reuse.read.dates._MONTH_DAY_YEAR": Bound(100, _FEW, "dates.timestamp: 100 characters"),
    "reuse.read.dates._ISO_DATE": Bound(100, _FEW, "dates.timestamp: 100 characters"),
    "reuse.read.feed._MAIL_AND_NAME": Bound(
        613, 1, "an entry's author, matched whole", is_anchored=True
    ),
    "reuse.read.imprint._COPYRIGHT": Bound(400, 400, "imprint._copyrights: lines of 400"),
    "reuse.read.imprint._NAME_END": Bound(120, 400, "imprint._bare: a name of _COPYRIGHT"),
    "reuse.read.imprint._COMPANY": Bound(120, 1_200, "imprint._bare: a name of _COPYRIGHT"),
    "reuse.read.imprint._DATELINE": Bound(
        129, 4_000, "matched at the start of a head's line", is_anchored=True
    ),
    "reuse.read.stated._DATE": Bound(100, _FEW, "stated._date: lines of 100"),
    "reuse.read.stated._PUBLISHED": Bound(100, _FEW, "stated._date: lines of 100"),
    "reuse.read.stated._AFTER_DATE": Bound(100, _FEW, "stated._date: lines of 100"),
    "reuse.read.stated._ENDS_IN_INITIALS": Bound(200, _FEW, "stated._reads_as_headline: 200"),
    "reuse.read.stated._NAMES_END": Bound(160, _FEW, "stated._author: lines of 160"),
    "reuse.read.stated._NAME_SEPARATOR": Bound(160, _FEW, "stated._author: lines of 160"),
    "reuse.read.pdf._PAGE_NUMBER": Bound(
        100, 8_000, "pdf._is_page_number: 100 characters, four lines a page", is_anchored=True
    ),
    "reuse.read.properties._NO_TITLE": Bound(
        500, 1, "document.one_line: 500 characters, matched whole", is_anchored=True
    ),
    "reuse.read.stated._BY": Bound(160, _FEW, "stated._author: lines of 160", is_anchored=True),
    "reuse.trace.credits._STAFF": Bound(300, 1, "credits._authored: 300 characters"),
    "reuse.trace.clues._DATE": Bound(60, 8_000, "clues._is_dated: 60 characters"),
    # What holds a name's place; the heads of patterns are searched through whole paragraphs.
    "reuse.trace.patterns.Window": Bound(300, 8_000, "clues: so many names, 120 on either side"),
    "reuse.trace.closing._NO_QUOTE": Bound(60, 0, "closing._is_quoted: 60 characters"),
    "reuse.trace.scope._SEPARATOR": Bound(
        40, 0, "matched at a paragraph's start", is_anchored=True
    ),
    "reuse.text.stops._ABBREVIATION": Bound(7, 0, "stops: the longest of them"),
}
