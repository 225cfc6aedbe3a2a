"""Articles that nobody wrote, drafts that copy from them, and what a check should say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reuse.archive import Archive
from reuse.check import check
from reuse.model import Article, ArticleId, Timestamp
from reuse.verdict import Verdict

_STARTS = "b br d dr f g gl k l m n p pr r s st t tr v".split()
_MIDDLES = "a e i o u ai ea ou".split()
_ENDS = "n r l st m nd ck t".split()
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def words(count: int, *, dice: random.Random) -> list[str]:
    """So many words; the n-th of all is said a n-th as often as the first (Zipf)."""
    return [_word(int(4_000 ** dice.random())) for _ in range(count)]


def _word(number: int) -> str:
    """The word of a number."""
    said = ""
    while True:
        number, start = divmod(number, len(_STARTS))
        number, middle = divmod(number, len(_MIDDLES))
        said += _STARTS[start] + _MIDDLES[middle]
        if not number:
            return said + _ENDS[len(said) % len(_ENDS)]


def prose(said: Sequence[str], *, dice: random.Random) -> str:
    """Words as sentences."""
    text: list[str] = []
    for word in said:
        opens = not text or text[-1].endswith(".")
        text.append((word.capitalize() if opens else word) + ("." if dice.random() < 0.07 else ""))
    return " ".join(text) + "."


def made_articles(count: int, *, seed: int, name: str = "a", length: int = 90) -> list[Article]:
    """So many articles of about so many words, equal for equal seeds; one in three copies."""
    dice = random.Random(f"{seed}/{name}")
    articles: list[Article] = []
    for number in range(count):
        said = words(length + dice.randrange(length), dice=dice)
        if articles and number % 3 == 0 and length > 30:
            other = dice.choice(articles).text.split()
            at = dice.randrange(len(other) - 30)
            said[20:20] = other[at : at + 30]
        articles.append(
            Article(
                ArticleId(f"{name}{number}"),
                prose(said, dice=dice),
                f"{name}{number}.txt",
                title=f"Number {number}",
                outlet=f"Outlet {number % 5}",
                published=Timestamp(_BEGAN + timedelta(hours=number), "minute"),
                url=f"https://{name}.example/{number}",
                language="en",
            )
        )
    return articles


def draft_of(articles: Sequence[Article], *, seed: int) -> Article:
    """A draft that copies from three of the articles, and edits one of these passages."""
    dice = random.Random(seed)
    said: list[str] = []
    for number, other in enumerate(dice.sample(list(articles), 3)):
        theirs = other.text.split()
        at = dice.randrange(len(theirs) - 40)
        passage = theirs[at : at + 40]
        if number == 2:
            passage[5::7] = words(len(passage[5::7]), dice=dice)
        said += words(30, dice=dice) + passage
    draft = Article(ArticleId("draft"), " ".join(said) + ".", "draft", language="en")
    return replace(draft, published=Timestamp(_BEGAN + timedelta(days=300), "day"))


def answer(archive: Archive, draft: Article) -> tuple[object, ...]:
    """All that a check says: equal where, and only where, nothing in it differs."""
    verdict: Verdict = check(draft, archive)
    report = verdict.report
    return verdict.decision, verdict.compared, verdict.findings, report.articles, report.families
