"""The report as TEI P5 stand-off markup: pointers into articles whose texts stay apart.

The header lists the articles with the SHA-256 of each text; `standOff` holds passages with their
witnesses as annotations, matches as links, derivations as relations.  Reference: TEI Guidelines,
16.10 (Stand-off Markup).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lxml import etree
from lxml.builder import E

from reuse.model import Report
from reuse.report.certainty import standings
from reuse.report.escapes import visible
from reuse.report.research.teirows import Rows, rows_of, text_of
from reuse.report.wording import count

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ELEMENTS_AT_ONCE = 512
_POINTERS = (
    "text:a1#char=5,9 is the text of the article listed as a1, from its character 5 up to, not"
    " including, its character 9 (RFC 5147); characters are Unicode code points, the first is 0."
    " The replacement is where a reader who has the texts may put them, as UTF-8."
)


def render(report: Report) -> str:
    """The document, with a declaration."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The text of `render`, some hundred elements at a time."""
    rows = rows_of(report)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{_NAMESPACE}">\n'
    yield from _within("teiHeader", chain(_file(report, rows), _encoding(report)))
    yield from _within("standOff", _stand_off(report, rows))
    yield "</TEI>\n"


def _file(report: Report, rows: Rows) -> Iterator[str]:
    title = f"Text reuse in {count(len(report.articles), 'article')}"
    made = f"Made by reuse {visible(report.version)}; not published by itself."
    before = [
        E.titleStmt(E.title(title)),
        E.publicationStmt(E.p(made)),
    ]
    articles = _list("listBibl", map(rows.article, report.articles))
    none = _texts([E.p("No article was read.")])
    source = _within("sourceDesc", articles if report.articles else none)
    yield from _within("fileDesc", chain(_texts(before), source))


def _encoding(report: Report) -> Iterator[str]:
    application = E.application(E.label("reuse"), ident="reuse", version=report.version)
    pointers = E.prefixDef(
        E.p(_POINTERS),
        ident="text",
        matchPattern="(a[0-9]+)#(char=[0-9]+,[0-9]+)",
        replacementPattern="texts/$1.txt#$2",
    )
    yield from _within("encodingDesc", _texts([E.listPrefixDef(pointers), E.appInfo(application)]))
    settings = visible(json.dumps(report.settings, ensure_ascii=False))
    yield from _texts([E.xenoData(text_of(settings), type="settings", subtype="json")])


def _stand_off(report: Report, rows: Rows) -> Iterator[str]:
    matches = count(len(report.matches), "match", many="matches")
    summary = f"{count(len(report.families), 'passage')}, {matches}."
    said = [E.note(summary, type="summary")]
    yield from _texts([*said, *(E.note(text_of(note), type="note") for note in report.notes)])
    yield from _list("listOrg", map(rows.outlet, rows.outlets))
    yield from _list('listAnnotation type="passages"', _passages(report, rows))
    links = map(rows.match, report.matches)
    yield from _list('linkGrp type="matches" targFunc="left right"', links)
    yield from _list('listRelation type="derivations"', rows.derivations())


def _passages(report: Report, rows: Rows) -> Iterator[etree._Element]:
    standing = standings(report)
    both = zip(report.families, report.lineages, strict=True)
    for number, (family, lineage) in enumerate(both, 1):
        yield rows.passage(number, (family, lineage), standing[family.id])


def _list(start: str, elements: Iterable[etree._Element]) -> Iterator[str]:
    """Elements within another; nothing where there are none, which TEI asks for."""
    some = _texts(elements)
    first = next(some, None)
    if first is not None:
        yield from _within(start, chain([first], some))


def _within(start: str, parts: Iterable[str]) -> Iterator[str]:
    yield f"<{start}>\n"
    yield from parts
    yield f"</{start.split(maxsplit=1)[0]}>\n"


def _texts(elements: Iterable[etree._Element]) -> Iterator[str]:
    """The text of elements of no namespace, which take that of the root where they stand."""
    left = iter(elements)
    while some := list(islice(left, _ELEMENTS_AT_ONCE)):
        yield "".join(f"{_text(element)}\n" for element in some)


def _text(element: etree._Element) -> str:
    etree.indent(element)
    return str(etree.tostring(element, encoding="unicode"))
