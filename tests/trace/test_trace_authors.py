"""An agency that a record names as the author is a by-line that stands in no words."""

from __future__ import annotations

import pytest
from trace_samples import FILLER, PASSAGE, article, traced, witness

FIRST = f"ADEN (Reuters) - {FILLER}\n\n{PASSAGE}\n\n{FILLER}"


@pytest.mark.parametrize(
    ("author", "status"),
    [
        ("Reuters", "credited"),
        ("Reuters Staff", "credited"),
        ("Jane Doe, Reuters", "credited"),
        ("By Reuters", "credited"),
        ("Jane Doe", "none"),
        ("Time", "none"),
        ("", "none"),
    ],
)
def test_an_agency_named_as_the_author_is_credited(author: str, status: str) -> None:
    copy = article("b", f"{FILLER}\n\n{PASSAGE}", outlet="The Hill Post", author=author)

    family, lineage = traced(article("a", FIRST, outlet="The Mill Herald"), copy)

    credit = witness(family, "b").credit
    assert lineage.origin.outlet == "Reuters"
    assert credit is not None
    assert (credit.status, credit.phrase) == (status, None)
    said = any("states Reuters as its author" in reason for reason in lineage.origin.basis)
    assert said == (status == "credited")


def test_a_by_line_of_the_text_is_not_told_again() -> None:
    copy = article("b", FIRST, outlet="The Hill Post", author="Reuters")

    family, lineage = traced(article("a", FIRST, outlet="The Mill Herald"), copy)

    credit = witness(family, "b").credit
    assert credit is not None
    assert credit.phrase is not None
    assert not any("as its author" in reason for reason in lineage.origin.basis)


def test_an_agency_credits_nobody_by_writing_its_own_article() -> None:
    home = article("a", f"{FILLER}\n\n{PASSAGE}", outlet="Reuters", author="Reuters")

    family, lineage = traced(home, article("b", f"{PASSAGE}\n\n{FILLER}", outlet="The Hill Post"))

    credits = [w.credit for w in family.witnesses]
    assert not any(credit and credit.outlet for credit in credits)
    assert not any("as its author" in reason for reason in lineage.origin.basis)
