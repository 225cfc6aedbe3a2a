"""Forms in which newsrooms credit words: none of them is told to need a credit."""

from __future__ import annotations

from pathlib import Path

import pytest

import reuse
from reuse.model import Article, ArticleId

SEEDS = Path(__file__).parents[2] / "seeds"
ARCHIVE = [path for number in ("000", "001") for path in sorted(SEEDS.glob(f"{number}*.txt"))]
REST = (
    " is yet unclear who the helicopter was operated by – Syrian or Russian forces. But the "
    "rebels can be heard in the video saying they have hit a Syrian chopper"
)
LOWER, WORDS = f"it{REST}.", f"It{REST}."


def decisions(line: str) -> set[str]:
    """What is decided of the passages of a draft with one line under its headline."""
    draft = Article(ArticleId("draft"), f"Rescue\n\n{line}\n", "draft", first_line=1)
    return {finding.ruling.decision for finding in reuse.check([draft], ARCHIVE).findings}


@pytest.mark.parametrize(
    "line",
    [
        f"RT reported that {LOWER}",
        f"RT said {LOWER}",
        f"RT reports that {LOWER}",
        f"RT, the broadcaster, reported that {LOWER}",
        f"RT, citing witnesses, reported {LOWER}",
        f"**RT** reported that {LOWER}",
        f"_RT_ said {LOWER}",
        f"According to *RT*, {LOWER}",
    ],
)
def test_words_reported_by_name_need_quotation_marks_at_most(line: str) -> None:
    assert decisions(line) == {"warn"}


@pytest.mark.parametrize(
    "line",
    [
        f"“{WORDS}” (RT)",
        f"“{WORDS}” [RT]",
        f"“{WORDS}” Source: RT.",
        f"> {WORDS}\n>\n> — RT",
        f"> {WORDS}\n— RT",
        f"RT was on the scene. “It{REST},” it reported.",
    ],
)
def test_words_quoted_and_credited_pass(line: str) -> None:
    assert decisions(line) == {"tell"}


@pytest.mark.parametrize(
    "line",
    [
        WORDS,
        f"RT said it could not verify the footage. {WORDS}",
        f"“The ferry sank at noon near the old harbour.” (RT)\n\n{WORDS}",
        f"> The ferry sank at noon near the old harbour.\n> — RT\n\n{WORDS}",
    ],
)
def test_words_beside_a_credit_still_need_one(line: str) -> None:
    assert decisions(line) == {"fail"}
