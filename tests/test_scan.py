"""The Python interface: articles in, a report out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import reuse
from reuse.align import MatchColumns, Pairs
from reuse.engine import local
from reuse.errors import InputMissing, NothingToRead, UnreadableInput
from reuse.model import Article, ArticleId

SEEDS = Path(__file__).parent.parent / "seeds"
PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes."
)


def article(name: str, text: str) -> Article:
    return Article(id=ArticleId(name), text=text, source=name)


def test_articles_and_paths_go_together() -> None:
    text = (SEEDS / "002_a795fa3c02f38345.txt").read_text("utf-8")
    report = reuse.scan([article("copy", text), str(SEEDS / "001_541f97202361231a.txt")])
    assert [a.id for a in report.articles] == ["001_541f97202361231a.txt", "copy"]
    assert len(report.families) == 2


def test_one_path_need_not_be_a_list() -> None:
    assert reuse.scan(str(SEEDS)).articles == reuse.scan([SEEDS]).articles


def test_a_repeated_id_gets_a_suffix_and_a_repeated_article_is_skipped() -> None:
    report = reuse.scan([article("a", "one text"), article("a", "two"), article("a", "two")])
    assert [a.id for a in report.articles] == ["a", "a~2"]
    assert [s.reason for s in report.skipped] == ['same id "a" and same text again']


def test_a_suffix_never_meets_an_id_that_was_given() -> None:
    given = [article("a", "one"), article("a", "two"), article("a~2", "three")]
    report = reuse.scan(given)
    assert [(a.id, a.text) for a in report.articles] == [
        ("a", "one"),
        ("a~2", "three"),
        ("a~3", "two"),
    ]


def test_compare_gives_spans_of_both_texts() -> None:
    left = f"Nobody expected rain. {PASSAGE} The mayor was silent."
    right = f"A new report came out on Friday. {PASSAGE.replace('eleven', '11')} Then came autumn."
    (match,) = reuse.compare(left, right)
    assert left[match.left.start : match.left.end] == PASSAGE
    assert match.right.of(right).startswith("The reservoir")
    assert (match.kind, match.left_article, match.right_article) == ("edited", "left", "right")


def test_compare_of_sides_exchanged_is_mirrored() -> None:
    left, right = (f"{opening} {PASSAGE}" for opening in ("First of all.", "Quite another thing."))
    (one,), (other,) = reuse.compare(left, right), reuse.compare(right, left)
    assert (one.left, one.right) == (other.right, other.left)


def test_a_short_verbatim_run_is_found_at_min_words_and_not_below() -> None:
    shared = "of the in a to and on at by for it as"
    left, right = f"Then {shared} yes", f"But {shared} no"
    assert [m.words for m in reuse.compare(left, right)] == [12]
    assert reuse.compare(left, right, settings=reuse.Settings(min_words=13)) == ()


def test_read_leaves_out_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words enough to be read.")
    (tmp_path / "b.txt").write_text("")
    assert [a.id for a in reuse.read([tmp_path])] == ["a.txt"]
    with pytest.raises(UnreadableInput, match=r"b\.txt: empty"):
        reuse.read([tmp_path], strict=True)


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="no article to read"):
        reuse.scan([tmp_path])
    with pytest.raises(InputMissing, match="nowhere"):
        reuse.scan([tmp_path / "nowhere"])
    with pytest.raises(NothingToRead):
        reuse.scan([])


def test_a_lone_article_has_no_family() -> None:
    report = reuse.scan([article("a", PASSAGE)])
    assert (report.families, report.matches, report.words["a"]) == ((), (), 31)


def test_an_agency_named_only_by_datelines_is_the_origin_and_not_the_outlet() -> None:
    paper = "Water runs low in the north\n\nTEHRAN (Tasnim) — {}\n\nThe mayor of {} said nothing."
    report = reuse.scan(
        [article(town, paper.format(PASSAGE, town)) for town in ("Arbor", "Bexhill")]
    )
    (lineage,) = report.lineages
    assert (lineage.origin.outlet, lineage.origin.in_corpus) == ("Tasnim", False)
    assert report.families[0].nature == "wire"


def test_compare_aligns_by_the_code_that_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    class Watched(local.Aligner):
        def align_columns(self, pairs: Pairs) -> tuple[MatchColumns, NDArray[np.int64]]:
            seen.append((pairs.left.tolist(), pairs.right.tolist(), len(pairs.exact)))
            return super().align_columns(pairs)

    monkeypatch.setattr(local, "Aligner", Watched)
    reuse.compare("Nothing in common.", "Not a word of it is the same as there.")
    reuse.compare(f"One. {PASSAGE}", f"Two. {PASSAGE}")
    reuse.scan([article("a", f"One. {PASSAGE}"), article("b", f"Two. {PASSAGE}")])
    assert seen == [([0], [1], 0), ([0], [1], 1), ([0], [1], 1)]
