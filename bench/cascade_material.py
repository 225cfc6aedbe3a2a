"""What cascades are made of: cleaned articles, passages found in one of them only, outlets."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from cascade_credits import Publisher
from cascade_text import Paragraphs, cleaned, listed, names_an_outlet, word_count
from natural import grams
from numpy.typing import NDArray

from reuse.trace.outlets import UNLISTED, Outlet, directory

PASSAGE_SENTENCES = 8
PASSAGE_WORDS = (25, 250)
_LEAST_HOST_WORDS = 50
_LEAST_AROUND = 15
_SPARE_WORDS = (6, 25)
_MOST_QUOTED = 0.5
_AGENCY_ORIGINALS = 0.2
_AGENCY_COPIES = 0.05
_INVENTED = 0.2
_TOWNS = (
    "Fairview", "Millbrook", "Ashford Falls", "Cedar Bluff", "Northfield", "Lakemont", "Stonehaven",
    "Willow Creek", "Eastborough", "Pine Hollow", "Kingsmere", "Harrowgate", "Bellwood", "Oakhurst",
    "Riverton", "Marlow Bay", "Thornbury", "Glenmore", "Silverton", "Westcliff", "Dunmore",
)  # fmt: skip
_PAPERS = (
    "Courier", "Gazette", "Herald", "Advertiser", "Observer", "Echo", "Chronicle", "Record",
    "Sentinel", "Mercury", "Reporter", "Bugle",
)  # fmt: skip
_LOWER = re.compile(r"[a-z]+")
_QUOTED = re.compile('["“][^"“”]*["”]')


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one article, counted through its paragraphs."""

    article: int
    first: int
    text: tuple[str, ...]

    def around(self, prose: Paragraphs) -> tuple[str, str, str]:
        """What stands before the passage, the passage as it stands there, and what follows."""
        parts = ["", "", ""]
        number = 0
        for paragraph in prose:
            for place, sentence in enumerate(paragraph):
                gap = "" if not number else " " if place else "\n\n"
                side = 0 if number < self.first else 1 if number < self.last else 2
                parts[0 if side == 1 and number == self.first else side] += gap
                parts[side] += sentence
                number += 1
        return parts[0], parts[1], parts[2]

    @property
    def last(self) -> int:
        """The number of the sentence behind the passage."""
        return self.first + len(self.text)


@dataclass(frozen=True, slots=True)
class Material:
    """Cleaned articles by number; which give passages and which may hold one."""

    prose: Sequence[Paragraphs]
    titles: Sequence[str | None]
    passages: Sequence[Passage]
    hosts: Sequence[int]
    vocabulary: Sequence[str]
    own_sentences: Sequence[str]


def gather(records: Sequence[Mapping[str, object]], families: int, *, seed: int) -> Material:
    """Material for so many families, from articles with a `text` and perhaps a `title`."""
    draw = random.Random(f"{seed}/material")
    prose = [cleaned(str(record["text"])) for record in records]
    titles = [_title(record.get("title")) for record in records]
    roomy = [n for n, p in enumerate(prose) if sum(map(word_count, p)) >= _LEAST_HOST_WORDS]
    draw.shuffle(roomy)
    found = list(_passages(prose, roomy, draw))
    passages = _unique(prose, found)[:families]
    taken = {passage.article for passage in passages}
    hosts = [number for number in roomy if number not in taken]
    spare = [s for n in set(range(len(prose))) - set(roomy) for part in prose[n] for s in part]
    spare = [s for s in spare if _SPARE_WORDS[0] <= len(s.split()) <= _SPARE_WORDS[1]]
    words = [w for n in roomy[:2000] for part in prose[n] for s in part for w in s.split()]
    vocabulary = [word for word in words if _LOWER.fullmatch(word)]
    return Material(prose, titles, passages, hosts, vocabulary, sorted(spare))


def _title(title: object) -> str | None:
    return title if isinstance(title, str) and not names_an_outlet(title) else None


def _passages(
    prose: Sequence[Paragraphs], articles: Sequence[int], draw: random.Random
) -> Iterator[Passage]:
    """One passage of each article that has a fit one."""
    for number in articles:
        flat = [s for part in prose[number] for s in part]
        total = word_count(flat)
        for _ in range(4):
            first = draw.randrange(len(flat))
            text = tuple(flat[first : first + draw.randint(1, PASSAGE_SENTENCES)])
            words = word_count(text)
            fits = PASSAGE_WORDS[0] <= words <= min(PASSAGE_WORDS[1], total - _LEAST_AROUND)
            if fits and text[0][0].isupper() and not _is_speech(text):
                yield Passage(number, first, text)
                break


def _is_speech(text: Sequence[str]) -> bool:
    """Whether most of a passage is somebody's words, which nobody wrote first."""
    whole = " ".join(text)
    return sum(map(len, _QUOTED.findall(whole))) > _MOST_QUOTED * len(whole)


def _unique(prose: Sequence[Paragraphs], passages: Sequence[Passage]) -> list[Passage]:
    """The passages of which no 8 words in a row stand in another article as well."""
    texts = [" ".join(s for part in p for s in part) for p in prose]
    table = grams([*texts, *(" ".join(p.text) for p in passages)])
    known, times = np.unique(table.hashes[: table.offsets[len(texts)]], return_counts=True)
    common = known[times > 1]
    return [p for n, p in enumerate(passages, len(texts)) if not _meets(common, table.of(n))]


def _meets(common: NDArray[np.uint64], own: NDArray[np.uint64]) -> bool:
    """Whether two ascending arrays have a value in common."""
    at = np.searchsorted(common, own)
    inside = at < len(common)
    return bool((common[at[inside]] == own[inside]).any())


class Press:
    """Outlets to draw from: the listed ones without aggregators, and invented local papers."""

    @cached_property
    def _listed(self) -> list[Publisher]:
        found = []
        for row in listed():
            outlet = directory().resolve(str(row["name"]))
            if outlet.kind not in ("aggregator", UNLISTED):
                aliases = row.get("aliases", ())
                found.append(Publisher(outlet, (outlet.name, *aliases)))  # type: ignore[misc]  # a list of names
        return found

    @cached_property
    def _agencies(self) -> list[Publisher]:
        return [p for p in self._listed if p.outlet.is_agency]

    @cached_property
    def _printers(self) -> list[Publisher]:
        kinds = ("agency", "press-release wire")
        return [p for p in self._listed if p.outlet.kind not in kinds]

    @cached_property
    def _others(self) -> list[Publisher]:
        return [p for p in self._listed if not p.outlet.is_agency]

    def staff(self, number: int, draw: random.Random) -> list[Publisher]:
        """So many outlets, no two of one house; the first is the original's."""
        chosen: list[Publisher] = []
        while len(chosen) < number:
            share = _AGENCY_COPIES if chosen else _AGENCY_ORIGINALS
            printers = self._printers if chosen else self._others
            publisher = self._one(draw, self._agencies if draw.random() < share else printers)
            if not any(publisher.outlet.same_house(other.outlet) for other in chosen):
                chosen.append(publisher)
        return chosen

    def anybody(self, draw: random.Random, *, but: Sequence[Publisher]) -> Publisher:
        """Any outlet but those, and of none of their houses."""
        while True:
            publisher = self._one(draw, self._listed)
            if not any(publisher.outlet.same_house(other.outlet) for other in but):
                return publisher

    def _one(self, draw: random.Random, listed: Sequence[Publisher]) -> Publisher:
        if listed is self._agencies or draw.random() >= _INVENTED:
            return draw.choice(listed)
        name = f"{draw.choice(_TOWNS)} {draw.choice(_PAPERS)}"
        name = f"The {name}" if draw.random() < 0.6 else name
        return Publisher(Outlet(name), (name,))
