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
        """The same for people: what it holds, what it finds and what it was made with."""
        yield f"Articles   {self.articles:,}, of {self.words:,} words"
        yield f"Published  {self._published()}"
        each = f", {self.file_bytes // self.articles:,} bytes an article" if self.articles else ""
        yield f"File       {self.file_bytes / _MEGABYTE:,.1f} MB{each}"
        yield f"Texts      {self._texts()}"
        yield f"Finds      {self._found()}"
        if language := self.manifest.get("language"):
            yield f"Language   {language}, of articles that state none and are too short to tell"
        made_by = self.manifest.get("made_by", "an unknown version")
        yield f"Made by    {made_by}; all particulars: --format json"

    def _published(self) -> str:
        if not self.first or not self.last:
            return "not known of any article"
        return self.first if self.first == self.last else f"{self.first} to {self.last}"

    def _keeps_texts(self) -> bool:
        return self.manifest.get("text") == "kept"

    def _texts(self) -> str:
        if self._keeps_texts():
            return "kept: whoever has the file can read them"
        return "not kept, but fingerprints; ids, addresses, outlets and dates are"

    def _found(self) -> str:
        if not self._keeps_texts():
            return f"runs of {self.manifest.get('min_words', '12')} words and more, word for word"
        rare = ", weighed by how common their words are in it" if self.knows_words else ""
        return f"copied, edited and reworded passages{rare}"
