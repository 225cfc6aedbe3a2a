"""XML files, told apart by their root element: feeds, NITF and NewsML-G2.

None of them is a document of the web by itself: no DTD, schema or remote content is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator

from reuse.model import Skipped
from reuse.read import feed, newsml, nitf
from reuse.read.document import Document, Source, one_line
from reuse.read.xmltree import load_tree, local
from reuse.settings import ReadSettings

SUFFIXES: tuple[str, ...] = (".xml", ".rss", ".atom", ".nitf")

_READERS = {
    "rss": feed.entries,
    "RDF": feed.entries,
    "feed": feed.entries,
    "nitf": nitf.articles,
    "newsItem": newsml.items,
    "newsMessage": newsml.items,
}


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The articles of an XML file of a known kind."""
    root = load_tree(source, settings)
    if isinstance(root, Skipped):
        yield root
        return
    reader = _READERS.get(local(root))
    if reader is None:
        name = (one_line(local(root)) or "")[:40]
        known = "RSS, Atom, NITF and NewsML-G2 are read"
        yield Skipped(source.shown, f"XML of an unknown kind (<{name}>); {known}")
        return
    yield from reader(root, source)
