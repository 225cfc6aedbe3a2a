"""Tokens: the vectorised pass against a plain regular expression, and what folds alike."""

from __future__ import annotations

import itertools
import re
import unicodedata

import numpy as np
import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from reuse.text.columns import TokenTable
from reuse.text.normal import fold
from reuse.text.tokens import tokenize

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
EUROPEAN = st.text(
    st.one_of(
        st.sampled_from("abcdeXYZ éÉßø0189 .,;!?-–—'’\"“”\n\t_()"),
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
    ),
    max_size=200,
)


def spans(text: str) -> list[tuple[int, int]]:
    table = tokenize([text])
    return list(zip(table.start.tolist(), table.end.tolist(), strict=True))


def keys(text: str) -> list[int]:
    result: list[int] = tokenize([text]).key.tolist()
    return result


def words(table: TokenTable, text: str) -> list[str]:
    return [text[s:e] for s, e in zip(table.start.tolist(), table.end.tolist(), strict=True)]


def is_plain(text: str) -> bool:
    """No character that the expression reads otherwise on purpose (½, ª, ¨, soft hyphens)."""
    return all(
        unicodedata.category(c) not in ("No", "Cf", "Cc", "Sk", "Lm") or c in "\n\t" for c in text
    ) and not any(c in text for c in "ªº`´")


@given(EUROPEAN.filter(is_plain))
def test_tokens_are_those_of_the_reference_expression(text: str) -> None:
    assert spans(text) == [m.span() for m in WORD.finditer(text)]


@given(st.lists(st.text(max_size=60) | st.text("ab- .\n\r\u00ad'é", max_size=20), max_size=6))
@example(["a\u00ad", "b c d e"])
@example(["a\u00ad\nb", "c"])
@example(["x a b c", "d e f g h", "a-b-c-d e"])
def test_a_batch_gives_what_its_texts_give_alone(texts: list[str]) -> None:
    together = tokenize(texts)
    for number, text in enumerate(texts):
        alone = tokenize([text])
        mine = slice(together.offsets[number], together.offsets[number + 1])
        assert together.key[mine].tolist() == alone.key.tolist()
        assert together.start[mine].tolist() == alone.start.tolist()
        assert together.end[mine].tolist() == alone.end.tolist()
        stems = together.stems[together.stem[mine]]
        assert stems.tolist() == alone.stems[alone.stem].tolist()
        assert together.boundary[mine].tolist() == alone.boundary[:-1].tolist()


@given(st.text(max_size=200))
@example("㍿ ㏠ ½")
def test_spans_are_ordered_inside_the_text_and_never_empty(text: str) -> None:
    edges = [edge for span in spans(text) for edge in span]
    assert all(0 <= a <= b <= len(text) for a, b in itertools.pairwise(edges))
    assert all(start < end for start, end in spans(text))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the rebels' usage isn't", "the rebels’ usage isn’t"),
        ("“Quoted” text—here", '"Quoted" text - here'),
        ("ﬁrst oﬃce", "first office"),
        ("ＦＵＬＬ width", "full WIDTH"),
        ("Cafe\u0301", "CAFÉ"),
        ("Cafe\u0301", "cafe"),
        ("zero\u200bwidth so\u00adft", "zerowidth soft"),
        ("no\u00a0break", "no break"),
        ("p\u0430ssport \u0441opy", "passport copy"),  # Cyrillic а, с
        ("٣٤ ३", "34 3"),
        ("STRASSE straße", "strasse STRASSE"),
        ("Ёлка й", "ёлка й"),
        ("Ἀθῆναι", "αθηναι"),
        ("مُحَمَّدٌ", "محمد"),
        ("محـــمد", "محمد"),  # stretched
        ("ﻣﺤﻤﺪ ﻻ ﷲ", "محمد لا الله"),  # presentation forms
        ("ﺒﹷي", "بي"),  # with a vowel point by itself
        ("علی کتاب", "علي كتاب"),  # Persian letters, Arabic ones
        ("أحمد إلى آسيا ٱلكتاب", "احمد الى اسيا الكتاب"),
        ("مدرسة یہ خانۀ", "مدرسه يه خانه"),
        ("می‌خواهم", "میخواهم"),
        ("שָׁלוֹם", "שלום"),
        ("שׁלום", "שלום"),
        ("בֵּית־סֵפֶר", "בית ספר"),
        ('צה״ל ארה"ב', "צה”ל ארה''ב"),
        ("ג׳ורג׳", "ג'ורג'"),
        ("क़़लम", "क़़लम"),
        ("क्‍ष", "क्ष"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("ﾊﾝﾊﾞｰｶﾞｰ", "ハンバーガー"),
        ("ガギ", "ガギ"),
        ("น้ำ", "น้ํา"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("ປະຈຳ", "ປະຈໍາ"),
        ("ինչո՞ւ", "ինչու"),
    ],
)
def test_typography_is_not_text(left: str, right: str) -> None:
    assert keys(left) == keys(right)


@pytest.mark.parametrize(
    ("plain", "disguised"),
    [
        ("apple has a copy", "аррӏе has а сору"),  # Cyrillic, whole words of it
        ("право на копию", "прaвo нa кoпию"),  # Latin letters in Russian words
        ("spokesman", "sp\ufff9oke\ufffbsman"),  # what programs put around a gloss
        ("HOT NYMPH", "ΗOT NΥMPH"),  # Greek capitals that are no "n" and no "u"
        ("NATO", "ΝАТΟ"),  # Greek and Cyrillic letters, no Latin one
        ("small caps", "ꜱᴍᴀʟʟ ᴄᴀᴘꜱ"),
        ("Łódź, Ærø, œuvre", "lodz, aero, oeuvre"),
        ("hello hello hello", "ⓗⓔⓛⓛⓞ 🅷🅴🅻🅻🅾 𝐇𝐞𝐥𝐥𝐨"),
        ("hello world", "h͓e̷l̴l̵o҈ wo\u0941r\u0e31ld"),  # marks, some of other scripts
        ("secret", "se\x01cr\u061cet"),
        ("the spokesman said so", "the s p o k e s m a n said so"),
        ("The cat sat on a mat", " ".join("The cat sat on a mat")),
        ("don't go", " ".join("don’t go now")[:-8]),
        ("spokesman said", "s.p-o_k*e·s-m-a-n s·a·i·d"),
        ("wire-guided one-off", "w i r e-g u i d e d   o n e-o f f"),
        ("spokesman", "s p\u00a0o k e s m\u2009a n"),
        ("the old mill", "t\u200ah\u200ae o\u200al\u200ad m\u200ai\u200al\u200al"),
        ("of copies", "o\u00a0f c\u00a0o\u00a0p\u00a0i\u00a0e\u00a0s"),
        ("the mill", "t\u2009h\u2009e  m i\u2009l\u2009l"),
        ("It was Idlib", "Ӏt wаѕ Ӏԁӏіb"),
        ("the government said", "the govern-\nment said"),
        ("the government said", "the govern‐\r\n    ment said"),
        ("the government said", "the govern\u00ad\nment said"),  # a soft hyphen that is seen
        ("قالت الحكومة", "قالت الحكو-\nمة"),
        ("cat copy", "ϲat ϲopy"),  # lunate sigma
        ("hello", "h\u0489e\u0488llo"),
        ("나라말이 중국과 달라 서로 통하지", " ".join("나라말이 중국과 달라 서로 통하지")),
        ("नमस्ते भारत", "न म स् ते भा र त"[:9] + "   " + "भा र त"),
    ],
)
def test_disguised_words_are_the_words(plain: str, disguised: str) -> None:
    assert keys(plain) == keys(disguised)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("grades A B C", 4),
        ("grades A, B, C, D, E", 6),
        ("U.S.A. and J. R. R. Tolkien", 8),
        ("1 2 3 4 5 6 7", 7),
        ("well-known e-\nmail", 4),
        ("nobody had a plan-\nb for it", 7),
        ("Saudi-\nArabia and end-\n\nbegin", 5),
        ("in 1914-\nbis 1918", 4),
    ],
)
def test_ordinary_letters_and_hyphens_stay_apart(text: str, count: int) -> None:
    assert len(keys(text)) == count


def test_greek_and_cyrillic_keep_their_case_pairs() -> None:
    assert keys("ΗΜΕΡΑ ΝΥΝ") == keys("ημερα νυν")
    assert keys("СОР ВОДА") == keys("сор вода")


@given(st.text(alphabet=" ab-.\nAé\u0300\u0941'字1ΗηНн", max_size=60))
def test_what_hides_words_is_left_out_alike_wherever_it_stands(text: str) -> None:
    alone, within = tokenize([text]), tokenize(["x", text, "y"])
    assert within.key[within.offsets[1] : within.offsets[2]].tolist() == alone.key.tolist()
    ends = zip(alone.start.tolist(), alone.end.tolist(), strict=True)
    assert all(text[a:b].strip("- .\n") == text[a:b] for a, b in ends if "'" not in text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("बाल", "बल"),  # vowel signs of India
        ("कि", "की"),
        ("มา", "มี"),
        ("ไม่", "ไม้"),  # tones
        ("ทำ", "ทา"),
        ("か", "が"),
        ("בית", "בת"),
        ("صل", "سل"),
        ("ع", "غ"),
        ("ہے", "ہی"),
        ('"שלום', 'שלום"'),
    ],
)
def test_what_tells_words_apart_is_text(one: str, other: str) -> None:
    assert (keys(one) == keys(other)) == ('"' in one)


@given(st.text(st.characters(min_codepoint=0x370, max_codepoint=0xFFEE), max_size=40))
def test_a_text_and_its_decomposed_form_are_equal_in_every_script(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert keys(composed) == keys(unicodedata.normalize("NFD", text))


def test_different_words_and_orders_differ() -> None:
    samples = ["ab", "ba", "abc", "a", "b", "aa", "aaa", "ab1", "1ab", "it's", "its"]
    assert len({keys(word)[0] for word in samples}) == len(samples)


def test_a_token_holds_its_trailing_marks_and_invisible_characters() -> None:
    text = "caf\u0065\u0301\u200b bar"
    assert words(tokenize([text]), text) == ["cafe\u0301\u200b", "bar"]


def test_unspaced_scripts_give_a_token_per_character() -> None:
    text = "東京は大きい。Tokyo 2020"
    assert words(tokenize([text]), text) == [*"東京は大きい", "Tokyo", "2020"]


def test_a_lone_surrogate_and_nul_do_no_harm() -> None:
    assert len(keys("one \ud800 two \x00 three")) == 3


def test_keys_do_not_change_between_versions() -> None:
    assert [hex(key) for key in keys("Rebels’ café 800")] == [
        "0x57b81e7e8b61dd35",
        "0x5a0bf4ff8ed3b21a",
        "0x91a51b161a44c25e",
    ]


def test_empty_input_gives_empty_columns() -> None:
    table = tokenize([])
    assert (len(table), table.articles, table.sentences.tolist()) == (0, 0, [0])
    assert tokenize(["", " \n"]).offsets.tolist() == [0, 0, 0]


def test_single_letters_up_to_the_end_of_a_text_are_read() -> None:
    """The last character stands beside the one before it, as in Chinese."""
    assert len(tokenize(["a日 a a", "a a a日"]).key) == 8


def test_fold_is_idempotent_on_a_sample_of_all_planes() -> None:
    sample = "".join(chr(c) for c in range(0x20, 0x30000, 7) if not 0xD800 <= c < 0xE000)
    once = fold(sample)
    assert fold(once) == once


def test_invisible_characters_are_those_that_unicode_says_to_ignore() -> None:
    ignorable = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    everything = "".join(chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000)
    assert fold("".join(ignorable.findall(everything))) == ""


def test_the_table_is_that_of_this_unicode_version() -> None:
    from reuse.text import normal

    if unicodedata.unidata_version != "14.0.0":
        pytest.skip("the shipped table was made with Unicode 14")
    entries, first, expansions = normal.table()
    pytest.importorskip("confusable_homoglyphs")
    built = normal.build()
    rebuilt = built["pages"][built["index"]].reshape(-1) + np.arange(0x110000, dtype=np.uint32)
    assert np.array_equal(entries, rebuilt)
    assert np.array_equal(first, built["first"])
    assert np.array_equal(expansions, built["expansions"])
