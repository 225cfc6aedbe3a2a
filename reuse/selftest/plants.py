"""Plants: a passage of one article put into another, as it is, edited, disguised, or as a control.

Controls copy nothing: words of all of an article in an order that nobody wrote, or a passage of
which all but the most frequent words are replaced.  Whether a plant tells anything is looked up
before it is made: its words stand nowhere else, and a control shares no `gram` words in a row
with the article it is from.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reuse.model import Article, Span
from reuse.proof import Asked
from reuse.selftest.disguises import DISGUISES, Disguised
from reuse.selftest.material import Material, Words, words_of
from reuse.selftest.oracle import shared_runs

LENGTHS = (12, 15, 20, 30, 50, 100)
EDITS = (5, 10, 20, 30)  # per cent of the words
OTHER_ORDER, OTHER_WORDS = (
    "words of the article in another order",
    "other words for all but the frequent",
)
CONTROLS = (OTHER_ORDER, OTHER_WORDS)
_CONTROL_LENGTHS = (20, 50, 100)
_DISGUISED_LENGTHS = (20, 50)
_SOURCES, _PLACES, _TOKENS, _TURNS = 8, 4, 20, 6  # how often something else is tried
_HYPHENS = "-\u00ad\u2010\u2011"
_OPENING = "\"'“‘«„‚‹([¿¡「『"

Piece = tuple[str, str]  # a word and what follows it


@dataclass(frozen=True, slots=True)
class Plant:
    """A passage to be put into a copy of an article, before the code point `at`.

    `source` and `copy` are numbers of articles; `changed` are the places of `text` that a
    disguise changed.
    """

    asked: Asked
    source: int
    copy: int
    span: Span
    text: str
    at: int
    changed: tuple[Span, ...] = ()

    @property
    def planted(self) -> Span:
        """Where the passage stands in the copy."""
        return Span(self.at, self.at + len(self.text))

    def article(self, host: Article) -> Article:
        """The copy of its article with the passage in it; nothing that has a place is kept."""
        text = f"{host.text[: self.at]}{self.text} {host.text[self.at :]}"
        return replace(host, text=text, links=(), provenance=(), first_line=None)


def everything_asked(count: int, *, min_words: int) -> deque[Asked]:
    """So many plants, of each kind in turn."""
    lengths = sorted({min_words, *(n for n in LENGTHS if n >= min_words)})
    disguised = sorted({min_words, *(n for n in _DISGUISED_LENGTHS if n >= min_words)})
    kinds = [
        [Asked("verbatim", n, aligned=a) for n in lengths for a in (True, False)],
        [Asked("edited", n, edits, aligned=n % 4 == 0) for edits in EDITS for n in lengths],
        [Asked("disguised", n, name=name) for n in disguised for name in DISGUISES],
        [Asked("control", n, name=name) for n in _CONTROL_LENGTHS for name in CONTROLS],
    ]
    # Each kind evenly among the others, so that few plants are of all kinds.
    spread = [
        ((at + 0.5) / len(kind), number, asked)
        for number, kind in enumerate(kinds)
        for at, asked in enumerate(kind)
    ]
    cycle = [asked for _, _, asked in sorted(spread, key=lambda each: each[:2])]
    return deque(cycle[at % len(cycle)] for at in range(count))


class Planter:
    """Makes plants for one scan after the other; equal for equal seeds.

    `are_apart` says whether two articles, by number, share nothing before anything is planted.
    """

    def __init__(
        self, material: Material, are_apart: Callable[[int, int], bool], *, seed: int
    ) -> None:
        self._material, self._are_apart = material, are_apart
        self._draw = random.Random(f"plants/{seed}")
        self._vain: Counter[Asked] = Counter()

    def rounds(self, asked: deque[Asked]) -> Iterator[list[Plant]]:
        """Plants for one scan at a time, until all are made or no more can be.

        In a scan an article gives one passage or takes one.
        """
        while asked:
            plants = self._round(asked)
            if plants:
                yield plants

    def _round(self, asked: deque[Asked]) -> list[Plant]:
        numbers = range(len(self._material.articles))
        shuffled = self._draw.sample(numbers, len(numbers))
        hosts, sources = shuffled[: len(numbers) // 2], shuffled[len(numbers) // 2 :]
        if not hosts:
            asked.clear()
        plants = []
        for host in hosts:
            if not asked:
                break
            plant = self._plant(asked[0], host, sources)
            if plant:
                plants.append(plant)
                sources.remove(plant.source)
                asked.popleft()
            elif self._vain[asked[0]] < _TURNS:
                self._vain[asked[0]] += 1
                asked.rotate(-1)
            else:
                asked.popleft()
        return plants

    def _plant(self, asked: Asked, host: int, sources: list[int]) -> Plant | None:
        at = self._place(self._material.words[host], aligned=asked.aligned)
        if at is None:
            return None
        for source in self._draw.sample(sources, min(_SOURCES, len(sources))):
            is_long = self._material.words[source].after(0, asked.words) is not None
            if not is_long or not self._are_apart(source, host):
                continue
            for _ in range(_PLACES):
                plant = self._cut(asked, source, host, at)
                if plant and self._tells(plant):
                    return plant
        return None

    def _place(self, words: Words, *, aligned: bool) -> int | None:
        """Where a passage can be put into an article: before a word, and after a space."""
        tokens = words.sentences.tolist() if aligned else range(len(words))
        for token in self._draw.sample(tokens, min(_TOKENS, len(tokens))):
            at = int(words.starts[token])
            while at and words.text[at - 1] in _OPENING:
                at -= 1
            if _is_open(words, token, at):
                return at
        return None

    def _cut(self, asked: Asked, source: int, host: int, at: int) -> Plant | None:
        """A passage of that many words which stands nowhere else, written as is asked for."""
        words = self._material.words[source]
        last = len(words) - 1
        begins = words.sentences.tolist() if asked.aligned else []
        first = self._draw.choice(begins) if begins else self._draw.randint(0, last)
        end = words.after(first, asked.words)
        if end is None:
            return None
        tokens = range(first, end)
        if not self._material.is_unique(source, tokens.start, tokens.stop):
            return None
        span = words.span(tokens.start, tokens.stop)
        written = self._written(asked, source, tokens)
        if asked.name in DISGUISES and not written.changed:
            return None
        if asked.name == OTHER_ORDER:
            span = words.span(0, len(words))
        return Plant(asked, source, host, span, written.text, at, written.changed)

    def _written(self, asked: Asked, source: int, tokens: range) -> Disguised:
        words = self._material.words[source]
        text = words.span(tokens.start, tokens.stop).of(words.text)
        if asked.way == "disguised":
            return DISGUISES[asked.name](text, self._draw)
        if asked.way == "verbatim":
            return Disguised(text, ())
        pieces = [
            (words.word(token), words.gap(token) if token + 1 < tokens.stop else "")
            for token in tokens
        ]
        if asked.way == "edited":
            pieces = self._edited(asked, source, tokens, pieces)
        else:
            pieces = self._uncopied(asked, source, tokens, pieces)
        return Disguised("".join(word + gap for word, gap in pieces).strip(), ())

    def _edited(self, asked: Asked, source: int, tokens: range, pieces: list[Piece]) -> list[Piece]:
        """Three in five of the edits replace a word, the others leave one out, add or swap one."""
        draw, count = self._draw, max(1, round(asked.edits * len(tokens) / 100))
        chosen = set(draw.sample(range(len(pieces)), count))
        result: list[Piece] = []
        for at, (word, gap) in enumerate(pieces):
            way = draw.random() if at in chosen else None
            other = self._material.like(source, tokens[at], draw) if at in chosen else ""
            if way is None:
                result.append((word, gap))
            elif way < 0.6:
                result.append((other, gap))
            elif way < 0.8 and result:
                result.append((word, gap))
                result[-2:] = [(word, result[-2][1]), (result[-2][0], gap)]
            elif way < 0.9:
                result += [(other, gap), (word, gap)]
        return result

    def _uncopied(
        self, asked: Asked, source: int, tokens: range, pieces: list[Piece]
    ) -> list[Piece]:
        if asked.name == OTHER_ORDER:
            words = self._material.words[source]
            drawn = self._draw.sample(range(len(words)), len(pieces))
            return [(words.word(at), gap) for at, (_, gap) in zip(drawn, pieces, strict=True)]
        return [
            (word, gap)
            if self._material.is_frequent(source, token)
            else (self._material.like(source, token, self._draw), gap)
            for token, (word, gap) in zip(tokens, pieces, strict=True)
        ]

    def _tells(self, plant: Plant) -> bool:
        """Whether what is to be expected is known: a control shares nothing by chance."""
        if plant.asked.way != "control":
            return True
        copy = words_of([plant.article(self._material.articles[plant.copy])])[0]
        source = self._material.words[plant.source]
        return not shared_runs(source, copy, least=self._material.gram)


def _is_open(words: Words, token: int, at: int) -> bool:
    """Whether nothing before a place is read as a part of a word that is put there.

    A letter by itself may be one of a spaced-out word, a hyphen may break a word.
    """
    if not at or " " not in words.text:
        return True
    is_lone = token > 0 and len(words.word(token - 1)) == 1
    return (
        words.text[at - 1].isspace()
        and not is_lone
        and words.text[:at].split()[-1][-1] not in _HYPHENS
    )
