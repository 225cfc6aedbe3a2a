"""A made-up collection with everything that engines could see differently.

Articles of random words, passages copied and edited, a line under every fifth article, a
template, exact copies, empty texts, hard-wrapped lines and several languages.
"""

from __future__ import annotations

import random
from pathlib import Path

from reuse.model import Article, ArticleId

SEEDS = Path(__file__).parents[2] / "seeds"
WORDS = [w.strip(".,;:!?") for f in sorted(SEEDS.iterdir()) for w in f.read_text("utf-8").split()]
LINE = "Sign up to our newsletter “for free” and never miss a story from this desk again."
LANGUAGES = (None, "en", "de", "fr-FR", "tlh")


def made_articles(count: int, *, seed: int) -> list[Article]:
    """That many articles, equal for equal seeds."""
    dice = random.Random(seed)
    texts = [_text(dice) for _ in range(count)]
    for number in range(count // 8):
        _plant(texts, dice, words=dice.choice((12, 20, 40, 80)), carriers=2 + number % 4)
    _plant(texts, dice, words=30, carriers=count // 6)
    texts[1] = texts[0]
    texts[3] = " \n"
    texts[4] = "\n" + texts[4].replace(" of ", " of\n").replace(" and ", " and\n")
    return [
        Article(
            ArticleId(f"n{dice.randrange(10**9)}-{i}"),
            text + ("\n\n" + LINE if i % 5 == 2 else ""),
            "made",
            language=LANGUAGES[i % len(LANGUAGES)],
        )
        for i, text in enumerate(texts)
    ]


def _text(dice: random.Random) -> str:
    words = [w for w in dice.choices(WORDS, k=dice.randrange(60, 140)) if w]
    for at in range(0, len(words), dice.randrange(8, 25)):
        words[at] = ("\n" if dice.random() < 0.2 else "") + words[at].capitalize()
        words[at - 1] += dice.choice(".!?")
    return " ".join(words)


def _plant(texts: list[str], dice: random.Random, *, words: int, carriers: int) -> None:
    passage = dice.choices(WORDS, k=words)
    for number in dice.sample(range(5, len(texts)), carriers):
        share = dice.choice((0.0, 0.0, 0.05, 0.1, 0.3))
        copy = [dice.choice(WORDS) if dice.random() < share else word for word in passage]
        own = texts[number].split(" ")
        at = dice.randrange(len(own))
        texts[number] = " ".join([*own[:at], *copy, *own[at:]])
