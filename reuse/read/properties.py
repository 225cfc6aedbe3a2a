"""What a file's own properties say of an article (Word's core properties, PDF's metadata).

A program wrote them, often from a template or of another text: they count only where the text
itself states nothing, but for a title that stands in its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reuse.read.dates import timestamp
from reuse.read.document import Fact, FactField, language_tag, one_line
from reuse.read.stated import stated_facts

_HEAD_CHARS = 2_000
# Names that programs give, and no person and no editor.
_NO_TITLE = re.compile(
    r"untitled.{0,20}|(?:document|dokument) ?\d*|word document"
    r"|.{1,250}\.(?:docx?|pdf|indd|qxp|odt)",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    ("admin", "administrator", "author", "microsoft office user", "owner", "python-docx", "user",
     "windows user", "unknown")
)  # fmt: skip
_PROGRAM = re.compile(r"Microsoft (?:Office )?Word - ")


def property_facts(text: str, found: Mapping[FactField, object]) -> Iterator[Fact]:
    """The facts among the properties of a file whose text is `text`."""
    stated = {fact.field for fact in stated_facts(text, frozenset())}
    title = _PROGRAM.sub("", one_line(found.get("title")) or "", count=1)
    # A line that wraps states half of a headline; what begins the text as a whole is the headline.
    is_headline = title in " ".join(text[:_HEAD_CHARS].split())
    if title and (is_headline or "title" not in stated) and not _NO_TITLE.fullmatch(title):
        yield Fact("title", title, "meta")
    author = one_line(found.get("author"))
    if author and "author" not in stated and author.casefold() not in _NO_NAME:
        yield Fact("author", author, "meta")
    moment = timestamp(found.get("published"))
    if moment and "published" not in stated:
        yield Fact("published", moment, "meta")
    if language := language_tag(found.get("language")):
        yield Fact("language", language, "meta")
