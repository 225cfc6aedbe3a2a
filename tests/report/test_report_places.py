"""What takes a place as a whole, and what programs that were killed left behind."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from report_samples import seed_report

from reuse.report.folder import write_html
from reuse.report.places import beside, held, tidy, write_whole

pytest.importorskip("fcntl")


def left_behind(target: Path, *, folder: bool, age_seconds: int = 3_600) -> Path:
    """What a program that was killed while it wrote `target` left."""
    left = beside(target)
    if folder:
        left.mkdir()
        (left / "index.html").write_text("half")
    else:
        left.write_text("half")
    then = time.time() - age_seconds
    os.utime(left, (then, then))
    return left


def test_a_file_tidies_what_was_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    left, other = left_behind(target, folder=False), left_behind(tmp_path / "b", folder=False)
    write_whole(target, "{}")
    assert target.read_text() == "{}"
    assert not left.exists()
    assert other.exists()


@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_tidies_a_former_report_that_was_on_its_way_out(
    tmp_path: Path, is_there: bool
) -> None:
    target = tmp_path / "out"
    left = left_behind(target, folder=True)
    if is_there:
        write_html(seed_report(), target)
        left = left_behind(target, folder=True)
    write_html(seed_report(), target)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert not left.exists()


def test_what_is_being_written_stays(tmp_path: Path) -> None:
    target = tmp_path / "out"
    left = left_behind(target, folder=True)
    with held(left):
        tidy(target)
    assert left.exists()
    just_begun = left_behind(target, folder=True, age_seconds=0)
    tidy(target)
    assert (left.exists(), just_begun.exists()) == (False, True)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    os.utime(tmp_path / "mine", (0, 0))
    target = tmp_path / "out"
    beside(target).symlink_to(tmp_path / "mine")
    tidy(target)
    assert (tmp_path / "mine").is_dir()
