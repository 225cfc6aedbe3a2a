"""Articles that nobody wrote, in several scripts: for a selftest where there are no articles.

Words are some syllables of a script, and the n-th of them is said a n-th as often as the first
(Zipf); nothing is copied, and equal seeds give equal articles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reuse.model import Article, ArticleId

_VOCABULARY = 5_000
_SHORT = 20  # words of one syllable
_SENTENCE = (6, 24)  # words
_PARAGRAPH_ENDS, _QUOTED, _PAUSES = 0.25, 0.2, 0.08


@dataclass(frozen=True, slots=True)
class Writing:
    """How words are written: the syllables of all their parts, and the signs between words.

    `ends` close a word; `marks` are full stop, comma, and the two quotation marks.
    """

    language: str
    starts: tuple[str, ...]
    ends: tuple[str, ...] = ("",)
    space: str = " "
    marks: str = ".,“”"


def _syllables(first: str, second: str) -> tuple[str, ...]:
    return tuple(a + b for a in first.split() for b in second.split())


_KANJI = tuple(map(chr, range(0x4E00, 0x4E00 + 4 * 700, 4)))
WRITINGS: dict[str, Writing] = {
    "Latin": Writing(
        "en",
        _syllables("b br d f ff fl g h l m n p pr r s st t v w", "a e i o u ai ea"),
        ("n", "r", "st", "ck", "l", "fi", "s’s"),
    ),
    "Cyrillic": Writing("ru", _syllables("б в г д к л м н п р с т х ж", "а е и о у я"),
                        ("н", "л", "ть", "ый", "ок"), marks=".,«»"),
    "Greek": Writing("el", _syllables("β γ δ κ λ μ ν π ρ σ τ χ φ", "α ε ι ο υ η ω ά"),
                     ("ς", "ν", "μα", ""), marks=".,«»"),
    "Arabic": Writing("ar", _syllables("ب ت ج د ر س ش ع ف ق ك ل م ن ه", "ا ي و لا"),
                      ("ة", "ن", "ت", "ي"), marks=".،«»"),
    "Urdu": Writing("ur", _syllables("ب پ ٹ ج چ د ڈ ر ک گ ل م ن", "ا ی و ے"),
                    ("ں", "ہ", "ی"), marks="۔،“”"),
    "Hebrew": Writing("he", _syllables("ב ג ד ה ח ט כ ל מ נ ס ע פ ק ר ש", "א ו י ל"),
                      ("ם", "ת", "ן"), marks=".,“”"),
    "Devanagari": Writing("hi", _syllables("क ग च ज त द न प ब म य र ल व स ह", "ा ि ी ु े ो ्या"),
                          ("", "न", "ं", "र"), marks="।,“”"),
    "Chinese": Writing("zh", _KANJI, space="", marks="。，“”"),
    "Japanese": Writing(
        "ja",
        (*_KANJI[::5], *"アイウカキクコサシスタテトナニハヒマミラリルレロ"),
        ("", "", "の", "は", "を", "した", "に"),
        space="", marks="。、「」",
    ),
    "Korean": Writing("ko", tuple(map(chr, range(0xAC00, 0xD7A4, 97))),
                      ("은", "를", "에", "다"), marks=".,“”"),
    "Thai": Writing("th", _syllables("ก ข ค ง จ ช ด ต ท น บ ป พ ม ร ล ว ส ห", "า ี ู ่อ ัน"),
                    ("", "ง", "ก"), space="", marks=" ,“”"),
}  # fmt: skip


def invented(
    writing: Writing, count: int, *, seed: int, name: str = "invented", words: int = 250
) -> list[Article]:
    """So many articles of about so many words, with ids `name/0000` and on."""
    articles = []
    for number in range(count):
        draw = random.Random(f"{seed}/{name}/{number}")
        text = "".join(_sentences(writing, draw.randint(words // 2, words * 3 // 2), draw=draw))
        own = f"{name}/{number:04}"
        articles.append(Article(ArticleId(own), text.strip(), own, language=writing.language))
    return articles


def _sentences(writing: Writing, words: int, *, draw: random.Random) -> Iterator[str]:
    """Sentences of so many words in all, each with what follows it."""
    stop, opening, closing = writing.marks[0], writing.marks[2], writing.marks[3]
    while words > 0:
        length = draw.randint(*_SENTENCE)
        words -= length
        said = _sentence(writing, length, draw=draw)
        if draw.random() < _QUOTED:
            said = f"{opening}{said}{closing}"
        yield said + stop
        yield "\n\n" if draw.random() < _PARAGRAPH_ENDS else writing.space


def _sentence(writing: Writing, length: int, *, draw: random.Random) -> str:
    written = [_word(writing, int(_VOCABULARY ** draw.random())) for _ in range(length)]
    paused = [word + writing.marks[1] * (draw.random() < _PAUSES) for word in written[:-1]]
    said = writing.space.join([*paused, written[-1]])
    return said[0].upper() + said[1:]


@cache
def _word(writing: Writing, number: int) -> str:
    """The word of a number: some syllables by chance, fewer of words that are said often."""
    draw = random.Random(f"{writing.language}/{number}")
    count = 1 + (number > _SHORT) + (number > draw.randint(_SHORT, _VOCABULARY))
    return "".join(draw.choices(writing.starts, k=count)) + draw.choice(writing.ends)
