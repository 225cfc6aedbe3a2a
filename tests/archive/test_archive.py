"""What an archive holds after what was done to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from fault_articles import made_articles

from reuse.archive import Archive, index, listing, open_archive, writing
from reuse.archive.archive import Added
from reuse.errors import ArchiveError
from reuse.model import Article, ArticleId, Timestamp
from reuse.settings import FindSettings, Settings

MADE = made_articles(12, seed=4)
EAST, WEST = (timezone(timedelta(hours=hours)) for hours in (12, -12))
SECRET = "Zyxwvut qponmlk jihgfed cbazyx wvutsr ponmlki hgfedcb azyxwv utsrqpo nmlkjih gfedcba zy."


def ids(archive: Archive) -> list[str]:
    return [entry.id for entry in archive.entries()]


def texts(archive: Archive) -> set[str]:
    return {article.text for article in archive.sample(1_000)}


def archive_of(path: Path, articles: Iterable[Article], *, has_text: bool = True) -> Archive:
    archive = open_archive(path, has_text=has_text)
    archive.add(articles)
    return archive


def test_what_was_added_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        assert archive.add(MADE) == Added(new=12)
    with open_archive(tmp_path / "a.reuse", write=False) as archive:
        assert sorted(archive.sample(99), key=MADE.index) == MADE
        assert (len(archive), ids(archive)) == (12, [article.id for article in MADE])
        assert archive.faults() == ()
    assert [file.name for file in tmp_path.iterdir()] == ["a.reuse"]


def test_adding_again_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.reuse"
    archive_of(path, MADE).close()
    before = path.read_bytes()
    with open_archive(path) as archive:
        assert archive.add([replace(MADE[0], source="elsewhere"), *MADE[1:]]) == Added(unchanged=12)
    assert path.read_bytes() == before


def test_an_article_with_other_content_replaces_that_of_its_id(tmp_path: Path) -> None:
    newer = replace(MADE[3], text="Other words. " + MADE[5].text)
    with archive_of(tmp_path / "a.reuse", MADE) as archive:
        assert archive.add([newer, MADE[4]]) == Added(replaced=1, unchanged=1)
        assert len(archive) == 12
        assert newer.text in texts(archive)
        assert MADE[3].text not in texts(archive)
        assert archive.faults() == ()


def test_the_last_of_equal_ids_in_one_step_counts(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", [MADE[0], replace(MADE[1], id=MADE[0].id)]) as archive:
        assert texts(archive) == {MADE[1].text}


@pytest.mark.parametrize("step_articles", [1, 2, 20])
@pytest.mark.parametrize("versions", [False, True])
def test_records_of_one_id_count_alike_in_one_step_and_in_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step_articles: int, versions: bool
) -> None:
    monkeypatch.setattr(writing, "_STEP_ARTICLES", step_articles)
    one, other = MADE[0], replace(MADE[0], text=MADE[1].text)
    with archive_of(tmp_path / "a.reuse", [MADE[2]]) as archive:
        given = [one, one, MADE[2], other, replace(MADE[2], text=MADE[3].text), one, MADE[4]]
        done = archive.add(given, versions=versions)
        assert done == Added(new=2, replaced=3, unchanged=2)
        found = {article.id: article.text for article in archive.sample(99)}
        assert archive.faults() == ()
    latest = {"a0": one.text, "a2": MADE[3].text, "a4": MADE[4].text}
    former = {"a0@1": one.text, "a0@2": other.text, "a2@1": MADE[2].text}
    assert found == (latest | former if versions else latest)


def test_all_former_versions_go_with_an_article(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE[:2]) as archive:
        for number in range(2, 6):
            archive.add([replace(MADE[0], text=MADE[number].text)], versions=True)
        other = [ArticleId(name) for name in ("a0@x", "a0@", "a0@1x", "a0A", "a0@01")]
        archive.add(replace(MADE[0], id=name) for name in other)
        assert archive.remove(["a0@2"]) == ()
        assert archive.remove(["a0", "a0@1"]) == ()
        assert ids(archive) == ["a1", *other]


def test_former_versions_are_kept_under_numbers_when_asked_for(tmp_path: Path) -> None:
    versions = [replace(MADE[0], text=other.text) for other in MADE[1:4]]
    with archive_of(tmp_path / "a.reuse", MADE[:1]) as archive:
        for version in versions:
            archive.add([version], versions=True)
        found = {article.id: article.text for article in archive.sample(9)}
        assert archive.faults() == ()
    own = MADE[0].id
    assert found == {
        own: versions[2].text,
        f"{own}@1": MADE[0].text,
        f"{own}@2": versions[0].text,
        f"{own}@3": versions[1].text,
    }


def test_removing_tells_the_ids_that_are_not_there(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE) as archive:
        assert archive.remove([MADE[2].id, "none", MADE[7].id]) == ("none",)
        assert set(ids(archive)) == {a.id for a in MADE} - {MADE[2].id, MADE[7].id}
        assert archive.faults() == ()


def test_an_archive_from_which_all_was_removed_is_as_good_as_new(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE) as archive:
        archive.remove([article.id for article in MADE])
        assert (len(archive), archive.faults(), archive.near(MADE[:1]).articles) == (0, (), ())
        assert archive.stats().words == 0
        assert archive.add(MADE) == Added(new=12)
        assert archive.faults() == ()


@pytest.mark.parametrize("has_text", [True, False])
def test_nothing_of_a_removed_article_is_left_in_any_byte(tmp_path: Path, has_text: bool) -> None:
    path = tmp_path / "a.reuse"
    strange = replace(MADE[0], id=ArticleId("unheard-of-id"), text=f"{SECRET} {MADE[0].text}")
    with archive_of(path, MADE[:6], has_text=has_text) as archive:
        archive.add([strange])
        archive.add(MADE[6:])
        number = int(archive._store.execute("SELECT max(number) FROM article").fetchone()[0])
        with archive._store.read():
            row = archive._store.execute(
                "SELECT digest, record, number FROM article WHERE id = 'unheard-of-id'"
            ).fetchone()
            own = _postings_of(archive, row[2])
        assert len(own) > 20
        assert number == 13
        archive.remove([strange.id])
        there = path.read_bytes() + _beside(path)
        assert _postings_of(archive, row[2]) == set()
        assert archive.faults() == ()
    for content in (there, path.read_bytes()):
        assert b"unheard-of-id" not in content
        assert row[0] not in content
        assert row[1][10:40] not in content
        assert not [posting for posting in own if posting in content]


def _beside(path: Path) -> bytes:
    log = path.with_name(path.name + "-wal")
    return log.read_bytes() if log.exists() else b""


def _postings_of(archive: Archive, number: int) -> set[bytes]:
    """The bytes of the postings of an article."""
    found = set()
    for segment in index.segments(archive._store):
        for chunk in index.read_segment(archive._store, segment):
            mine = chunk[index.article_numbers(chunk) == number]
            found |= {posting.tobytes() for posting in mine}
    return found


def _all_postings(archive: Archive) -> set[bytes]:
    numbers = range(1, 1 + len(archive) + 1)
    return {posting for number in numbers for posting in _postings_of(archive, number)}


def test_room_that_removed_articles_took_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "a.reuse"
    made = made_articles(300, seed=3)
    with archive_of(path, made) as archive:
        before = path.stat().st_size
        archive.remove([article.id for article in made])
        assert path.stat().st_size < 0.8 * before
        archive.add(made[:1])  # merges what is left of the fingerprints
        assert path.stat().st_size < before / 8


def test_many_single_adds_leave_few_segments(tmp_path: Path) -> None:
    made = made_articles(60, seed=1, length=20)
    with open_archive(tmp_path / "a.reuse") as archive:
        most = 0
        for article in made:
            archive.add([article])
            most = max(most, archive.stats().segments)
        assert most <= 10
        assert archive.faults() == ()
        assert len(archive) == 60


def test_an_add_of_much_of_the_archive_leaves_one_segment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_STEP_ARTICLES", 4)
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(MADE)
        assert archive.stats().segments == 1
        archive.add(made_articles(1, seed=9, name="b"))
        assert archive.stats().segments == 2
        assert archive.faults() == ()


def test_an_add_writes_as_much_to_a_large_archive_as_to_a_small_one(tmp_path: Path) -> None:
    """Counted over sixteen adds, in which all but seldom merges take part."""
    written = []
    for held in (100, 400):
        made = made_articles(held + 16, seed=2, length=30)
        with archive_of(tmp_path / f"{held}.reuse", made[:held]) as archive:
            before = archive._store._connection.total_changes
            for article in made[held:]:
                archive.add([article])
            written.append(archive._store._connection.total_changes - before)
    assert written[1] <= 1.3 * written[0]


def test_steps_are_kept_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_STEP_ARTICLES", 3)

    def broken() -> Iterable[Article]:
        yield from MADE[:8]
        raise OSError("the wire is down")

    with open_archive(tmp_path / "a.reuse") as archive:
        with pytest.raises(OSError, match="the wire is down"):
            archive.add(broken())
        assert len(archive) == 6
        assert archive.faults() == ()
        assert archive.add(MADE) == Added(new=6, unchanged=6)


def test_what_was_kept_of_an_add_that_failed_is_met_by_the_next_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_STEP_ARTICLES", 1)

    def broken() -> Iterable[Article]:
        yield from MADE[1:6]  # so many steps that some are merged
        raise OSError("the wire is down")

    with archive_of(tmp_path / "a.reuse", MADE[:1]) as archive:
        assert archive.near([MADE[4]]).held == 1
        with pytest.raises(OSError, match="the wire is down"):
            archive.add(broken())
        assert MADE[4] in archive.near([replace(MADE[4], id=ArticleId("draft"))]).articles
        assert MADE[0] in archive.near([replace(MADE[0], id=ArticleId("draft"))]).articles


def test_progress_tells_only_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_STEP_ARTICLES", 5)
    path, seen = tmp_path / "a.reuse", []

    def progress(stage: str, done: int, total: int) -> None:
        with open_archive(path, write=False) as reader:
            seen.append((done, len(reader)))

    with open_archive(path) as archive:
        archive.add(MADE, progress=progress)
    assert seen == [(5, 5), (10, 10), (12, 12)]


def test_what_one_adds_another_that_is_open_sees(tmp_path: Path) -> None:
    with (
        archive_of(tmp_path / "a.reuse", MADE[:4]) as writer,
        open_archive(tmp_path / "a.reuse", write=False) as reader,
    ):
        assert reader.near([MADE[8]]).held == 4
        writer.add([replace(MADE[8], id=ArticleId("same"))])
        assert [article.id for article in reader.near([MADE[8]]).articles] == ["same"]
        writer.remove(["same"])
        assert reader.near([MADE[8]]).articles == ()


def test_an_archive_is_asked_and_written_while_it_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_LISTED_AT_ONCE", 5)
    with archive_of(tmp_path / "a.reuse", MADE[:11]) as archive:
        listed = []
        for entry in archive.entries():
            listed.append(entry.id)
            assert archive.near(MADE[1:2]).articles
            if entry.id == "a4":
                archive.add([MADE[11]])
                archive.remove(["a7", "a0"])
        assert listed == [a.id for a in MADE if a.id != "a7"]
        monkeypatch.setattr(listing, "_LISTED_AT_ONCE", 10)
        assert ids(archive) == [name for name in listed if name != "a0"]


def test_a_question_within_a_question_is_our_error_and_no_damage(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE[:1]) as archive:
        with archive._store.read(), pytest.raises(RuntimeError, match="one after the other"):
            len(archive)
        with pytest.raises(TypeError), archive._store.read():
            sum(["a"])  # type: ignore[list-item]
        with pytest.raises(ValueError, match="somebody else's"):
            archive.add(broken for broken in [_raises()])
        assert archive.faults() == ()
    with pytest.raises(ValueError, match="was closed"):
        len(archive)


def _raises() -> Article:
    raise ValueError("somebody else's")


def test_dates_at_the_ends_of_time_are_told(tmp_path: Path) -> None:
    ends = [
        replace(MADE[0], published=Timestamp(datetime(1, 1, 1, tzinfo=EAST), "day")),
        replace(MADE[1], published=Timestamp(datetime(9999, 12, 31, 23, tzinfo=WEST), "day")),
    ]
    with archive_of(tmp_path / "a.reuse", ends) as archive:
        assert (archive.stats().first, archive.stats().last) == ("0001-01-01", "9999-12-31")


def test_stats_count_what_there_is(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE) as archive:
        archive.remove([MADE[0].id])
        stats = archive.stats()
        assert (stats.articles, stats.first, stats.last) == (11, "2026-01-01", "2026-01-01")
        assert stats.words == sum(entry.words for entry in archive.entries())
        assert stats.file_bytes >= (tmp_path / "a.reuse").stat().st_size
        assert stats.manifest["datasketch"]
        assert stats.postings == len(_all_postings(archive))
        assert not {"secret", "sum"} & stats.manifest.keys()


def test_stats_know_the_first_and_the_last_day(tmp_path: Path) -> None:
    days = [Timestamp(datetime(2025, month, 7, 12, tzinfo=UTC), "day") for month in (5, 2, 11)]
    dated = [replace(a, published=day) for a, day in zip(MADE, [*days, None], strict=False)]
    with open_archive(tmp_path / "a.reuse") as archive:
        assert (archive.stats().first, archive.stats().last) == (None, None)
        archive.add(dated)
        assert (archive.stats().first, archive.stats().last) == ("2025-02-07", "2025-11-07")
        archive.remove([MADE[2].id])
        assert (archive.stats().first, archive.stats().last) == ("2025-02-07", "2025-05-07")


def test_ids_of_any_characters_are_kept(tmp_path: Path) -> None:
    strange = ["", " ", "a'b\"c", "%_", "\x00nul", "x" * 5_000, "é", "e\u0301", "\ud800", "🦊"]
    made = [replace(MADE[0], id=ArticleId(own)) for own in strange]
    with archive_of(tmp_path / "a.reuse", made) as archive:
        assert len(archive) == len(strange)
        assert archive.add(made) == Added(unchanged=len(strange))
        assert archive.faults() == ()
        assert archive.remove(strange) == ()
        assert len(archive) == 0


def test_an_archive_without_texts_holds_no_words(tmp_path: Path) -> None:
    path = tmp_path / "a.reuse"
    with archive_of(path, MADE, has_text=False) as archive:
        assert texts(archive) == {""}
        assert {entry.title for entry in archive.entries()} == {None}
        assert archive.faults() == ()
        assert archive.add(MADE) == Added(unchanged=12)
    content = path.read_bytes()
    said = {word for article in MADE for word in re.findall(r"\w{7,}", article.text)}
    assert said
    assert not [word for word in said if word.encode() in content]


def test_what_is_told_of_an_archive_without_texts_does_not_hold_its_secret(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a.reuse", MADE, has_text=False) as archive:
        stats = archive.stats()
        secret = archive._store.execute("SELECT value FROM manifest WHERE key = 'secret'")
        ((value,),) = secret.fetchall()
    assert len(value) == 16
    assert value not in repr(stats)
    assert value not in "\n".join(stats.lines())


@pytest.mark.parametrize("bands", [8, 32])
def test_settings_that_an_archive_was_not_made_with_are_refused_by_name(
    tmp_path: Path, bands: int
) -> None:
    archive_of(tmp_path / "a.reuse", MADE[:1]).close()
    other = Settings(find=FindSettings(bands=bands))
    with pytest.raises(ArchiveError, match=f"find.bands 16, and this is {bands}"):
        open_archive(tmp_path / "a.reuse", settings=other)


def test_an_archive_of_the_other_kind_is_refused_by_name(tmp_path: Path) -> None:
    for has_text, told in (
        (True, "keeps texts; for fingerprints alone"),
        (False, "alone; for texts"),
    ):
        path = tmp_path / f"{has_text}.reuse"
        archive_of(path, MADE[:1], has_text=has_text).close()
        with pytest.raises(ArchiveError, match=told):
            open_archive(path, has_text=not has_text)
        with open_archive(path) as archive:
            assert len(archive) == 1


def test_two_archives_without_texts_share_no_fingerprint(tmp_path: Path) -> None:
    both = []
    for name in ("a.reuse", "b.reuse"):
        with archive_of(tmp_path / name, MADE[:1], has_text=False) as archive:
            both.append(_postings_of(archive, 1))
    assert both[0].isdisjoint(both[1])


def test_a_reader_can_neither_make_an_archive_nor_write_to_one(tmp_path: Path) -> None:
    archive_of(tmp_path / "a.reuse", MADE[:1]).close()
    settings = Settings()
    with (
        open_archive(tmp_path / "a.reuse", settings=settings, write=False) as archive,
        pytest.raises(ArchiveError, match="cannot be written"),
    ):
        archive.add(MADE)


@pytest.mark.parametrize(
    ("has_text", "said"),
    [
        (True, ["Texts      kept: whoever has", "Finds      copied, edited and reworded passages"]),
        (False, ["Texts      not kept, but fingerprints", "Finds      runs of 12 words and more"]),
    ],
)
def test_stats_are_told_in_words_of_users(tmp_path: Path, has_text: bool, said: list[str]) -> None:
    with open_archive(tmp_path / "a.reuse", has_text=has_text) as archive:
        lines = [*archive.stats().lines()]
        assert all(any(line.startswith(words) for line in lines) for words in said)
        assert "Published  not known of any article" in lines
        manifest = archive.stats().manifest
    # What only another program can use is told as JSON.
    assert not any(name in line for name in (*manifest, "segment") for line in lines if "_" in name)
    assert not any(
        value in line for value in manifest.values() for line in lines if len(value) > 12
    )
