"""What is found of copies in each script, and what of articles that share none.

Made text, the same for every run: words of a Zipf vocabulary that is drawn for a language,
three in ten of an article's from the 60 words of its subject.  Of two articles on one subject
the second holds a passage of the first, word for word or with words replaced by others of the
vocabulary; a third on the same subject holds none of it.

    python bench/languages.py [--pairs 40]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import reuse
from reuse.model import Article, ArticleId, Match

LETTERS = {
    "Latin": "etaoinshrdlucmfwypvbgkjqxz",
    "Cyrillic": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "Greek": "αοιετσνηυρπκμλςδγχθφβξζψω",
    "Arabic": "البيمونرتعدسفهكقحجشصطخذزضثغظ",
    "Hebrew": "יוהלאמרתבנשדחקעפטכגצזס",
    "Devanagari": "करनसतमहलपयवदबगजचटधभथखडशणफषझ",
    "Hangul": "이다는의가을에고한지로도사하인자기서대시정부나수일어리보전상",
    "Han": "".join(map(chr, range(0x4E00, 0x4E00 + 900))),
    "Kana": "".join(map(chr, range(0x3042, 0x3094))),
    "Thai": "".join(map(chr, range(0x0E01, 0x0E2F))),
}
# Mean letters of a word, of scripts that space none: a made word has one less to one more.
WORD_LETTERS = {"Han": 2, "Kana": 3, "Thai": 3}
VOCABULARY, SUBJECT_WORDS, SUBJECT_SHARE = 3_000, 60, 0.3
ARTICLE_WORDS, SENTENCE_WORDS = 220, 14
EDITS = (0.0, 0.1, 0.2, 0.3)
PASSAGES = (15, 30, 60)  # words
FOUND = 0.7  # of the passage's characters


class Speaker:
    """Says what means nothing, in one script."""

    def __init__(self, script: str, chance: random.Random) -> None:
        self.chance = chance
        self.joint = "" if script in WORD_LETTERS else " "
        self.stop = "。" if script in ("Han", "Kana") else " " if script == "Thai" else ". "
        mean = WORD_LETTERS.get(script, 5)
        letters = LETTERS[script]
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            spread = 1 if script in WORD_LETTERS else 3
            size = max(1, mean + chance.randint(-spread, spread))
            words.setdefault("".join(chance.choices(letters, k=size)))
        self.words = list(words)
        self.weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def subject(self) -> list[str]:
        """Words of which an article on one subject is full."""
        return self.chance.sample(self.words[100:], SUBJECT_WORDS)

    def prose(self, subject: Sequence[str], words: int) -> list[str]:
        """Words in a row."""
        drawn = self.chance.choices(self.words, cum_weights=self.weights, k=words)
        return [
            self.chance.choice(subject) if self.chance.random() < SUBJECT_SHARE else word
            for word in drawn
        ]

    def written(self, words: Sequence[str]) -> str:
        """The words as a text of sentences."""
        cut = range(0, len(words), SENTENCE_WORDS)
        return self.stop.join(self.joint.join(words[n : n + SENTENCE_WORDS]) for n in cut)

    def edited(self, words: Sequence[str], share: float) -> list[str]:
        """The words, a share of them replaced."""
        return [
            self.chance.choice(self.words) if self.chance.random() < share else word
            for word in words
        ]


@dataclass(frozen=True, slots=True)
class Case:
    """Two articles, and where the second holds the passage."""

    left: str
    right: str
    start: int
    end: int

    def found(self, matches: Sequence[Match]) -> bool:
        """Whether the matches hold most of the passage."""
        held = sum(
            max(0, min(m.right.end, self.end) - max(m.right.start, self.start)) for m in matches
        )
        return held >= FOUND * (self.end - self.start)


def case(speaker: Speaker, *, words: int, share: float) -> Case:
    """A passage of the middle of one article in another on its subject."""
    subject = speaker.subject()
    source = speaker.prose(subject, ARTICLE_WORDS)
    begin = speaker.chance.randrange(ARTICLE_WORDS - words)
    passage = speaker.written(speaker.edited(source[begin : begin + words], share))
    head = speaker.written(speaker.prose(subject, ARTICLE_WORDS // 2)) + speaker.stop
    tail = speaker.stop + speaker.written(speaker.prose(subject, ARTICLE_WORDS // 2))
    return Case(speaker.written(source), head + passage + tail, len(head), len(head) + len(passage))


def compared(left: str, right: str) -> tuple[Match, ...]:
    """The matches of two texts, whatever language they may seem to be in."""
    one, two = (
        Article(ArticleId(name), text, name, language="xx")
        for name, text in (("left", left), ("right", right))
    )
    return reuse.compare(one, two)


def measured(script: str, pairs: int) -> list[str]:
    """The cells of a script's row."""
    speaker = Speaker(script, random.Random(f"reuse {script}"))
    cells = []
    for share in EDITS:
        for words in PASSAGES:
            cases = [case(speaker, words=words, share=share) for _ in range(pairs)]
            hits = sum(c.found(compared(c.left, c.right)) for c in cases)
            cells.append(f"{hits / pairs:.2f}")
    alarms = 0
    for _ in range(4 * pairs):
        subject = speaker.subject()
        texts = [speaker.written(speaker.prose(subject, ARTICLE_WORDS)) for _ in range(2)]
        alarms += bool(compared(*texts))
    return [*cells, f"{alarms}/{4 * pairs}"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pairs", type=int, default=40, help="pairs of articles a cell")
    pairs = parser.parse_args().pairs
    heads = [f"{share:.0%} of {words}" for share in EDITS for words in PASSAGES]
    print("| script |", " | ".join([*heads, "false alarms"]), "|")
    print("|---" * (len(heads) + 2) + "|")
    for script in LETTERS:
        print(f"| {script} |", " | ".join(measured(script, pairs)), "|", flush=True)


if __name__ == "__main__":
    main()
