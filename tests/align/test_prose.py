"""Names and facts in common are no reuse; words between them, in a row, are."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from aligning import COMPILED, align
from views import box, seen

from reuse.align.kernels.batch import side
from reuse.align.kernels.prose import COVERS_MUCH, prose_odds, says_enough, shared_words
from reuse.align.kernels.weights import view, weigh
from reuse.align.names import written_as_names
from reuse.align.prepare import prepare
from reuse.text.tokens import tokenize

FOG = "Fog closed the port for most of the morning."
FERRIES = "Ferries ran again by noon."
UNIONS = "Unions asked for talks about wages."
DEPOT = "Nobody at the depot would say when work starts."

NAMES = (
    "The inquiry by Deputy Harbour Master General Ruth Okafor into 14 Baltic shipping agents "
    "will go on, the ministry said on Friday.",
    "Deputy Harbour Master General Ruth Okafor charged 14 Baltic shipping agents last week.",
)
CLAUSE = (
    "The ferry crews said that nobody had told them in time about the closing of the quay.",
    "Ferry crews said nobody had told them in time about closing the quay, one reader wrote.",
)
GERMAN = (
    "Die Stadt hat am Dienstag den neuen Haushalt vorgestellt. „Wir haben in den vergangenen "
    "Jahren zu wenig in unsere Schulen investiert und müssen das jetzt nachholen“, sagte die "
    "Bürgermeisterin vor der Sitzung. Der Rat stimmt im März ab.",
    "Im Rathaus wurde lange gestritten. Die Bürgermeisterin sagte, man habe „in den letzten "
    "Jahren zu wenig in unsere Schulen investiert und müsse das jetzt nachholen“. Die "
    "Opposition sieht das anders und kündigte Widerstand an.",
)


def _stories(passages: tuple[str, str]) -> tuple[str, str]:
    return f"{FOG} {passages[0]} {FERRIES}", f"{UNIONS} {passages[1]} {DEPOT}"


def _shared(left: str, right: str) -> tuple[int, float]:
    table = tokenize([left, right])
    columns = prepare(table, names=written_as_names(table, [left, right]))
    one, two = side(columns, 0), side(columns, 1)
    whole = box(0, len(one.key), 0, len(two.key))
    return shared_words(view(one, two, weigh(one, two), False, 0.2), whole)


@pytest.mark.parametrize("tokens", [0, COMPILED])
def test_two_reports_that_share_names_in_a_row_share_no_passage(tokens: int) -> None:
    assert align(*_stories(NAMES), tokens=tokens) == ()


@pytest.mark.parametrize("tokens", [0, COMPILED])
def test_the_same_passage_in_small_letters_is_one(tokens: int) -> None:
    left, right = (text.lower() for text in NAMES)
    assert len(align(*_stories((left, right)), tokens=tokens)) == 1


def test_an_edited_clause_without_names_is_found() -> None:
    (match,) = align(*_stories(CLAUSE))
    assert (match.kind, match.certainty) == ("edited", "possible")


def test_a_language_that_capitalises_nouns_keeps_its_quotations() -> None:
    (match,) = align(*GERMAN)
    assert match.certainty == "possible"


def test_a_run_of_names_as_long_as_asked_for_is_found_all_the_same() -> None:
    left, right = _stories(NAMES)
    (match,) = align(left, right, min_words=6)
    assert "Deputy Harbour Master General Ruth Okafor" in left[match.left.start : match.left.end]


def test_names_and_numbers_do_not_count_as_prose() -> None:
    text = "there Ruth Okafor saw 12 wolves and geese"
    assert _shared(text, text)[0] == 5


def test_prose_is_counted_between_breaks_on_either_side() -> None:
    assert _shared("wolves ate geese near harlow", "wolves ate geese in harlow")[0] == 3
    assert _shared("wolves ate geese near harlow", "near harlow wolves ate geese")[0] == 3
    assert _shared("wolves ate geese", "snow fell") == (0, 0.0)


def test_all_that_is_matched_is_covered() -> None:
    covered = _shared("Wolves ate geese near Harlow.", "Wolves ate geese. Harlow mourns.")[1]
    assert covered == pytest.approx(4 * log(40 / 2))


def test_where_no_names_are_known_every_word_is_prose() -> None:
    pair = seen("Ruth Okafor Left", "Ruth Okafor Left")
    assert shared_words(pair.forward, box(0, 3, 0, 3))[0] == 3


def test_the_prose_odds_are_the_published_regression() -> None:
    expected = -14.38 + 5.60 * log(6) + 1.63 * log(21)
    assert prose_odds(5, 20.0) == pytest.approx(expected)


def test_the_side_that_shares_less_decides() -> None:
    pair = seen("Wolves ate geese near Harlow.", "Wolves ate geese. Then Harlow mourns.")
    whole = box(0, 5, 0, 6)
    turned = box(0, 6, 0, 5)
    mine, theirs = shared_words(pair.forward, whole), shared_words(pair.backward, turned)
    odds = prose_odds(min(mine[0], theirs[0]), min(mine[1], theirs[1]))
    assert says_enough(pair.forward, pair.backward, whole, odds)
    assert not says_enough(pair.forward, pair.backward, whole, odds + 0.01)


def test_no_odds_are_asked_where_much_is_covered() -> None:
    text = " ".join(f"wolf{n} of" for n in range(30))
    pair = seen(text, text)
    assert shared_words(pair.forward, box(0, 60, 0, 60))[1] >= COVERS_MUCH
    assert says_enough(pair.forward, pair.backward, box(0, 60, 0, 60), 1000.0)
    assert not says_enough(pair.forward, pair.backward, box(0, 30, 0, 30), 1000.0)


def test_capitals_name_nothing_where_they_are_the_rule() -> None:
    texts = ["", "Wolves ATE Geese Near a Lake In 1999", "Wolves ate 3 geese \U00010400\ud800 x"]
    marked = written_as_names(tokenize(texts), texts)
    assert np.flatnonzero(marked).tolist() == [7, 8, 10, 12]
