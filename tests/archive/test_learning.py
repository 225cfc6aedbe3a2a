"""What an archive has learned of words is what the articles say that are still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fault_articles import answer, draft_of, made_articles
from hypothesis import given
from hypothesis import strategies as st

from reuse.archive import Archive, known, open_archive
from reuse.archive.counts import Learnt, learnt_kept
from reuse.archive.learning import NotCounted, learnt_of, without
from reuse.find.background import Tally
from reuse.model import Article, ArticleId
from reuse.settings import FindSettings
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

# Few words, so that most is said again and again; of one article nothing but its end.
WORDS = st.sampled_from("the old lamp was lit".split())
TEXTS = st.lists(st.lists(WORDS, max_size=30).map(" ".join), min_size=1, max_size=14)
LINE = "nobody lights the lamps along the quay before nightfall in this town"
MADE = made_articles(20, seed=8)


def table_of(texts: Sequence[str]) -> TokenTable:
    return tokenize(list(texts), ["en"] * len(texts))


def told(learnt: Learnt) -> list[object]:
    """All that is counted, without the numbers of the articles."""
    counted = learnt.background
    tallies = (*counted.tallies, counted.stems, learnt.grams)
    return [
        *((tally.hashes.tolist(), tally.counts.tolist()) for tally in tallies),
        (counted.sampled, counted.counted, counted.tokens, counted.tells, learnt.telling),
    ]


@given(TEXTS, st.data(), st.sampled_from([3, 4, 6]))
def test_what_articles_said_is_taken_out_exactly(
    texts: list[str], data: st.DataObject, gram: int
) -> None:
    settings = FindSettings(edited_gram=gram, telling_tokens=100)
    gone = data.draw(st.sets(st.integers(0, len(texts) - 1)))
    every = learnt_of(table_of(texts), settings)
    left = without(every, table_of([texts[number] for number in sorted(gone)]), settings)
    rest = learnt_of(
        table_of([text for number, text in enumerate(texts) if number not in gone]), settings
    )
    tokens = replace(left.background, tokens=rest.background.tokens)
    assert told(replace(left, background=tokens)) == told(rest)


@pytest.mark.parametrize("times", [2, 8, 9, 30])
def test_a_line_that_many_repeat_counts_eight_times_whichever_of_them_go(times: int) -> None:
    settings = FindSettings()
    every = learnt_of(table_of([LINE] * times), settings)
    left = without(every, table_of([LINE] * (times - 1)), settings)
    assert told(left)[:5] == told(learnt_of(table_of([LINE]), settings))[:5]
    # The last three words of an article begin no gram: they count every time.
    assert every.background.counted == 9 * min(times, 8) + 3 * times


def test_words_that_were_not_counted_cannot_be_taken_out() -> None:
    every = learnt_of(table_of([LINE]), FindSettings())
    with pytest.raises(NotCounted):
        without(every, table_of(["lamps and lamps and lamps and lamps"]), FindSettings())
    with pytest.raises(NotCounted):
        without(every, table_of([LINE]), FindSettings(edited_gram=2))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small archives are treated as large ones are."""
    monkeypatch.setattr(known, "_SMALL", 0)


def archive_of(path: Path, articles: Sequence[Article]) -> Archive:
    archive = open_archive(path)
    archive.add(articles)
    return archive


def learnt(archive: Archive) -> Learnt:
    with archive._store.read():
        found = learnt_kept(archive._store)
    assert found is not None
    return found


def forbid_counting(patch: pytest.MonkeyPatch) -> None:
    def counted(*_: object, **__: object) -> Learnt:
        raise AssertionError("all words were counted anew")

    patch.setattr(known, "_counted", counted)


@pytest.mark.usefixtures("large")
def test_an_archive_is_as_one_that_never_had_what_was_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = [MADE[number].id for number in (0, 3, 4, 19)]
    rest = [article for article in MADE if article.id not in gone]
    with (
        archive_of(tmp_path / "never.reuse", rest) as never,
        archive_of(tmp_path / "a.reuse", MADE) as archive,
    ):
        forbid_counting(monkeypatch)
        assert archive.remove(gone[:2]) == ()
        assert archive.remove([*gone[2:], "none"]) == ("none",)
        assert told(learnt(archive)) == told(learnt(never))
        for seed in range(3):
            draft = draft_of(rest, seed=seed)
            assert answer(archive, draft) == answer(never, draft)
        assert archive.faults() == ()


@pytest.mark.usefixtures("large")
def test_what_a_replaced_text_said_is_no_longer_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = [replace(MADE[2], text=LINE), replace(MADE[5], text=f"{LINE} {LINE}")]
    rest = [article for article in MADE if article.id not in {"a2", "a5"}]
    with (
        archive_of(tmp_path / "never.reuse", rest) as never,
        archive_of(tmp_path / "a.reuse", MADE) as archive,
    ):
        forbid_counting(monkeypatch)
        archive.add(newer)
        assert told(learnt(archive)) == told(learnt(never))


@pytest.mark.usefixtures("large")
def test_articles_that_were_not_counted_take_nothing_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where one has got the number of another that was counted."""
    with archive_of(tmp_path / "a.reuse", MADE) as archive:
        forbid_counting(monkeypatch)
        archive.remove([MADE[19].id])
        before = told(learnt(archive))
        archive.add([replace(MADE[19], id=ArticleId("other")), replace(MADE[3], text=LINE)])
        archive.add([MADE[3]])
        middle = told(learnt(archive))
        archive.remove(["other", MADE[3].id])
        assert told(learnt(archive)) == middle != before
        assert archive.faults() == ()


@pytest.mark.usefixtures("large")
def test_words_are_counted_anew_when_half_of_those_counted_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "SAMPLED_WORDS", 1_000)
    with archive_of(tmp_path / "a.reuse", MADE) as archive:
        before = learnt(archive)
        assert 1_000 <= before.background.sampled < 1_300
        with archive._store.read():
            ids = {
                name
                for number, name in archive._store.execute("SELECT number, id FROM article")
                if number in before.numbers
            }
        archive.remove(sorted(ids))
        after = learnt(archive)
        assert after.background.sampled >= 1_000
        assert after.background.tokens == archive.stats().words


@pytest.mark.usefixtures("large")
def test_an_archive_that_does_not_know_whom_it_counted_counts_anew_once(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE) as archive:
        with archive._store.write():
            archive._store.execute(
                "DELETE FROM background WHERE name IN ('grams', 'grams counts', 'part', 'numbers')"
            )
        archive.remove([MADE[0].id])
        with archive_of(tmp_path / "never.reuse", MADE[1:]) as never:
            assert told(learnt(archive)) == told(learnt(never))


def test_small_archives_count_all_that_is_there_when_something_goes(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE[:12]) as archive:
        archive.add(MADE[12:16])
        archive.remove([MADE[0].id])
        assert learnt(archive).background.tokens == archive.stats().words


def test_a_tally_of_nothing_loses_nothing() -> None:
    empty = learnt_of(table_of([""]), FindSettings())
    assert told(without(empty, table_of(["", ""]), FindSettings())) == told(empty)
    assert np.array_equal(empty.grams.hashes, Tally(np.zeros(0, np.uint64), np.zeros(0)).hashes)
