"""What was planted and what was reported, held against each other."""

from __future__ import annotations

import pytest

from reuse.model import ArticleId, Family, FamilyId, Report, Span, Witness
from reuse.selftest.judging import Reported

ONE, OTHER = ArticleId("a"), ArticleId("b")
PLACE = Span(100, 200)


def family(number: int, **places: tuple[int, int]) -> Family:
    witnesses = tuple(
        Witness(ArticleId(name), Span(*at), None) for name, at in sorted(places.items())
    )
    return Family(FamilyId(f"f{number}"), witnesses, "copied", 20)


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ([], False),
        ([family(1, a=(100, 150), b=(100, 150))], True),
        ([family(1, a=(100, 149), b=(100, 150))], False),
        ([family(1, a=(100, 130), b=(100, 130)), family(2, a=(130, 160), b=(130, 160))], True),
        # The same half twice is not all of it; nor is what only one of both has.
        ([family(1, a=(100, 140), b=(100, 140)), family(2, a=(100, 140), b=(100, 140))], False),
        ([family(1, a=(100, 200), c=(0, 100)), family(2, b=(100, 200), c=(0, 100))], False),
        ([family(1, a=(300, 400), b=(100, 200))], False),
    ],
)
def test_passages_show_what_they_have_half_of(families: list[Family], expected: bool) -> None:
    reported = Reported(Report("0", {}, (), (), (), tuple(families), ()))
    assert reported.shows((ONE, PLACE), (OTHER, PLACE)) is expected
