"""Canaries: what `reuse archive verify` plants, and what it says of those that it misses."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from fault_articles import made_articles

from reuse.archive import Archive, open_archive
from reuse.check import canaries, check
from reuse.check.canaries import Canaries, plant
from reuse.cli import main
from reuse.model import Article, Span
from reuse.progress import silent
from reuse.settings import Settings
from reuse.verdict import Verdict

MADE = made_articles(6, seed=6)
UNHEARD = made_articles(2, seed=60, name="unheard")
Check = Callable[..., Verdict]


def blind(draft: Article, archive: Archive, *, settings: Settings) -> Verdict:
    """A check that knows nothing of the archive."""
    return check(draft, UNHEARD, settings=settings)


def in_part(share: float) -> Check:
    """A check whose findings are cut to that share of the words."""

    def found(draft: Article, archive: Archive, *, settings: Settings) -> Verdict:
        verdict = check(draft, archive, settings=settings)
        cut = [
            replace(f, span=Span(f.span.start, f.span.start + round(share * len(f.span))))
            for f in verdict.findings
        ]
        return replace(verdict, findings=tuple(cut))

    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(MADE)
    return tmp_path / "a.reuse"


def planted(file: Path, count: int, **settings: int) -> Canaries:
    asked = Settings(**settings)  # type: ignore[arg-type]  # numbers of words
    with open_archive(file, settings=asked, write=False) as archive:
        return plant(archive, count, settings=asked, progress=silent)


def verify(file: Path, *options: str) -> tuple[int, str]:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setattr(sys, "argv", ["reuse", "archive", "verify", str(file), "--quiet", *options])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0), out.getvalue()


def test_all_that_is_planted_in_a_sound_archive_is_found(file: Path) -> None:
    found = planted(file, 16)
    assert (found.verbatim, found.edited) == (8, 8)
    assert found.verbatim_found == 8
    assert found.edited_found >= 7


def test_verify_ends_with_status_3_where_a_canary_is_missed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verify(file, "--canaries", "4")[0] == 0
    monkeypatch.setattr(canaries, "check", blind)
    status, said = verify(file, "--canaries", "4")
    assert status == 3
    assert "Planted 2 verbatim: 0% found (0)." in said
    assert "Planted 2 edited (every sixth word): 0% found (0)." in said


@pytest.mark.parametrize(("share", "is_found"), [(0.3, False), (0.8, True)])
def test_a_canary_is_found_where_half_of_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch, share: float, is_found: bool
) -> None:
    monkeypatch.setattr(canaries, "check", in_part(share))
    found = planted(file, 4)
    assert found.verbatim == 2
    assert found.all_verbatim is is_found


def test_an_edited_canary_that_is_missed_is_told_and_is_no_fault() -> None:
    found = Canaries(verbatim=4, verbatim_found=4, edited=4, edited_found=1)
    assert found.all_verbatim
    assert list(found.lines()) == [
        "Planted 4 verbatim: 100% found (4).",
        "Planted 4 edited (every sixth word): 25% found (1).",
    ]


def test_canaries_are_as_long_as_what_is_looked_for(file: Path) -> None:
    found = planted(file, 8, min_words=60)
    assert found.verbatim_found == found.verbatim == 4


def test_nothing_is_planted_where_no_article_is_long_enough(tmp_path: Path) -> None:
    short = [replace(article, text=" ".join(article.text.split()[:11])) for article in MADE]
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(short)
    assert planted(tmp_path / "a.reuse", 4) == Canaries(0, 0, 0, 0)
    status, said = verify(tmp_path / "a.reuse", "--canaries", "4")
    assert (status, "No passage was planted" in said) == (0, True)
