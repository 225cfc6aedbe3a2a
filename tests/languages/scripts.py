"""News in eleven languages, written for these tests: nobody published any of it.

A file of `texts` holds two reports of different events on one subject, then a first and a last
paragraph about something else, between lines of `===`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).with_name("texts")
LANGUAGES = tuple(sorted(file.stem for file in _FOLDER.glob("*.txt")))
UNSPACED = ("ja", "th", "zh")
# Letters of running text, for texts that say nothing.
LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "el": "αβγδεζηθικλμνξοπρστυφχψω",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "hi": "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह",
    "ja": "のにはをたがでてとしれさいるなかもらこ日本人大年中会国東京市長行事生学新水",
    "ko": "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오",
    "ru": "абвгдежзийклмнопрстуфхцчшщыэюя",
    "th": "กขคงจฉชซดตถทธนบปผฝพฟภมยรลวศสหอ",
    "ur": "ابپتٹجچحخدڈرڑزسشصطعغفقکگلمنوہی",
    "zh": "的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可",
}


@dataclass(frozen=True)
class News:
    """One language's texts."""

    report: str
    other: str
    before: str
    after: str

    def around(self, passage: str) -> str:
        """An article that holds the passage as a paragraph of its own."""
        return f"{self.before}\n{passage}\n{self.after}"


def news(language: str) -> News:
    """The texts of a language."""
    return News(*(_FOLDER / f"{language}.txt").read_text("utf-8").rstrip("\n").split("\n===\n"))
