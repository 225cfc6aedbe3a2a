"""Which outlet a name, an alias or a domain means.

The list is data (`outlets.toml`), loaded when first asked.  Names are compared
word by word in their folded form; a word written in capitals (AP, RT) must be
in capitals in the text too, so that "rt" and "ap" in running text are no outlet.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reuse.text.addresses import host_of

UNLISTED = "unlisted"
_DATA = Path(__file__).with_name("outlets.toml")
_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(r"(?:www\d?|m|amp|edition|mobile)\.")
_MAX_NAME = 120
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher of news: `kind` is one of those of outlets.toml, or "unlisted"."""

    name: str
    kind: str = UNLISTED
    country: str | None = None
    language: str | None = None
    owner: str | None = None
    domains: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes two mentions the same outlet: the folded name without "the"."""
        return _key(self.name)

    @property
    def is_agency(self) -> bool:
        """Whether this outlet writes for others to print."""
        return self.kind == "agency"

    @property
    def is_portal(self) -> bool:
        """Whether this outlet shows what others write."""
        return self.kind == "aggregator"

    def same_house(self, other: Outlet) -> bool:
        """Whether both are one outlet, or of one owner."""
        if self.key == other.key:
            return True
        return self.owner is not None and self.owner == other.owner


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an outlet, as words, folded and as listed."""

    words: tuple[str, ...]
    listed: tuple[str, ...]
    outlet: Outlet
    is_short: bool = False

    def is_written(self, written: Sequence[str]) -> bool:
        """Whether the words of a text, of the right number, spell this name."""
        return all(
            fold_word(text) == word and _same_capitals(text, listed)
            for text, word, listed in zip(written, self.words, self.listed, strict=True)
        )


def _same_capitals(text: str, listed: str) -> bool:
    """Whether `text` is an acronym or begins with a capital where `listed` does."""
    if len(listed) < _LONGEST_ACRONYM and listed.isupper():
        return text == listed
    return text[0].isupper() or not listed[0].isupper()


@dataclass(frozen=True, slots=True)
class Directory:
    """All listed outlets, by the first two words of their names and by domain."""

    by_start: Mapping[tuple[str, ...], tuple[Name, ...]]
    by_name: Mapping[str, Outlet]
    domains: Mapping[str, Outlet]

    def starting(self, first: str, second: str | None) -> tuple[Name, ...]:
        """Names that begin with these words, or are the first of them; longest first."""
        single = self.by_start.get((first,), ())
        if second is None:
            return single
        return (*self.by_start.get((first, second), ()), *single)

    def extended(self, outlets: Iterable[Outlet]) -> Directory:
        """This directory with further outlets, known by their names only."""
        names = [_name(outlet.name, outlet, is_short=False) for outlet in outlets]
        added = _by_start([name for name in names if name.words])
        starts = {
            start: _longest_first((*self.by_start.get(start, ()), *found))
            for start, found in added.items()
        }
        by_name = {_key(name.outlet.name): name.outlet for name in names}
        return Directory({**self.by_start, **starts}, {**by_name, **self.by_name}, self.domains)

    def by_domain(self, host: str) -> Outlet | None:
        """The outlet that publishes at `host` or at a domain above it."""
        labels = _HOST.sub("", host.lower().strip("."), count=1).split(".")[-8:]
        tails = (".".join(labels[i:]) for i in range(len(labels) - 1))
        return next((self.domains[tail] for tail in tails if tail in self.domains), None)

    def resolve(self, label: str) -> Outlet:
        """The outlet that `label` (a name, an alias, a domain or a URL) means, listed or not."""
        label = " ".join(label[:_MAX_NAME].split())
        listed = self.by_name.get(_key(label))
        if listed is None and "." in label and " " not in label:
            listed = self.by_domain(host_of(label))
        return listed or Outlet(label)


@cache
def directory() -> Directory:
    """The shipped list, read once."""
    rows = tomllib.loads(_DATA.read_text("utf-8"))["outlets"]
    names: list[Name] = []
    domains: dict[str, Outlet] = {}
    for row in rows:
        outlet = _outlet(row)
        names += _names(row, outlet)
        for domain in outlet.domains:
            domains.setdefault(domain, outlet)
    by_name: dict[str, Outlet] = {}
    for name in names:
        if not name.is_short or name_words(name.outlet.name) == name.words:
            by_name.setdefault(" ".join(_without_article(name.words)), name.outlet)
    return Directory(_by_start(names), by_name, domains)


def fold_word(word: str) -> str:
    """A word without case and accents, for comparing names only."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name.

    >>> name_words("The St. Louis Post-Dispatch")
    ('the', 'st', 'louis', 'post', 'dispatch')
    """
    return tuple(fold_word(word) for word in _WORD.findall(name))


@lru_cache(maxsize=1 << 14)  # asked for again with every credit and every witness
def _key(label: str) -> str:
    return " ".join(_without_article(name_words(label)))


def _without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _outlet(row: Mapping[str, Any]) -> Outlet:
    return Outlet(
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        language=row["language"],
        owner=row.get("owner"),
        domains=tuple(row.get("domains", ())),
    )


def _names(row: Mapping[str, Any], outlet: Outlet) -> Iterable[Name]:
    short = row.get("short", ())
    for label in dict.fromkeys((row["name"], *row.get("aliases", ()), *short)):
        yield _name(label, outlet, is_short=label in short)


def _name(label: str, outlet: Outlet, *, is_short: bool) -> Name:
    return Name(name_words(label), tuple(_WORD.findall(label)), outlet, is_short)


def _by_start(names: Iterable[Name]) -> dict[tuple[str, ...], tuple[Name, ...]]:
    grouped: dict[tuple[str, ...], list[Name]] = {}
    for name in names:
        grouped.setdefault(name.words[:2], []).append(name)
    # Longest first: "The Sunday Times" before "The Sun"; full names before short ones.
    return {start: _longest_first(group) for start, group in grouped.items()}


def _longest_first(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted(names, key=lambda n: (-len(n.words), n.is_short, n.words)))
