"""Disguised words: each way with its places, and honest text of many languages without any."""

from __future__ import annotations

import pytest

from reuse.model import Span
from reuse.text.disguises import disguises


def told(text: str) -> list[tuple[str, str]]:
    return [(span.of(text), kind) for span, kind in disguises(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the sp\u200bokesman", [("sp\u200bokesman", "zero-width")]),
        ("the spo\u2060ke\x02sman", [("spo\u2060ke\x02sman", "zero-width")]),
        ("the sp\x02oke\x7fsman", [("sp\x02oke\x7fsman", "zero-width")]),
        ("it isn`t ``so''", [("isn`t", "quotes")]),
        ("a s\u00adaid b", [("s\u00adaid", "soft-hyphen")]),
        ("pr\ufe0fesi\U000e0101dent", [("pr\ufe0fesi\U000e0101dent", "variation-selector")]),
        ("ΝАТΟ or ΝΑΤΟ", [("ΝАТΟ", "look-alike")]),  # of two foreign scripts; Greek
        ("tһe аррӏе of Rome", [("tһe", "look-alike"), ("аррӏе", "look-alike")]),
        ("он прaво сказал а сор", [("прaво", "look-alike")]),
        ("το νeρό", [("νeρό", "look-alike")]),
        ("το кαλό", [("кαλό", "look-alike")]),
        ("он скαзал", [("скαзал", "look-alike")]),
        ("h͓e̷l̴l̵o", [("h͓e̷l̴l̵o", "combining-marks")]),
        ("wo\u0941rld", [("wo\u0941rld", "combining-marks")]),
        ("ＦＵＬＬ 𝐛𝐨𝐥𝐝", [("ＦＵＬＬ", "styled-letters"), ("𝐛𝐨𝐥𝐝", "styled-letters")]),
        ("ʙʀᴇᴀᴋɪɴɢ news", [("ʙʀᴇᴀᴋɪɴɢ", "styled-letters")]),
        ("oﬃce ﬁrst", [("oﬃce", "ligature"), ("ﬁrst", "ligature")]),
        ("isn`t isn´t", [("isn`t", "quotes"), ("isn´t", "quotes")]),
        ("the s p o k e s m a n said", [("s p o k e s m a n", "spaced-letters")]),
        ("a\u205fb\u205fc\u205fd", [("a\u205fb\u205fc\u205fd", "spaced-letters")]),
        ("the govern-\n  ment said", [("govern-\n  ment", "line-hyphen")]),
        (
            "tHe prEsident sAid thAt it wiLl go",
            [(word, "case") for word in ("tHe", "prEsident", "sAid", "thAt", "wiLl")],
        ),
        ("北\u200b京的人", [("北\u200b", "zero-width")]),
        ("сКаЗаЛ рАбОтЫ доМ бЫл", [(w, "case") for w in ("сКаЗаЛ", "рАбОтЫ", "доМ", "бЫл")]),
        ("a c\u200b\u043epy", [("c\u200b\u043epy", k) for k in ("look-alike", "zero-width")]),
    ],
)  # fmt: skip
def test_each_way_is_told_with_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_a_stretch_in_capitals_is_told_once() -> None:
    text = "THE PRESIDENT SAID SO TO THE PRESS ON FRIDAY AGAIN"
    assert told(text) == [(text, "capitals")]
    assert told("BREAKING NEWS") == []


@pytest.mark.parametrize(
    "text",
    [
        "“Rebels’ café” – naïve, e\u0301te\u0301, isn’t, rock ’n’ roll; it's 5′ 10″",
        "10 μЗв/ч, 5 кΩ",
        "Путин сказал iPhone'ом и CNN: за́мок, PR-щик, COVID‑19",
        "Nguyễn Văn người Việt příští Łódź Ærøskøbing Çağrı İstanbul",
        "می‌خواهم کتاب‌ها را بخوانم ـ السّلام علیكم",
        "क्‍ष नहीं श्री ක්‍ර",
        "👍🏽 ❤️ 👨‍👩‍👧 ©️ 葛\U000e0100城",
        "U.S.S.R. and U.S.A., J. R. R. Tolkien, grades A B C, a/b/c",
        "αβγ particles and the word λόγος; 5 µm, 10 Ω, 20 °C, CO₂, m², 1ª, №",
        "McDonald's, iPhone, YouTube and eBay were named by LeBron at NASA",
        "Hausa ɓauna ɗaki ƙasa; IPA has ʃ and ə",
        "日本語のテキスト、ニュース。東京 2020 年",
        "ไทย\u200bภาษา ខ្មែរ\u200bភាសា",
        "\ufeffA file begins so\u200b, and ends\u200b.",
        "well-known, e-\nmail, Saudi-\nArabia",
        "ﷲ ﺍﻟﺴﻼﻡ",
        "שָׁלוֹם צה״ל",
        "β-amyloid and α-synuclein, γ-rays of 5 μm and 3 μg, 4 kΩ, 𝑚𝑐²",
        "東京のＮＨＫ放送局、ＰＫＯ",
        "ΔT and ΔG, Δx, Σx, dΩ; πмезон, 5 μм",
        "Step 1️⃣ and 2️⃣",
        "Team\tW\tL\tD\tP\nQ\tE\tM\tF",
        "V-I-C-T-O-R-Y in the end",
        "ראש הממשלה אמר ל BBC כי הוא לא יודע דבר על זה עכשיו",
    ],
)
def test_what_languages_and_programs_write_anyway_is_nothing(text: str) -> None:
    assert told(text) == []


def test_only_the_stretch_that_is_asked_for_is_looked_at() -> None:
    text = "tһe first аррӏе"
    assert [span.of(text) for span, _ in disguises(text, Span(0, 9))] == ["tһe"]
