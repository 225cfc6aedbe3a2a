"""A scan that was stopped goes on in its folder, and never takes another scan's work."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
import pytest
from made_corpus import made_articles

from reuse.align.found import MatchColumns, no_matches
from reuse.engine import Means, open_engine
from reuse.engine.local import Aligner, journal, workers
from reuse.engine.local.journal import FolderJournal, claim, scan_key
from reuse.errors import UsageError
from reuse.model import Article, ArticleId, Findings
from reuse.settings import Settings

ARTICLES = made_articles(60, seed=5)


def run(
    work: Path | None, given: list[Article] = ARTICLES, settings: Settings | None = None
) -> Findings:
    engine = open_engine("local", Means(work=work))
    return engine.find_matches(given, settings or Settings(), progress=lambda *_: None)


def stopping(after: int) -> Callable[..., object]:
    """`Aligner.align_columns`, which stops the scan at its so-manieth call."""
    calls = 0
    usual = Aligner.align_columns

    def align(self: Aligner, pairs: object) -> object:
        nonlocal calls
        calls += 1
        if calls > after:
            raise KeyboardInterrupt
        return usual(self, pairs)  # type: ignore[arg-type]  # whatever the engine gave

    return align


def test_a_stopped_scan_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run(None)
    monkeypatch.setattr(journal, "_SECONDS_BETWEEN", 0)
    monkeypatch.setattr(workers, "_MOST_PAIRS", 3)
    done = []
    for after in (0, 4, 4):
        with monkeypatch.context() as patch:
            patch.setattr(Aligner, "align_columns", stopping(after))
            with pytest.raises(KeyboardInterrupt):
                run(tmp_path)
        done.append(len(list(tmp_path.glob("matches-*.npz"))))
    assert done == [0, 4, 8]
    # The search is not made again.
    monkeypatch.setattr("reuse.engine.local.find", None)
    assert run(tmp_path) == expected
    monkeypatch.setattr(Aligner, "align_columns", None)
    assert run(tmp_path) == expected


def test_a_part_that_is_missing_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_SECONDS_BETWEEN", 0)
    monkeypatch.setattr(workers, "_MOST_PAIRS", 3)
    expected = run(tmp_path)
    kept = sorted(tmp_path.glob("matches-*.npz"))
    assert len(kept) > 3
    kept[1].unlink()
    (tmp_path / f"{kept[1].name}.part").write_bytes(b"half a file")
    assert run(tmp_path) == expected


def test_parts_of_two_scans_at_a_time_are_taken_as_far_as_they_reach(tmp_path: Path) -> None:
    one, other = (FolderJournal(tmp_path, "scan") for _ in range(2))
    for each, ends in ((one, (4, 7)), (other, (3, 9))):
        for end in ends:
            new = np.arange(each._done, end, dtype=np.int32)
            columns = (np.zeros(len(new), column.dtype) for column in no_matches())
            each.add_matches(end, MatchColumns(*columns)._replace(left=new))
            each.keep_matches()
    (tmp_path / "matches-notes-of-mine.npz").write_bytes(b"")
    done, found = FolderJournal(tmp_path, "scan").matches()
    assert found.left.tolist() == list(range(done)) == list(range(9))


@pytest.mark.parametrize("other", ["articles", "settings"])
def test_the_work_of_another_scan_is_refused(other: str, tmp_path: Path) -> None:
    run(tmp_path)
    given = ARTICLES[1:] if other == "articles" else ARTICLES
    settings = Settings(min_words=13) if other == "settings" else None
    with pytest.raises(UsageError, match="another scan"):
        run(tmp_path, given, settings)


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("kept", ["candidates.npz", "matches-*.npz"])
@pytest.mark.parametrize("left", [0, 200])
def test_a_damaged_file_is_named(kept: str, left: int, tmp_path: Path) -> None:
    run(tmp_path)
    (file,) = tmp_path.glob(kept)
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(UsageError, match=f"{file.name}: damaged"):
        run(tmp_path)


def test_a_file_with_a_wrong_mark_is_named(tmp_path: Path) -> None:
    run(tmp_path)
    (file,) = tmp_path.glob("matches-*.npz")
    data = bytearray(file.read_bytes())
    data[data.index(b"PK\1\2") + 10] = 99  # the way in which a part of it is compressed
    file.write_bytes(data)
    with pytest.raises(UsageError, match=f"{file.name}: damaged"):
        run(tmp_path)


def test_a_flipped_bit_is_named_or_changes_nothing(tmp_path: Path) -> None:
    given = ARTICLES[:16]
    expected, dice, named = run(tmp_path, given), random.Random(1), 0
    for path in sorted(tmp_path.iterdir()):
        content = path.read_bytes()
        for _ in range(40):
            damaged, at = bytearray(content), dice.randrange(8 * len(content))
            damaged[at >> 3] ^= 1 << (at & 7)
            path.write_bytes(damaged)
            try:
                assert run(tmp_path, given) == expected
            except UsageError as error:
                named += str(tmp_path) in str(error)
        path.write_bytes(content)
    assert named > 60


def test_a_file_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: IO[bytes], **_: object) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(UsageError, match="No space left"):
        run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["reuse-work.json"]


def test_a_search_that_found_nothing_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = ARTICLES[:1]
    expected = run(tmp_path, alone)
    monkeypatch.setattr("reuse.engine.local.find", None)
    assert run(tmp_path, alone) == expected


def test_all_that_the_matches_depend_on_makes_another_scan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = Article(ArticleId("a"), "some words", "made")
    given = [
        [one],
        [replace(one, language="fr")],
        [replace(one, text="other words")],
        [replace(one, id=ArticleId("b"))],
        [one, one],
    ]
    keys = {scan_key(articles, Settings()) for articles in given}
    keys.add(scan_key([one], Settings(language="fr")))
    monkeypatch.setattr("reuse.__version__", "another")
    keys.add(scan_key([one], Settings()))
    assert len(keys) == len(given) + 2


def test_a_damaged_label_of_a_work_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "reuse-work.json").write_text("{no", "utf-8")
    with pytest.raises(UsageError, match="what is kept there is damaged"):
        claim(tmp_path, "a scan")


def test_a_folder_that_a_scan_began_to_claim_is_no_other_one(tmp_path: Path) -> None:
    (tmp_path / "reuse-work.json.17.part").write_text('{"sc')
    assert run(tmp_path) == run(None)
