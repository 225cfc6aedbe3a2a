"""Leave to print what an outlet writes, and the credit that it asks for in return.

Outlets are those of `reuse.trace`: "AP", "Associated Press" and "apnews.com" are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reuse.model import Article
from reuse.report.wording import count
from reuse.text.addresses import plain_address
from reuse.text.layout import Layout
from reuse.text.normal import fold
from reuse.trace.outlets import directory
from reuse.verdict import Decision, Wording

_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"""(?:https?://|\bwww\.)[^\s<>"“”]{1,2000}""", re.IGNORECASE)
_AFTER = ".,;:!?'’)]}*_"


@dataclass(frozen=True, slots=True)
class Licence:
    """What `outlet` writes may run, with one of the wordings of `credit` in the draft.

    They count in its first `paragraphs` after the headline; None: anywhere, or as its author.
    Without one, the draft is judged as `missing` says; None: as though there were no licence.
    """

    outlet: str
    credit: tuple[str, ...] = ()
    paragraphs: int | None = None
    missing: Decision | None = None

    def wanted(self, draft: Draft) -> Wording | None:
        """The wording that the draft does not have; None where it has one, or need not."""
        by = draft.end_of(self.paragraphs)
        if not self.credit or any(draft.says(w, self.paragraphs) for w in self.credit):
            return None
        return Wording(directory().resolve(self.outlet).name, self.credit[0], self.paragraphs, by)


@dataclass(frozen=True)
class Draft:
    """A draft, and what is asked of its words again for each of its passages."""

    article: Article

    def leads_to(self, address: str) -> bool:
        """Whether the draft links to a web address, or has it in its text."""
        return plain_address(address) in self._addresses

    @cached_property
    def _addresses(self) -> frozenset[str]:
        linked = (plain_address(link.url) for link in self.article.links)
        return frozenset([*linked, *_plain_addresses(self.article.text)])

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self.article.text)

    @cached_property
    def _beginnings(self) -> dict[int | None, str]:
        return {}

    def end_of(self, paragraphs: int | None) -> int:
        """The code point at which that many paragraphs end, or the draft."""
        if paragraphs is None or not self._layout.ends:
            return self._end
        is_headed = _plain(self._layout.words(0)) == _plain(self.article.title or "")
        return self._layout.ends[: paragraphs + is_headed][-1]

    @cached_property
    def _end(self) -> int:
        return len(self.article.text.rstrip())

    def says(self, words: str, paragraphs: int | None) -> bool:
        """Whether the words stand there, one after the other, in whatever typography."""
        if paragraphs not in self._beginnings:
            author = (self.article.author or "") if paragraphs is None else ""
            text = self.article.text[: self.end_of(paragraphs)]
            self._beginnings[paragraphs] = f" {_plain(author)} \0 {_plain(text)} "
        return f" {_plain(words)} " in self._beginnings[paragraphs]


def _plain_addresses(text: str) -> Iterator[str]:
    """The addresses in a text, plain, each as all that it may be before what follows it."""
    for hit in _ADDRESS.finditer(text):
        said = hit[0] if hit[0].lower().startswith("http") else f"http://{hit[0]}"
        inside = re.split(r"[)\]]", said, maxsplit=1)[0]
        for address in {said, said.rstrip(_AFTER), said.rpartition(")")[0], inside}:
            yield plain_address(address.rstrip(".,"))


def same_outlet(one: str, other: str) -> bool:
    """Whether two names, aliases or addresses mean one outlet.

    >>> same_outlet("AP", "apnews.com"), same_outlet("dpa", "dpa-AFX")
    (True, False)
    """
    known = directory()
    return known.resolve(one).key == known.resolve(other).key


def same_house(one: str, other: str) -> bool:
    """Whether two names mean one outlet, or outlets of one owner.

    >>> same_house("The Sun", "The Times"), same_house("The Sun", "Reuters")
    (True, False)
    """
    known = directory()
    return known.resolve(one).same_house(known.resolve(other))


def place_of(wording: Wording) -> str:
    """Where a wording belongs, as a sentence says it."""
    if wording.paragraphs is None:
        return "in the text"
    if wording.paragraphs == 1:
        return "in the first paragraph"
    return f"in the first {count(wording.paragraphs, 'paragraph')}"


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
