"""What else aligns two texts from Python, each behind the same three functions.

A peer is asked for passages of two documents that it has prepared before.  Those
that compare sequences get our tokens as small numbers, without paying for them;
those that read text prepare it their own way.
"""

from __future__ import annotations

import contextlib
import importlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pan_measures import Reuse

from reuse.text.columns import TokenTable

LEAST_TOKENS = 8
Block = tuple[int, int, int, int]  # tokens: left start, left end, right start, right end


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its tokens as numbers equal for equal words, and where each lies."""

    number: int
    text: str
    tokens: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that aligns; ours are two more.

    Attributes:
        name: as its package is called.
        finds: what it computes, and what it cannot.
        prepare: a document in the form it wants; not timed.
        align: two of those to its own answer; timed.
        passages: that answer as character ranges of at least `LEAST_TOKENS`
            tokens on either side.
    """

    name: str
    finds: str
    prepare: Callable[[Document], Any]
    align: Callable[[Any, Any], Any]
    passages: Callable[[Any, Document, Document], list[Reuse]]


def documents(texts: Sequence[str], table: TokenTable) -> list[Document]:
    """The texts of a table with their tokens numbered from 0."""
    number = np.unique(table.key, return_inverse=True)[1].astype(np.int32)
    rows = [slice(*table.offsets[at : at + 2].tolist()) for at in range(len(texts))]
    return [
        Document(at, text, number[row], table.start[row], table.end[row])
        for at, (text, row) in enumerate(zip(texts, rows, strict=True))
    ]


def in_characters(blocks: Iterable[Block], left: Document, right: Document) -> list[Reuse]:
    """Ranges of tokens as ranges of characters, without those that are too short."""
    return [
        Reuse(int(left.start[a]), int(left.end[b - 1]), int(right.start[c]), int(right.end[d - 1]))
        for a, b, c, d in blocks
        if min(b - a, d - c) >= LEAST_TOKENS
    ]


def difflib_peer() -> Peer:
    """The standard library."""
    matcher = importlib.import_module("difflib").SequenceMatcher
    return _global(
        "difflib",
        "longest run of words first, recursively; autojunk drops words that make up over 1 %",
        lambda left, right: matcher(None, left, right).get_matching_blocks(),
    )


def difflib_all_peer() -> Peer:
    """The standard library with every word counted."""
    matcher = importlib.import_module("difflib").SequenceMatcher
    return _global(
        "difflib, autojunk off",
        "the same on all words",
        lambda left, right: matcher(None, left, right, autojunk=False).get_matching_blocks(),
    )


def cydifflib_peer() -> Peer:
    """The same algorithm in C++."""
    matcher = importlib.import_module("cydifflib").SequenceMatcher
    return _global(
        "cydifflib, autojunk off",
        "the same in C++",
        lambda left, right: matcher(None, left, right, autojunk=False).get_matching_blocks(),
    )


def levenshtein_peer() -> Peer:
    """Fewest insertions, deletions and replacements."""
    opcodes = importlib.import_module("rapidfuzz.distance").Levenshtein.opcodes
    return _global(
        "rapidfuzz Levenshtein",
        "fewest word edits from one whole text to the other",
        lambda left, right: opcodes(left, right).as_matching_blocks(),
    )


def indel_peer() -> Peer:
    """Fewest insertions and deletions."""
    opcodes = importlib.import_module("rapidfuzz.distance").Indel.opcodes
    return _global(
        "rapidfuzz Indel",
        "longest common subsequence of the whole texts",
        lambda left, right: opcodes(left, right).as_matching_blocks(),
    )


def common_substrings_peer() -> Peer:
    """Every equal run, from one suffix array."""
    runs = importlib.import_module("pydivsufsort").common_substrings
    return Peer(
        "pydivsufsort",
        "every equal run of 8 words in any order, by suffix array; no edits",
        lambda document: document.tokens,
        lambda left, right: runs(left, right, limit=LEAST_TOKENS),
        _equal_runs,
    )


def smith_waterman_peer() -> Peer:
    """The one best local alignment."""
    path = importlib.import_module("stride_align").smith_waterman_path_info
    return Peer(
        "stride-align",
        "Smith-Waterman on words (+2, -1, -1): the one best passage; quadratic in memory",
        lambda document: document.tokens.tolist(),
        path,
        lambda found, left, right: in_characters(
            [(found.query_start, found.query_end, found.target_start, found.target_end)],
            left,
            right,
        ),
    )


def text_matcher_peer() -> Peer:
    """The program for quotations in literature."""
    module = importlib.import_module("text_matcher.matcher")

    def align(left: Any, right: Any) -> tuple[Any, Any, Any]:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints as it goes
            return left, right, module.Matcher(left, right).extended_matches

    # NOTE: its stop words are data to download; without them more matches, as quickly.
    return Peer(
        "text-matcher",
        "difflib over triples of stems, neighbours joined; in the order of both texts",
        lambda document: module.Text(document.text, "", removeStopwords=False),
        align,
        lambda found, left, right: _text_matches(*found),
    )


def cite_right_peer() -> Peer:
    """The program for citations of generated answers."""
    module = importlib.import_module("cite_right")
    config = module.CitationConfig()

    def prepare(document: Document) -> tuple[str, Any]:
        prepared = module.PreparedCitationCorpus.from_sources([document.text], config=config)
        return document.text, prepared

    return Peer(
        "cite-right",
        "Smith-Waterman of each left sentence with those right ones that share words (Rust)",
        prepare,
        lambda left, right: right[1].align(left[0]),
        lambda found, left, right: _citations(found),
    )


PEERS: dict[str, Callable[[], Peer]] = {  # by the package to install
    "difflib": difflib_peer,
    "difflib (all words)": difflib_all_peer,
    "cydifflib": cydifflib_peer,
    "rapidfuzz": indel_peer,
    "rapidfuzz (Levenshtein)": levenshtein_peer,
    "pydivsufsort": common_substrings_peer,
    "stride-align": smith_waterman_peer,
    "text-matcher": text_matcher_peer,
    "cite-right": cite_right_peer,
}


def installed(makers: dict[str, Callable[[], Peer]] = PEERS) -> tuple[list[Peer], list[str]]:
    """The peers that can be imported, and the packages of those that cannot."""
    peers, missing = [], []
    for package, maker in makers.items():
        try:
            peers.append(maker())
        except ImportError:
            missing.append(package)
    return peers, missing


def _global(name: str, finds: str, align: Callable[[list[int], list[int]], Any]) -> Peer:
    return Peer(name, finds, lambda document: document.tokens.tolist(), align, _matching_blocks)


def _matching_blocks(found: Any, left: Document, right: Document) -> list[Reuse]:
    blocks = ((m.a, m.a + m.size, m.b, m.b + m.size) for m in found)
    return in_characters(blocks, left, right)


def _equal_runs(found: Any, left: Document, right: Document) -> list[Reuse]:
    return in_characters(((a, a + size, b, b + size) for a, b, size in found), left, right)


def _text_matches(left: Any, right: Any, matches: Any) -> list[Reuse]:
    found = []
    for match in matches:
        ranges = []
        for text, first, grams in ((left, match.a, match.sizeA), (right, match.b, match.sizeB)):
            spans = text.spans[max(first, 0) : first + grams + 2]  # a gram is three words
            if len(spans) >= LEAST_TOKENS:
                ranges += [spans[0][0], spans[-1][1]]
        if len(ranges) == 4:
            found.append(Reuse(*ranges))
    return found


def _citations(found: Any) -> list[Reuse]:
    return [
        Reuse(span.char_start, span.char_end, citation.char_start, citation.char_end)
        for span, citation in ((row.answer_span, c) for row in found for c in row.citations[:1])
        if min(len(span.text.split()), len(citation.evidence.split())) >= LEAST_TOKENS
    ]
