"""Names of pages and places in them: safe on every file system, the same in every run.

An id is foreign text (it may be `../../x`, `CON` or 4,000 characters), so a
name is a short lower-case slug for the reader and a hash for identity.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Protocol

ASSETS = "assets"
_SLUG_LENGTH = 40
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class Links(Protocol):
    """Where each page is, seen from the page that is being written; relative URLs.

    Pages of a folder share their style and script as files of it; one file holds its own.
    """

    is_folder: bool

    def asset(self, name: str) -> str:
        """A file that all pages of a folder share."""

    def page(self, file: str) -> str:
        """A further page of a folder, by its file."""

    def overview(self) -> str:
        """The overview."""

    def family(self, family: str) -> str:
        """The page of a family, by its id."""

    def article(self, article: str) -> str:
        """The page of an article, by its id."""

    def pair(self, left: str, right: str, *, passage: int = 0) -> str:
        """Two articles side by side, in either order, at a passage when it is not 0."""


class FolderLinks:
    """Links between the files of a report folder; `root` leads to it (`""` or `"../"`)."""

    is_folder = True

    def __init__(self, root: str) -> None:
        self.root = root

    def asset(self, name: str) -> str:
        """See `Links.asset`."""
        return f"{self.root}{ASSETS}/{name}"

    def page(self, file: str) -> str:
        """See `Links.page`."""
        return f"{self.root}{file}"

    def overview(self) -> str:
        """See `Links.overview`."""
        return f"{self.root}index.html"

    def family(self, family: str) -> str:
        """See `Links.family`."""
        return f"{self.root}{family_file(family)}"

    def article(self, article: str) -> str:
        """See `Links.article`."""
        return f"{self.root}{article_file(article)}"

    def pair(self, left: str, right: str, *, passage: int = 0) -> str:
        """See `Links.pair`."""
        place = f"#{passage_anchor(left, right, passage=passage)}" if passage else ""
        return f"{self.root}{pair_file(left, right)}{place}"


class FileLinks:
    """Links inside one self-contained file."""

    is_folder = False

    def asset(self, name: str) -> str:
        """See `Links.asset`; a file that holds everything has none beside it."""
        raise ValueError(f"one file has no {name} beside it")

    def page(self, file: str) -> str:
        """See `Links.page`; a file that holds everything has none beside it."""
        raise ValueError(f"one file has no {file} beside it")

    def overview(self) -> str:
        """See `Links.overview`."""
        return "#overview"

    def family(self, family: str) -> str:
        """See `Links.family`."""
        return f"#{anchor('family', family)}"

    def article(self, article: str) -> str:
        """See `Links.article`."""
        return f"#{anchor('article', article)}"

    def pair(self, left: str, right: str, *, passage: int = 0) -> str:
        """See `Links.pair`."""
        return f"#{passage_anchor(left, right, passage=passage)}"


def family_file(family: str) -> str:
    """Path of a family's page in a report folder."""
    return f"families/{_file_name(family)}"


def article_file(article: str) -> str:
    """Path of an article's page in a report folder."""
    return f"articles/{_file_name(article)}"


def pair_file(left: str, right: str) -> str:
    """Path of the page of two articles in a report folder; the same in either order."""
    return f"pairs/{_file_name(*sorted((left, right)))}"


def anchor(kind: str, *ids: str) -> str:
    """The id of a section in a page, unique in a whole report."""
    return f"{kind}-{_digest(ids)}"


def passage_anchor(left: str, right: str, *, passage: int) -> str:
    """The id of one passage of a pair; passage 0 is the pair itself."""
    place = anchor("pair", *sorted((left, right)))
    return f"{place}-{passage}" if passage else place


@lru_cache(maxsize=4096)
def _file_name(*ids: str) -> str:
    length = _SLUG_LENGTH // len(ids)
    slugs = (_NOT_SLUG.sub("-", part[-200:].lower()).strip("-") for part in ids)
    readable = "-".join(slug[:length].strip("-") for slug in slugs).strip("-")
    return f"{readable or 'page'}-{_digest(ids)}.html"


def _digest(ids: tuple[str, ...]) -> str:
    # 64 bits: with a million pages the chance of any two meeting is 3 in 100 million.
    # Lengths first, so that ("a", "bc") and ("ab", "c") differ.
    content = "".join(f"{len(part)}:{part}" for part in ids)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
