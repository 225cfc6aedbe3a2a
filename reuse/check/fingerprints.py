"""What names a finding, so that a waiver or a baseline can: a digest of words of the draft.

The border of a passage moves by a word or two when the draft changes around it, and the outlet
that it is traced to when the archive grows.  Neither is in the fingerprint: it is of whole
sentences.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.model import Article, Span
from reuse.text.normal import fold
from reuse.text.tokens import tokenize

_WORD = re.compile(r"\w+")
_CHARS = 16


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a draft: where each begins and ends, and how many words it has."""

    text: str
    starts: NDArray[np.int64]
    word_starts: NDArray[np.int32]
    word_ends: NDArray[np.int32]

    @classmethod
    def of(cls, draft: Article) -> Sentences:
        """The sentences of a draft."""
        table = tokenize([draft.text], [draft.language])
        begins = np.flatnonzero(table.boundary[: len(table.start)] == 1)
        return cls(draft.text, np.union1d(begins, [0]), table.start, table.end)

    def fingerprint(self, span: Span) -> str:
        """The fingerprint of a passage, which survives edits of other sentences.

        It is of the sentences that the passage fills by half and more; of less than half of
        one sentence, of its own words.
        """
        first = int(np.searchsorted(self.word_ends, span.start, side="right"))
        last = int(np.searchsorted(self.word_starts, span.end, side="left"))
        numbers = range(
            int(np.searchsorted(self.starts, first, side="right")) - 1,
            int(np.searchsorted(self.starts, last, side="left")),
        )
        whole = [words for n in numbers if (words := self._words(n, first, last))]
        return fingerprint_of(" ".join(whole) or span.of(self.text))

    def _words(self, number: int, first: int, last: int) -> str:
        """The words of a sentence, or none where half or more of them are not in `first:last`."""
        begin = int(self.starts[number])
        end = int(self.starts[number + 1]) if number + 1 < len(self.starts) else None
        stop = len(self.word_starts) if end is None else end
        shared = min(stop, last) - max(begin, first)
        if 2 * shared < stop - begin or shared <= 0:
            return ""
        return self.text[self.word_starts[begin] : self.word_ends[stop - 1]]


def fingerprint_of(words: str) -> str:
    """The digest of words in their normal form: 16 hexadecimal digits.

    >>> fingerprint_of("The “rebels’") == fingerprint_of("the rebels'")
    True
    """
    content = " ".join(_WORD.findall(fold(words))).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:_CHARS]
