"""The outlet that a text names as its own: in a copyright line, or in a dateline.

A news agency is never the answer.  Others carry its text, dateline and
copyright included; that makes it a credit, which is for `reuse.trace` to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reuse.read.document import Fact, one_line
from reuse.read.textlines import TextLine

_MAX_COPYRIGHT_LINE = 400
_MAX_OUTLET_CHARS = 60
_MAX_OUTLET_WORDS = 6

_AGENCIES = frozenset(
    """ap|associated press|afp|agence france presse|agence france-presse|reuters|thomson reuters|dpa
    |deutsche presse-agentur|upi|united press international|efe|agencia efe|pa|pa media
    |press association|tass|itar-tass|ria|ria novosti|ria-novosti|interfax|xinhua
    |xinhua news agency|kyodo|kyodo news|jiji|jiji press|ansa|adnkronos|bloomberg|bloomberg news
    |sana|irna|anadolu|anadolu agency|aa|pti|press trust of india|ians|ani|yonhap|apa|belga|anp
    |ntb|tt|ritzau|sda|keystone-sda|kna|epd|sid|cp|canadian press|aap|lusa|pap|ctk|čtk|mti|tanjug
    |hina|ukrinform|bernama|antara|wam|mena|petra|wafa|tns|tribune news service|cnn newsource
    |cnn wire|getty|getty images|shutterstock|epa|efe-epa|istock|alamy|zuma press""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
# Agencies whose desks sign with one word more: "AP Sports", "Reuters Health".
_AGENCY_FIRST_WORDS = frozenset("ap afp reuters dpa upi tass xinhua bloomberg getty".split())

_MARK = r"(?:(?:©|\(c\)|copyright)[ \t:]{0,3}){1,3}"
_YEARS = r"\d{4}(?:[ \t]?[-–,/][ \t]?\d{2,4})?"
_COPYRIGHT = re.compile(
    rf"{_MARK}(?:{_YEARS}[ \t,]{{1,3}}(?:by[ \t]+)?(?P<after>[^\n|;•·©]{{2,120}})"
    rf"|(?:by[ \t]{{1,3}})?(?P<before>[^\d\n|;•·©]{{2,60}}?)[ \t,]{{1,3}}{_YEARS}(?!\d))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"©|\([cC]\)|[Cc]opyright|COPYRIGHT")
# A full stop ends the name unless it ends an initial or "St."
_NAME_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bSt)\.(?:\s|$)|\ball rights\b|,\s+an?\s|\s[-–—]\s|\bor its\b|\band/or\b"
    r"|\bunless\b|\breserved\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"[\s,]+(?:inc|l\.?l\.?c|ltd|limited|gmbh|plc|corp|corporation|co|company|s\.?a|ag|se|sas|sarl"
    r"|s\.?p\.?a|b\.?v|n\.?v|pty|l\.?p|llp|ab|a/?s|oy|kg|& ?co)\.?$",
    re.IGNORECASE,
)
# Nothing, or a place in capitals ("NEW YORK, July 15"), then a name in brackets and a dash.
_DATELINE = re.compile(
    r"(?P<place>(?:[^\W\d_a-z]{2}[^()\n]{0,78})?)\((?P<name>[^()\n]{2,40})\)\s{0,4}(?:—|–|--?)\s"
)
_NO_OUTLET = frozenset(
    """update updated video videos photo photos watch file opinion analysis editorial exclusive live
    breaking commentary column satire review january february march april may june july august
    september october november december left right""".split()
)


def outlet_facts(head: Iterable[TextLine], tail: Iterable[TextLine]) -> Iterator[Fact]:
    """The outlets that the lines name, those of copyright lines first, then datelines."""
    head = list(head)
    for line in (*head, *tail):
        yield from _copyright(line)
    for line in head:
        yield from _dateline(line)


def is_copyright(words: str) -> bool:
    """Whether a line holds a copyright statement with a year."""
    return any(_copyrights(words))


def is_dateline(words: str) -> bool:
    """Whether a line begins with a dateline, of an agency or of anybody."""
    return _DATELINE.match(words) is not None


def is_agency(name: str) -> bool:
    """Whether a name is that of a news or picture agency, whose work others carry.

    >>> is_agency("The Associated Press"), is_agency("RT")
    (True, False)
    """
    key = " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ").rstrip(".")
    return key in _AGENCIES or key.split(" ", 1)[0] in _AGENCY_FIRST_WORDS


def _copyrights(words: str) -> Iterator[re.Match[str]]:
    if len(words) <= _MAX_COPYRIGHT_LINE and _MARKED.search(words):
        yield from _COPYRIGHT.finditer(words)


def _copyright(line: TextLine) -> Iterator[Fact]:
    for match in _copyrights(line.words):
        group = "after" if match["after"] else "before"
        name = _bare(match[group])
        if _names_outlet(name):
            start = match.start(group) + match[group].index(name)
            yield Fact(
                "outlet", one_line(name) or name, "copyright", line.span(start, start + len(name))
            )


def _dateline(line: TextLine) -> Iterator[Fact]:
    match = _DATELINE.match(line.words)
    if not match:
        return
    place, name = match["place"].split(), match["name"].strip()
    if place and not place[0].strip(",.").isupper():
        return
    if len(place) <= 8 and len(name.split()) <= 3 and _names_outlet(name):
        start = match.start("name") + match["name"].index(name)
        yield Fact(
            "outlet", one_line(name) or name, "dateline", line.span(start, start + len(name))
        )


def _bare(name: str) -> str:
    """A company's name as its readers say it: no legal form, no sentence after it."""
    name = _NAME_END.split(name, maxsplit=1)[0].strip(" \t,.:-–—")
    for _ in range(3):
        name = _COMPANY.sub("", name).strip(" \t,.:-–—")
    return name


def _names_outlet(name: str) -> bool:
    words = name.split()
    if not 2 <= len(name) <= _MAX_OUTLET_CHARS or not 1 <= len(words) <= _MAX_OUTLET_WORDS:
        return False
    if "/" in name or any(c.isdigit() for c in words[0]) or not any(c.isupper() for c in name):
        return False
    return words[0].casefold().strip(".:") not in _NO_OUTLET and not is_agency(name)
