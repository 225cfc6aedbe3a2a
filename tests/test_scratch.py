"""Columns hold the same wherever they live."""

from __future__ import annotations

import errno
import weakref
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from reuse.errors import JudgementError
from reuse.scratch import Files, Memory, Scratch, joined


@pytest.fixture(params=["memory", "files"])
def scratch(request: pytest.FixtureRequest, tmp_path: Path) -> Scratch:
    return Memory() if request.param == "memory" else Files(tmp_path, memory=1 << 26)


def test_a_column_holds_its_parts_in_order(scratch: Scratch) -> None:
    parts = [np.arange(5, dtype=np.int32), np.zeros(0, np.int32), np.arange(9, dtype=np.int32)]
    column = joined(scratch, iter(parts), np.int32)
    scratch.rest()
    assert column.dtype == np.int32
    assert column.tolist() == [*range(5), *range(9)]


def test_a_column_can_be_written_and_outlives_a_rest(scratch: Scratch) -> None:
    column = scratch.empty(1000, np.float32)
    column[:] = 1
    column[::7] = 2
    scratch.rest()
    assert column.sum() == 1000 + len(column[::7])


def test_a_column_that_is_done_keeps_no_parts(scratch: Scratch) -> None:
    column, part = scratch.column(np.int32), np.arange(5, dtype=np.int32)
    gone = weakref.ref(part)
    column.add(part)
    del part
    assert column.done().tolist() == [*range(5)]
    assert gone() is None


def test_columns_without_entries(scratch: Scratch) -> None:
    assert joined(scratch, [], np.uint64).tolist() == []
    assert scratch.empty(0, np.int64).tolist() == []
    assert scratch.column(np.bool_).done().dtype == np.bool_


def test_buckets_give_what_was_added_once(scratch: Scratch) -> None:
    buckets = scratch.buckets(3)
    for round_ in range(4):
        for number in (0, 2):
            buckets.add(number, np.arange(round_, dtype=np.uint64) + np.uint64(10 * number))
    assert buckets.take(2).tolist() == [20, 20, 21, 20, 21, 22]
    assert buckets.take(1).tolist() == []
    assert buckets.take(0).tolist() == [0, 0, 1, 0, 1, 2]


def test_a_slice_that_is_not_contiguous_is_kept_as_it_reads(scratch: Scratch) -> None:
    rows = np.arange(20, dtype=np.int64).reshape(10, 2)
    buckets = scratch.buckets(1)
    buckets.add(0, rows[::3].ravel())
    column = joined(scratch, [rows[:, 1]], np.int64)
    assert buckets.take(0).tolist() == [0, 1, 6, 7, 12, 13, 18, 19]
    assert column.tolist() == list(range(1, 20, 2))


def test_files_leave_nothing_in_their_folder(tmp_path: Path) -> None:
    scratch = Files(tmp_path, memory=1 << 26)
    kept, column, buckets = scratch.empty(9, np.int64), scratch.column(np.int64), scratch.buckets(1)
    column.add(kept)
    buckets.add(0, kept)
    assert list(tmp_path.iterdir()) == []
    assert len(column.done()) == len(buckets.take(0)) == 9


def test_a_bucket_that_finds_no_room_for_all_of_its_rows_is_an_error(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(Files(tmp_path, memory=1 << 26)) as scratch:
        buckets = scratch.buckets(1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 12, usual[1]))
        try:
            with pytest.raises(JudgementError, match=f"kept in {tmp_path}: File too large"):
                buckets.add(0, np.arange(1 << 10, dtype=np.uint64))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_a_full_disk_is_an_error_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full, raising=False)
    with pytest.raises(JudgementError, match=f"kept in {tmp_path}: No space left"):
        Files(tmp_path, memory=1 << 26).empty(10, np.int64)


def test_a_file_system_that_cannot_reserve_room_serves_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr("os.posix_fallocate", cannot, raising=False)
    column = Files(tmp_path, memory=1 << 26).empty(10, np.int64)
    assert column.tolist() == [0] * 10


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match="nowhere: No such file"):
        Files(tmp_path / "nowhere", memory=1 << 26).column(np.int64)
