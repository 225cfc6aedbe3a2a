"""What is told of an archive as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Stats:
    """An archive in numbers; dates are ISO 8601, or None where no article has one.

    `knows_words` is whether it is large enough to tell which words are common; `manifest` is
    what it was made with.
    """

    articles: int
    words: int
    first: str | None
    last: str | None
    file_bytes: int
    postings: int
    segments: int
    knows_words: bool
    manifest: Mapping[str, str]

    def lines(self) -> Iterator[str]:
        """The same in words."""
        yield f"Articles   {self.articles:,}, of {self.words:,} words"
        yield f"Published  {self.first or 'unknown'} to {self.last or 'unknown'}"
        each = f", {self.file_bytes // self.articles:,} bytes an article" if self.articles else ""
        yield f"File       {self.file_bytes / _MEGABYTE:,.1f} MB{each}"
        yield f"Search     {self.postings:,} fingerprints in {self.segments} segments"
        for name, value in self.manifest.items():
            yield f"{name:<10} {value}"
