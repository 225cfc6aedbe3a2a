"""Drafts as a newsroom would check them, and the articles that they are checked against.

From a file of articles some are held out: their words make drafts of 500 words that are new
to the archive, but for what a corpus repeats by itself.  Into one draft in four up to three
passages of archived articles are copied, and into one in seven a wire text that up to 300
archived articles carry.  All of it depends on the file and the seed alone.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from plants import EDITS, Editor

DRAFT_WORDS = 500
HELD_PER_DRAFT = 4  # articles of some 200 words
_KINDS = ("clean", "copied", "clean", "wire", "clean", "copied", "clean")
_MOST_PASSAGES = 3
_LENGTHS = (12, 60)
_EDITS = EDITS[:4]  # up to a fifth of the words
_WIRES = 20
_HELD_PER_WIRE = 20  # few of what is held out is spent on them
_WIRE_WORDS = (60, 150)
_CARRIERS = (5, 300)
_CARRIED_SHARE = 20  # at most one article in so many carries a wire
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were put into a draft: where they are, and whose they were.

    `edits` is the share of the words that were edited, in per cent; `source` the id of an
    archived article that has them, `carriers` how many have.
    """

    start: int
    end: int
    words: int
    edits: int
    source: str
    carriers: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a draft, what kind it is, and what was copied into it."""

    kind: str
    text: str
    passages: tuple[Passage, ...]

    def line(self) -> str:
        """The draft as JSON."""
        return json.dumps(asdict(self)) + "\n"


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles and drafts to make of a file of how many articles."""

    total: int
    archive: int
    drafts: int

    @property
    def held(self) -> int:
        """How many articles are held out for the drafts."""
        return HELD_PER_DRAFT * self.drafts


@dataclass(frozen=True, slots=True)
class _Wire:
    """A wire text, and the numbers of the articles that carry it."""

    words: list[str]
    carriers: list[int]


def read_drafts(path: Path) -> list[Draft]:
    """The drafts as they were written."""
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Draft(d["kind"], d["text"], tuple(Passage(**passage) for passage in d["passages"]))
        for d in found
    ]


def write_material(corpus: Path, size: Size, *, folder: Path, seed: int) -> tuple[Path, Path]:
    """Write the articles of an archive and its drafts; the paths of both.

    Raises:
        ValueError: the file has too few articles.
    """
    if size.held + size.archive > size.total:
        raise ValueError(
            f"{corpus}: {size.total:,} articles; {size.held:,} are held out for {size.drafts}"
            f" drafts, and {size.archive:,} are archived"
        )
    draw = random.Random(seed)
    numbers = draw.sample(range(size.total), size.held + size.archive)
    held, kept = numbers[: size.held], numbers[size.held :]
    sources = draw.sample(kept, min(len(kept), _MOST_PASSAGES * size.drafts))
    records = dict(_chosen(corpus, {*held, *sources}))
    edit = Editor([w for n in held for w in records[n]["text"].split()], draw)
    held_texts = [records[n]["text"] for n in held]
    told = [text for text in held_texts if len(text.split()) >= _WIRE_WORDS[0]]
    told = told[: min(_WIRES, len(held) // _HELD_PER_WIRE)]
    wires = _wires(told, sorted(set(kept) - set(sources)), draw)
    articles = folder / "articles.jsonl"
    ids = _write_articles(corpus, articles, kept=set(kept), wires=wires, edit=edit)
    texts = [text for text in held_texts if text not in told]
    maker = _Maker([records[n] for n in sources], wires, ids, edit)
    drafts = folder / "drafts.jsonl"
    with drafts.open("w", encoding="utf-8") as lines:
        lines.writelines(draft.line() for draft in maker.drafts(texts, size.drafts))
    return articles, drafts


def _chosen(corpus: Path, numbers: Collection[int]) -> Iterator[tuple[int, dict[str, str]]]:
    with corpus.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number in numbers:
                yield number, json.loads(line)


def _wires(texts: Sequence[str], kept: Sequence[int], draw: random.Random) -> list[_Wire]:
    """Wire texts, from one that few carry to one that many do; nobody carries two."""
    most = max(_CARRIERS[0], min(_CARRIERS[1], len(kept) // _CARRIED_SHARE))
    growth = (most / _CARRIERS[0]) ** (1 / max(1, len(texts) - 1))
    sizes = [round(_CARRIERS[0] * growth**number) for number in range(len(texts))]
    carriers = draw.sample(kept, min(len(kept), sum(sizes)))
    wires = []
    for text, size in zip(texts, sizes, strict=True):
        own, carriers = carriers[:size], carriers[size:]
        if own:
            wires.append(_Wire(text.split()[: _WIRE_WORDS[1]], own))
    return wires


def _write_articles(
    corpus: Path, out: Path, *, kept: Collection[int], wires: Sequence[_Wire], edit: Editor
) -> dict[int, str]:
    """Write the kept articles, wires added; the ids of those that carry one."""
    wire_of = {number: wire for wire in wires for number in wire.carriers}
    ids = {}
    with corpus.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as archived:
        for number, line in enumerate(lines):
            if number not in kept:
                continue
            if number in wire_of:
                record = json.loads(line)
                ids[number] = record["id"]
                # Half of the carriers change a word in twenty.
                wire = edit.edited(wire_of[number].words, number % 2 * EDITS[1] / 100)
                text = f"{record['text']}\n\n{wire}"
                archived.write(json.dumps({**record, "text": text}) + "\n")
            else:
                archived.write(line)
    return ids


@dataclass(frozen=True, slots=True)
class _Maker:
    """Puts drafts together; each source serves once."""

    sources: list[dict[str, str]]
    wires: Sequence[_Wire]
    ids: Mapping[int, str]
    edit: Editor

    def drafts(self, texts: Sequence[str], number: int) -> Iterator[Draft]:
        """That many drafts out of the words of those texts."""
        words = " \n\n".join(texts)
        spans = [match.span() for match in _WORD.finditer(words)]
        room = len(spans) // number
        for at in range(number):
            own = spans[at * room : (at + 1) * room][:DRAFT_WORDS]
            body = words[own[0][0] : own[-1][1]] if own else ""
            kind = _KINDS[at % len(_KINDS)]
            yield self._draft(kind, body)

    def _draft(self, kind: str, body: str) -> Draft:
        copied = []
        if kind == "copied":
            copied = [self._copied() for _ in range(self.edit.draw.randint(1, _MOST_PASSAGES))]
        if kind == "wire" and self.wires:
            copied = [self._of_wire()]
        planted = [passage for passage in copied if passage is not None]
        return _put_together(kind, body, planted, self.edit.draw)

    def _copied(self) -> tuple[str, Passage] | None:
        """A passage of the next source that is long enough."""
        draw = self.edit.draw
        length = draw.randint(*_LENGTHS)
        while self.sources:
            source = self.sources.pop()
            words = _words(source["text"])
            if len(words) < length:
                continue
            begin = draw.randrange(len(words) - length + 1)
            edits = draw.choice(_EDITS)
            text = self.edit.edited(words[begin : begin + length], edits / 100)
            return text, Passage(0, 0, length, edits, source["id"], 1)
        return None

    def _of_wire(self) -> tuple[str, Passage]:
        draw = self.edit.draw
        wire = draw.choice(self.wires)
        edits = draw.choice(_EDITS[:2])
        text = self.edit.edited(wire.words, edits / 100)
        source = self.ids[wire.carriers[0]]
        return text, Passage(0, 0, len(wire.words), edits, source, len(wire.carriers))


def _words(text: str) -> list[str]:
    return [word for word in text.split() if any(map(str.isalnum, word))]


def _put_together(
    kind: str, body: str, planted: Sequence[tuple[str, Passage]], draw: random.Random
) -> Draft:
    """The body with the passages as paragraphs between its words, of `DRAFT_WORDS` in all."""
    spans = [match.span() for match in _WORD.finditer(body)]
    room = max(1, DRAFT_WORDS - sum(len(text.split()) for text, _ in planted))
    spans = spans[:room]
    cuts = sorted(draw.sample(range(1, max(2, len(spans))), min(len(planted), len(spans) - 1)))
    text, passages, last = "", [], 0
    for cut, (words, passage) in zip(cuts, planted, strict=False):
        text += body[last : spans[cut - 1][1]] + "\n\n"
        start, last = len(text), spans[cut - 1][1]
        text += words + "\n\n"
        passages.append(
            Passage(
                start,
                start + len(words),
                passage.words,
                passage.edits,
                passage.source,
                passage.carriers,
            )
        )
    return Draft(kind, text + body[last : spans[-1][1]].lstrip(), tuple(passages))
