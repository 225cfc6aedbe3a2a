"""Laws that hold whatever the input: what the fuzzed targets check of an answer."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from reuse.model import Article, Report, Skipped, Span

# Of what a terminal takes as an order: C0 but tab and newline, DEL, C1, and what reorders a line.
ORDERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# The colours and styles that the program itself sends; and the links that it makes on a terminal.
OWN_ORDERS = re.compile("\x1b\\[[0-9;]*m")
_FORMULA = tuple("=+-@\t\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
_KINDS = {"verbatim", "edited", "paraphrase", "summary"}
_XML_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Broken(AssertionError):
    """A law does not hold."""


def law(holds: object, said: str) -> None:
    """Complain where something does not hold."""
    if not holds:
        raise Broken(said)


def span_is_in(span: Span, text: str) -> None:
    """A span lies in its text and is not empty."""
    law(0 <= span.start < span.end <= len(text), f"{span} outside of {len(text)} characters")


def one_line_of(value: str | None, name: str) -> None:
    """A field of metadata is one line without controls, that UTF-8 can carry."""
    if value is not None:
        law(value and not ORDERS.search(value) and "\n" not in value, f"{name}: {value!r}")
        value.encode()


def article(read: Article) -> None:
    """What was read is whole: its places lie in its text, its fields are lines."""
    read.text.encode()
    law(read.text.strip(), "an article without text")
    for name in ("id", "source", "title", "outlet", "author", "url", "language"):
        one_line_of(getattr(read, name), name)
    law(read.url is None or read.url.lower().startswith(("http://", "https://")), str(read.url))
    for span in (*(link.span for link in read.links), *(p.span for p in read.provenance)):
        if span is not None:
            span_is_in(span, read.text)
    law(all(link.url.lower().startswith("http") for link in read.links), "a link to elsewhere")


def skipped(left_out: Skipped) -> None:
    """The reason is one line."""
    law(left_out.reason, "a skipped input without a reason")
    one_line_of(left_out.source, "source")
    one_line_of(left_out.reason, "reason")


def report(found: Report) -> None:
    """Spans, references and numbers of a report are what contract.md says."""
    texts = {each.id: each.text for each in found.articles}
    law(len(texts) == len(found.articles), "an id twice")
    for match in found.matches:
        span_is_in(match.left, texts[match.left_article])
        span_is_in(match.right, texts[match.right_article])
        law(match.left_article < match.right_article, "left is not before right")
        law(0 < match.similarity <= 1 and match.kind in _KINDS, str(match))
    for family, lineage in zip(found.families, found.lineages, strict=True):
        law(family.id == lineage.family, "a lineage of another family")
        law(len({w.article for w in family.witnesses}) > 1, "a passage of one article")
        for witness in family.witnesses:
            span_is_in(witness.span, texts[witness.article])
            if witness.credit and witness.credit.phrase:
                span_is_in(witness.credit.phrase, texts[witness.article])
        for step in lineage.derivations:
            law(step.derivative in texts, "a copy that is no article")
            law(step.source in texts or step.source.startswith("outlet:"), step.source)
            for change in step.changes:
                if change.derivative:
                    span_is_in(change.derivative, texts[step.derivative])  # type: ignore[index]


def as_json(text: str) -> Any:
    """JSON that is strict: no NaN, no lone surrogate in what goes out."""
    text.encode()

    def no_constant(name: str) -> None:
        raise Broken(f"{name} in JSON")

    return json.loads(text, parse_constant=no_constant)


def plain(text: str) -> None:
    """No order to a terminal, the program's own colours aside."""
    hit = ORDERS.search(OWN_ORDERS.sub("", text))
    law(hit is None, f"U+{ord(hit[0]):04X} reaches the terminal" if hit else "")


def table(text: str) -> None:
    """CSV of equal rows in which no cell of words begins a formula."""
    text.encode()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    law(len({len(row) for row in rows}) == 1, "rows of different lengths")
    for cell in (cell for row in rows for cell in row):
        is_formula = cell.lstrip(" \n").startswith(_FORMULA) and not _NUMBER.fullmatch(cell)
        law(not is_formula, f"a cell begins as a formula: {cell[:40]!r}")


def xml(text: str) -> None:
    """XML that a strict parser takes."""
    from lxml import etree

    hit = _XML_ILLEGAL.search(text)
    law(hit is None, f"U+{ord(hit[0]):04X} is not allowed in XML" if hit else "")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    etree.fromstring(text.encode(), parser)


def page(text: str, usual: Iterable[str]) -> None:
    """A page has no element, and no attribute, that one of harmless words has not."""
    law(not _XML_ILLEGAL.search(text), "a control character in a page")
    more = markup(text) - set(usual)
    law(not more, f"markup of foreign words: {sorted(more)[:5]}")


def markup(text: str) -> set[str]:
    """The kinds of elements of a page, each with each of its attributes, and of its addresses."""
    from lxml import html

    found: set[str] = set()
    for element in html.document_fromstring(
        text.encode(), html.HTMLParser(encoding="utf-8")
    ).iter():
        if not isinstance(element.tag, str):
            found.add("a comment")
            continue
        found.add(element.tag)
        for name, value in element.items():
            found.add(f"{element.tag} {name}")
            if name in {"href", "src", "action", "formaction"}:
                scheme = re.match(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):", value)
                found.add(f"{element.tag} {name} {scheme[1].lower() if scheme else 'relative'}")
    return found
