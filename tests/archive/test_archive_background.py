"""What an archive says of words: counted in its articles, and forgotten with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fault_articles import made_articles

from reuse.archive import Archive, known, open_archive
from reuse.find.background import Background
from reuse.find.grams import Hashes, gram_hashes
from reuse.model import Article, ArticleId
from reuse.settings import FindSettings, Settings
from reuse.text.tokens import tokenize

MADE = made_articles(20, seed=4)
# Apart, so that they are words that are said often and no passage that is repeated.
BADGERS = [
    Article(ArticleId(f"badger{number}"), said, "", language="en")
    for number, said in enumerate(("An old badger slept.", "Every badger digs.", "Badger, run!"))
]


def known_to(archive: Archive) -> Background | None:
    return archive.near(MADE[:1]).background


def counts(known: Background) -> list[dict[int, int]]:
    return [
        dict(zip(tally.hashes.tolist(), tally.counts.tolist(), strict=True))
        for tally in (*known.tallies, known.stems)
    ]


def hashes(words: str) -> Hashes:
    return gram_hashes(tokenize([words], ["en"]).key, 1)


def often(known: Background | None, words: str) -> list[int]:
    """How often an archive says each word."""
    assert known is not None
    return known.tallies[0].of(hashes(words)).astype(int).tolist()


def test_an_archive_knows_how_often_its_articles_say_a_word(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add([*MADE, *BADGERS])
        known = known_to(archive)
        words = archive.stats().words
    assert often(known, "badger unspoken") == [3, 1]
    assert known is not None
    assert (known.tokens, known.sampled) == (words, words)


def test_what_only_removed_articles_said_is_not_known(tmp_path: Path) -> None:
    with open_archive(tmp_path / "never.reuse") as archive:
        archive.add(MADE)
        never = known_to(archive)
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add([*MADE, *BADGERS])
        assert _said_in(archive, "badger")
        archive.remove([article.id for article in BADGERS])
        after = known_to(archive)
        assert not _said_in(archive, "badger")
    assert never is not None
    if after is not None:  # it may as well be counted later
        assert counts(after) == counts(never)
        assert (after.tokens, after.sampled) == (never.tokens, never.sampled)


def _said_in(archive: Archive, word: str) -> bool:
    """Whether the file counts a word."""
    rows = archive._store.execute("SELECT numbers FROM background").fetchall()
    sought = hashes(word).astype("<u8").tobytes()
    return any(sought in blob for (blob,) in rows)


def test_an_archive_without_articles_says_nothing_of_words(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(MADE)
        archive.remove([article.id for article in MADE])
        assert known_to(archive) is None
        assert archive.stats().knows_words is False


def test_words_are_counted_anew_when_the_archive_has_doubled(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(MADE)
        archive.add(BADGERS)
        assert often(known_to(archive), "badger") == [1]
        archive.add(made_articles(24, seed=7, name="b"))
        assert often(known_to(archive), "badger") == [3]


@pytest.mark.parametrize(("telling", "tells"), [(500, True), (50_000, False)])
def test_only_a_large_archive_tells_what_is_common(
    tmp_path: Path, telling: int, tells: bool
) -> None:
    settings = Settings(find=FindSettings(telling_tokens=telling))
    with open_archive(tmp_path / "a.reuse", settings=settings) as archive:
        assert archive.stats().knows_words is False
        archive.add(MADE)
        assert archive.stats().knows_words is tells
        known = known_to(archive)
    assert known is not None
    assert known.tells is tells


def test_of_a_large_archive_a_part_is_counted_that_its_content_chooses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "SAMPLED_WORDS", 700)
    counted = []
    for order in (1, -1):
        with open_archive(tmp_path / f"{order}.reuse") as archive:
            archive.add(MADE[::order])
            part = known_to(archive)
            longest = max(entry.words for entry in archive.entries())
            assert part is not None
            assert 700 <= part.sampled < 700 + longest
            assert part.tokens == archive.stats().words
            counted.append(counts(part))
            counted.append(sorted(article.id for article in archive.sample(3)))
    assert counted[:2] == counted[2:]
