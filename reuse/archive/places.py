"""Where an archived article was read, and the id that it has from there.

Two files of one name in two folders are two articles, and so are two texts of standard input
or of a pipe.  The reader tells apart what it reads together; an archive tells all of it apart,
whenever it came: so what the reader added to an id is taken off again, and the archive adds
its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reuse.archive.records import digest, unshown
from reuse.model import Article, ArticleId
from reuse.read.identity import printable_id
from reuse.read.paths import is_opened

_STDIN = "stdin"  # what an article of standard input has as its source
_UNSHOWN = "\ufffd"  # stands in a source for signs that may tell two files apart
_KEY_CHARS = 16


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with where it is on this machine.

    Attributes:
        article: its source is absolute if it is a file, or a line of one.
        name: the end of its path; None where it brings an id of its own.
        is_found: whether its source names one place, so that what was read there before is
            a former text of this article.
    """

    article: Article
    name: ArticleId | None
    is_found: bool

    def apart(self) -> ArticleId:
        """The id that tells it from another of its name: by the place, or else the content."""
        key = unshown(self.article) if self.is_found else self._content()
        return ArticleId(f"{self.name}~{key[:_KEY_CHARS]}")

    def _content(self) -> str:
        return digest(replace(self.article, id=ArticleId(_STDIN))).hex()


def placed(article: Article) -> Placed:
    """Where an article was read, and what it is named there."""
    file, line = _file_of(article.source)
    if file is not None:
        real = replace(article, source=f"{os.path.realpath(file)}{line}")
        return Placed(real, _name(article), is_found=True)
    is_read = _is_stream(article.source) or _UNSHOWN in article.source
    return Placed(article, _name(article) if is_read else None, is_found=False)


def _file_of(source: str) -> tuple[str | None, str]:
    """The file of a source, if it is there, and which line of it with its colon."""
    if source.partition(":")[0] == _STDIN:
        return None, ""
    if os.path.isfile(source):
        return source, ""
    file, colon, line = source.rpartition(":")
    is_line = line.isascii() and line.isdigit() and os.path.isfile(file)
    return (file, colon + line) if is_line else (None, "")


def _is_stream(source: str) -> bool:
    """Whether it is standard input, or a pipe that a shell opened: `<(...)`."""
    stream = source.partition(":")[0]
    return stream == _STDIN or is_opened(stream)


def _name(article: Article) -> ArticleId | None:
    """The id as the end of the path, without the number that the reader may have added."""
    base, _, number = article.id.rpartition("~")
    names = [article.id, base] if number.isascii() and number.isdigit() else [article.id]
    return next((ArticleId(name) for name in names if _is_end(name, article.source)), None)


def _is_end(name: str, source: str) -> bool:
    """Whether a path ends with a name, which may be cut or shown otherwise."""
    path = source.replace(os.sep, "/")
    return f"/{path}".endswith(f"/{name}") or any(printable_id(e) == name for e in _ends(path))


def _ends(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[begin:]) for begin in range(len(parts)))
