from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reuse.text.layout import quoted

PIECES = st.lists(st.sampled_from(['"', "“", "”", "«", "»", "a word ", "of 6' 2", "\n", "> ", "."]))


def words(text: str) -> list[str]:
    return [span.of(text) for span in quoted(text)]


@given(text=PIECES.map("".join))
def test_quoted_stretches_are_in_order_and_apart(text: str) -> None:
    found = quoted(text)

    assert all(one.end <= other.start for one, other in pairwise(found))


def test_speech_and_block_quotes_are_quoted_and_single_words_are_not() -> None:
    text = "The “rebels” said: “We did not do it.”\n\n> It was somebody else.\n\nThe end."

    assert words(text) == ["“We did not do it.”", "> It was somebody else."]


def test_a_mark_for_inches_opens_no_quotation() -> None:
    assert words('It was 2" wide, as all of them said.') == []


def test_quotations_of_other_scripts() -> None:
    assert words("市長は「この橋はもう危険だと言わざるを得ない」と述べた。") == [
        "「この橋はもう危険だと言わざるを得ない」"
    ]
    assert words("他说：“这座桥已经非常危险，不能再用了。”") == [
        "“这座桥已经非常危险，不能再用了。”"
    ]
    assert words("وقال: «إن الجسر لم يعد آمنا للسيارات».") == ["«إن الجسر لم يعد آمنا للسيارات»"]
    assert words('דובר צה"ל בארה"ב אמר: "הגשר כבר אינו בטוח".') == ['"הגשר כבר אינו בטוח"']


def test_an_open_quotation_reaches_to_the_end_of_its_paragraph_unless_that_is_far() -> None:
    assert words("He said: “It goes on.\n\nNot here.") == ["“It goes on."]
    assert words("He said: “" + "It goes on. " * 200 + "\n\nNot here.") == []


def test_a_long_line_of_marks_costs_no_more_than_its_length() -> None:
    text = '"a word of it" ' * 100_000
    begun = time.process_time()

    assert len(quoted(text)) == 100_000
    assert time.process_time() - begun < 10
