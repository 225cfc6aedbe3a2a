"""What a text says about itself near its top: headline, author, date, outlet.

Rules of form only, each with the span of the words that state the fact.  They
look at the first and last few thousand characters, so their cost is bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from itertools import takewhile

from reuse.read.dates import timestamp
from reuse.read.document import Fact, one_line
from reuse.read.imprint import is_agency, is_copyright, is_dateline, outlet_facts
from reuse.read.textlines import TextLine, head_lines, lines_beginning, tail_lines

_TITLE_LINES = 6
_TITLE_CHARS = 200
_DATE_LINES = 14
_DATE_LINE_CHARS = 100
_BY_LINE_CHARS = 160
_LONG_LINE_CHARS = 120

_HEADING = re.compile(r"#{1,6}[ \t]+")
_OPENERS = "#\"'“”‘’«„¿¡($€£"
_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}\. [^\W\d_a-z]")
_ENDS_IN_INITIALS = re.compile(r"(?:\b\w\.){2,4}$")
_YEAR = re.compile(r"\d{4}")
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?[^\W\d_]{3,10}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4})\b"
)
_PUBLISHED = re.compile(
    r"(?:(?:first|originally)\s+)?(?:published|posted|date|publié|veröffentlicht|publicado|pubblicato|geplaatst)"
    r"(?:\s+(?:on|at|le|am|el|il|op))?\s*[:\-–—]?\s*",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    r"\s*(?:[|•·(]|[-–—]?\s*(?:last\s+)?(?:updated|modified)\b|\d+\s*min\b)", re.IGNORECASE
)
# What a by-line may begin with.
_BY_PAIRS = frozenset(
    first + second
    for pair in ("by", "wr", "au", "po", "vo", "pa")
    for first in (pair[0], pair[0].upper())
    for second in (pair[1], pair[1].upper())
)
_BY = re.compile(r"(?:(?:written|authored|posted)\s+)?by:?\s+|(?:Von|Par|Por)\s+", re.IGNORECASE)
# "By", then a word in capitals or with one; not "By the numbers".
_BY_ANYBODY = re.compile(r"(?:By|BY|by|Von|Par|Por):?\s+[^\W\d_a-z]")
# A month with its day ends the names too.
_NAMES_END = re.compile(
    r"[|•·/(;:@]|\s[-–—]\s|\s[A-Z][a-z]{2,8}\.?\s\d|\s?\d|\s(?:for|in|at|of|on)\s"
)
_NAME_SEPARATOR = re.compile(r"\s*(?:,|\band\b|\bAND\b|&|\bund\b|\bet\b)\s*")
_PARTICLES = frozenset("de del della der den di da do dos du la le van von bin al el ten".split())
_ROLES = frozenset(
    """reporter correspondent editor writer staff press news columnist contributor contributors
    analyst bureau chief desk service times post journal cnn nbc abc cbs bbc npr""".split()
)


def stated_facts(text: str, known: Set[str]) -> Iterator[Fact]:
    """What the text states about itself, for the fields that are not in `known`."""
    if {"title", "author", "published"} <= known and known & {"outlet", "url"}:
        return
    head = head_lines(text)
    if "title" not in known:
        yield from _headline(head[: _TITLE_LINES + 1])
    if not known & {"outlet", "url"}:
        yield from outlet_facts(head, tail_lines(text))
    if "author" not in known:
        begun = lines_beginning(text, _BY_PAIRS, most=_DATE_LINES)
        yield from (fact for line in begun for fact in _author(line))
    if "published" not in known:
        yield from (fact for line in head[:_DATE_LINES] for fact in _date(line))


def _headline(lines: list[TextLine]) -> Iterator[Fact]:
    """The first line that is set twice, else the first line when what follows sets it apart."""
    counts = Counter(line.words for line in lines)
    # The last one of several does not stand twice after itself.
    for line in lines if len(counts) < len(lines) else ():
        counts[line.words] -= 1
        if counts[line.words] and _reads_as_headline(line):
            yield _title(line)
            return
    for at, line in enumerate(lines[:-1]):
        if is_copyright(line.words) or _is_front_line(line):
            continue
        if _reads_as_headline(line) and _is_set_apart(line, lines[at + 1 : at + 4]):
            yield _title(line)
        return


def _title(line: TextLine) -> Fact:
    heading = _HEADING.match(line.words)
    start = heading.end() if heading else 0
    title = one_line(line.words[start:]) or line.words[start:]
    return Fact("title", title, "headline", line.span(start, len(line.words)))


def _reads_as_headline(line: TextLine) -> bool:
    words = line.words
    if not 6 <= len(words) <= _TITLE_CHARS or is_dateline(words):
        return False
    if words[-1] in ".,;:。" and not _ENDS_IN_INITIALS.search(words):
        return words.endswith("...")
    # Scripts that put no spaces between words have no count of them.
    if _TWO_SENTENCES.search(words) or not (words[0].isalnum() or words[0] in _OPENERS):
        return False
    has_words = len(words.split()) >= 3 or any("\u3040" <= c <= "\ud7ff" for c in words)
    return has_words and any(c.isalpha() for c in words) and "://" not in words


def _is_set_apart(line: TextLine, following: list[TextLine]) -> bool:
    """Whether space, a by-line, a date or the first paragraph follows a line."""
    if line.is_apart or _HEADING.match(line.words):
        return True
    below = following[0].words
    if len(below) >= max(_LONG_LINE_CHARS, 2 * len(line.words)) and not below[0].islower():
        return True
    return any(_is_front_line(other) or is_dateline(other.words) for other in following)


def _is_front_line(line: TextLine) -> bool:
    """Whether a line is a by-line, of an agency or of anybody, or a date."""
    if _BY_ANYBODY.match(line.words) and len(line.words) <= _BY_LINE_CHARS:
        return True
    return any(_date(line))


def _date(line: TextLine) -> Iterator[Fact]:
    """The date of a line that is one, alone or after a by-line or "Published"."""
    words = line.words
    if len(words) > _DATE_LINE_CHARS or not _YEAR.search(words):
        return
    match = _DATE.search(words)
    if not match:
        return
    label = _PUBLISHED.match(words)
    start = match.start() if any(_author(line)) else label.end() if label else 0
    rest = _AFTER_DATE.search(words, match.end())
    for end in (len(words), rest.start() if rest else match.end()):
        moment = timestamp(words[start:end])
        if moment:
            yield Fact("published", moment, "text", line.span(start, end))
            return


def _author(line: TextLine) -> Iterator[Fact]:
    """The names of a by-line; a by-line that names an agency is a credit, not an author."""
    words = line.words
    match = _BY.match(words) if len(words) <= _BY_LINE_CHARS else None
    if not match or words.endswith("."):
        return
    start = match.end()
    ending = _NAMES_END.search(words, start)
    listed = _NAME_SEPARATOR.split(words[start : ending.start() if ending else len(words)])
    names = list(takewhile(_is_name, map(_without_agency, listed)))
    if not names:
        return
    value = one_line(", ".join(names))
    end = words.index(names[-1], start) + len(names[-1])
    if value:
        yield Fact("author", value, "by-line", line.span(start, end))


def _is_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or is_agency(name):
        return False
    if any(word.casefold() in _ROLES for word in words):
        return False
    return all(word[0].isupper() or word in _PARTICLES for word in words)


def _without_agency(name: str) -> str:
    """`JILL COLVIN Associated Press` without the agency that she writes for."""
    words = name.split()
    for tail in (1, 2):
        if len(words) - tail >= 2 and is_agency(" ".join(words[-tail:])):
            return name[: name.rindex(words[-tail])].rstrip()
    return name
