"""Peers as users build them: MinHash and LSH of a library over windows or sentences.

    python bench/windows.py rensa|datasketch windows|sentences CORPUS.jsonl OUT.jsonl

Passages are 40 words every 20, or sentences of five words and more; sets of 3-word
shingles; 64 permutations; Jaccard .5 and more, as the library estimates it.  OUT
gets a line [article, start, end, article, start, end] for each pair.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"\w+")
_WINDOW, _STEP, _SHINGLE, _LEAST = 40, 20, 3, 5
_PERMUTATIONS, _BANDS, _JACCARD = 64, 16, 0.5
Passage = tuple[int, int, int]  # article and code points


def main() -> None:
    """Read, sketch, join and write."""
    library, kind, corpus, out = sys.argv[1:]
    passages, shingles = [], []
    for passage, words in _passages(Path(corpus), kind):
        passages.append(passage)
        shingles.append({" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - 2)})
    join = _rensa if library == "rensa" else _datasketch
    with Path(out).open("w") as rows:
        for left, right in join(shingles):
            if passages[left][0] != passages[right][0]:
                rows.write(json.dumps([*passages[left], *passages[right]]) + "\n")


def _passages(corpus: Path, kind: str) -> Iterator[tuple[Passage, list[str]]]:
    with corpus.open(encoding="utf-8") as lines:
        for article, line in enumerate(lines):
            text = json.loads(line)["text"]
            words = list(_WORD.finditer(text))
            for first, last in _cuts(text, words, kind):
                own = words[first:last]
                span = article, own[0].start(), own[-1].end()
                yield span, [word[0].lower() for word in own]


def _cuts(text: str, words: list[re.Match[str]], kind: str) -> Iterator[tuple[int, int]]:
    if kind == "windows":
        for first in range(0, max(1, len(words) - _WINDOW + _STEP), _STEP):
            if len(words) - first >= _LEAST:
                yield first, min(len(words), first + _WINDOW)
        return
    first = 0
    for number, word in enumerate(words, 1):
        follows = text[word.end() : word.end() + 1]
        if follows in (".", "!", "?", "") or number == len(words):
            if number - first >= _LEAST:
                yield first, number
            first = number


def _rensa(shingles: list[set[str]]) -> Iterator[tuple[int, int]]:
    import rensa

    sketches = rensa.RMinHash.from_token_sets(shingles, _PERMUTATIONS, 1)
    index = rensa.RMinHashLSH(_JACCARD, _PERMUTATIONS, _BANDS)
    index.insert_many(sketches, 0)
    for left, sketch in enumerate(sketches):
        for right in index.query(sketch):
            if left < right and sketch.jaccard(sketches[right]) >= _JACCARD:
                yield left, right


def _datasketch(shingles: list[set[str]]) -> Iterator[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    encoded = ([s.encode() for s in own] for own in shingles)
    sketches = MinHash.bulk(encoded, num_perm=_PERMUTATIONS)
    index = MinHashLSH(threshold=_JACCARD, num_perm=_PERMUTATIONS)
    for number, sketch in enumerate(sketches):
        index.insert(number, sketch, check_duplication=False)
    for left, sketch in enumerate(sketches):
        for right in index.query(sketch):
            if left < right and sketch.jaccard(sketches[right]) >= _JACCARD:
                yield left, right


if __name__ == "__main__":
    main()
