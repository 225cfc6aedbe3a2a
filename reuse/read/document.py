"""What flows inside this room: a source is opened, documents come out, facts settle.

A reader turns a `Source` into `Document`s.  Everything known about a text is a
list of `Fact`s in order of authority; the article takes the first of each
field and keeps where it came from.  Text is never altered here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from reuse.extras import command
from reuse.model import Article, ArticleId, Basis, Link, Provenance, Skipped, Span, Timestamp
from reuse.text.addresses import web_host

FactField = Literal["title", "outlet", "author", "published", "url", "language"]

# C0 and C1 controls, line separators and the marks that reorder what a terminal shows.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Links that are kept of one article.
MAX_LINKS = 1_000
_MAX_VALUE_CHARS = 500
_MAX_URL_CHARS = 4_000
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]{}\"“”«»|\\^`]{3,2000}")
# An address that needs no closer look.
_PLAIN_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9-]{1,60}\.){1,8}[a-z]{2,20}(?:/[\w./%=&?~+-]{0,500})?", re.A
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Source:
    """One input as a reader sees it.

    Attributes:
        name: id of an article that is the whole input.
        shown: how messages and `Article.source` name it.
        kind: suffix that decides the reader, in small letters, with its dot.
        open: gives its bytes from the start; the reader closes it.
        folder: where its sidecar lies; None when it can have none.
        size: bytes, None when it cannot be known beforehand.
        is_given: whether this path was asked for itself, not met in a folder.
        is_draft: whether it is an editor's own, all of whose words count.
        is_packed: whether `open` unpacks a file, which is another one then.
    """

    name: str
    shown: str
    kind: str
    open: Callable[[], BinaryIO]
    folder: Path | None = None
    size: int | None = None
    is_given: bool = False
    is_draft: bool = False
    is_packed: bool = False


# NOTE: tuples, as several are made for every article and thrown away.
class Fact(NamedTuple):
    """One field of an article's metadata: what is said, where, and in which words."""

    field: FactField
    value: str | Timestamp
    basis: Basis
    span: Span | None = None


class Document(NamedTuple):
    """A text as its reader found it; `id` may still be taken, `facts` come best first.

    `first_line` and `left_out` are those of an `Article`.
    """

    id: str
    text: str
    source: str
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    first_line: int | None = None
    left_out: int = 0


def too_large(source: str, bound: str, limit: int) -> Skipped:
    """The refusal of an input that exceeds the setting `bound`, whose value is `limit` bytes."""
    return Skipped(source, over(bound, limit))


def over(bound: str, limit: int) -> str:
    """Why an input is refused that exceeds the setting `bound`."""
    return f"larger than {bound} ({limit:,} bytes)"


def needs_extra(extra: str) -> str:
    """Why an input is not read whose reader needs packages of an extra that is not installed."""
    return f"needs the extra {extra}: {command(extra)}"


def whole(text: str) -> str:
    """`text` with each lone surrogate replaced by U+FFFD, so that every encoder takes it.

    Offsets do not move.  Nothing else is altered, NUL included.

    >>> whole("a\\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def one_line(value: object) -> str | None:
    """A metadata value as one printable line of bounded length; None when it says nothing.

    A list of values is joined with commas; mappings and booleans say nothing.

    >>> one_line("  A\\n title ")
    'A title'
    """
    if type(value) is str and len(value) <= _MAX_VALUE_CHARS and _is_plain(value):
        return " ".join(value.split()) or None
    if isinstance(value, list | tuple):
        parts = [one_line(item) for item in value[:20] if not isinstance(item, list | tuple)]
        value = ", ".join(part for part in parts if part)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        raw = str(value)[: 2 * _MAX_VALUE_CHARS]
    except ValueError:  # an int of thousands of digits has no str
        return None
    return " ".join(UNSAFE.sub(" ", whole(raw)).split())[:_MAX_VALUE_CHARS].strip() or None


def _is_plain(value: str) -> bool:
    """Whether every sign is printable ASCII; quick, and most values are."""
    return value.isascii() and value.isprintable()


def own_id(value: object) -> str | None:
    """The id that a record gives, uncut, for `identity` to make fit; None when it gives none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return str(value) if str(value).strip() else None
    except ValueError:  # an int of thousands of digits has no str
        return None


def web_address(value: object) -> str | None:
    """An absolute http(s) address; None for anything else, `javascript:` included."""
    if not isinstance(value, str):
        return None
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
    url = whole(value.strip())
    if len(url) > _MAX_URL_CHARS or UNSAFE.search(url) or " " in url:
        return None
    return url if web_host(url) else None


def language_tag(value: object) -> str | None:
    """The primary language of a BCP 47 tag, in small letters.

    >>> language_tag("en-US")
    'en'
    """
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def outlet_of_address(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The host of the first address among `facts`, as the outlet."""
    for fact in facts:
        if fact.field == "url" and isinstance(fact.value, str):
            name = web_host(fact.value)
            if name:
                yield Fact("outlet", name, fact.basis)
            return


def assemble(document: Document, article_id: ArticleId, *, stated: Iterable[Fact]) -> Article:
    """The article of a document: of each field the first fact, `stated` ones last."""
    best: dict[FactField, Fact] = {}
    for fact in document.facts:
        best.setdefault(fact.field, fact)
    if "outlet" not in best:
        best.update((fact.field, fact) for fact in outlet_of_address(document.facts))
    for fact in stated:
        best.setdefault(fact.field, fact)
    links = {*document.links, *links_in(document.text)}
    published = best["published"].value if "published" in best else None
    return Article(
        id=article_id,
        text=document.text,
        source=document.source,
        title=_words(best, "title"),
        outlet=_words(best, "outlet"),
        author=_words(best, "author"),
        published=published if isinstance(published, Timestamp) else None,
        url=_words(best, "url"),
        language=_words(best, "language"),
        links=tuple(sorted(links, key=_link_order)) if links else (),
        provenance=_provenance(best),
        first_line=document.first_line,
        left_out=document.left_out,
    )


def _provenance(best: Mapping[FactField, Fact]) -> tuple[Provenance, ...]:
    """Where each of some facts came from, sorted."""
    if any(fact.span is not None for fact in best.values()):
        return tuple(sorted(Provenance(f.field, f.basis, f.span) for f in best.values()))
    return _without_words(tuple((f.field, f.basis) for f in best.values()))


@lru_cache(maxsize=1 << 10)  # shared: the articles of a source state the same fields alike
def _without_words(stated: tuple[tuple[FactField, Basis], ...]) -> tuple[Provenance, ...]:
    return tuple(sorted(Provenance(field, basis) for field, basis in stated))


def links_in(text: str) -> Iterator[Link]:
    """The web addresses that a text shows, the first thousand of them."""
    if "://" not in text:
        return
    for match in islice(_ADDRESS.finditer(text), MAX_LINKS):
        address = match[0].rstrip(".,:;!?'*_")
        if web_address(address):
            yield Link(address, Span(match.start(), match.start() + len(address)))


def _link_order(link: Link) -> tuple[str, int, int]:
    return (link.url, link.span.start, link.span.end) if link.span else (link.url, -1, -1)


def _words(best: dict[FactField, Fact], name: FactField) -> str | None:
    value = best[name].value if name in best else None
    return value if isinstance(value, str) else None
