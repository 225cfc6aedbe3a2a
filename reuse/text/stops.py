"""What ends a sentence: the signs, and the abbreviations whose full stop ends nothing.

`reuse.text.sentences` reads whole columns by these rules, `sentence_ends` one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Stops that end a sentence whatever follows them, a space or none: of Chinese and Japanese,
# India, Tibet, Myanmar, Cambodia and Ethiopia.
LONE_STOPS = "。！？｡।॥།༎။។៕።፧"
STOPS = ".!?…‼⁇⁈⁉؟۔։" + LONE_STOPS
PAUSES = ";:|；：؛፤፥"
# A stop with the quotation marks and brackets that close after it.
_CLOSERS = r"[\"'”’»)\]」』）]{0,3}"
STOP = rf"[{STOPS}]{_CLOSERS}"
# As they are written; in small letters only what is no word ("No. 5", not "he said no.").
ABBREVIATIONS = tuple(
    "Adm Asst Assoc Ave Brig Capt Cmdr Co Col Corp Cpl Dept Det Dr Drs Ed Est Fig Fr Gen Gov Gr "
    "Hon Inc Inst Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Jr Lt Ltd Maj Messrs Mlle Mme "
    "Mr Mrs Ms Mt No Nr Op Ph Prof Pvt Rep Reps Rev Sen Sens Sgt Sr St Str Supt Univ Vol etc pct "
    "vs Bd Dipl Hrsg Ing Mio Mrd Tel bzw ca geb ggf usw vgl zb Mlls Av Ud Uds Sra Srta".split()
)

_SENTENCE_END = re.compile(
    rf"[{LONE_STOPS}]{_CLOSERS}|{STOP}" + r"(?=\s{1,4}[\"'“‘«„(\[]{0,2}[^\W_a-z])"
)
_ABBREVIATION = re.compile(rf"(?:^|[^\w.])(?:[^\W\d_]|[A-Z]\.[A-Z]|{'|'.join(ABBREVIATIONS)})$")
_LONGEST = 1 + max(map(len, ABBREVIATIONS))


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences of a paragraph end between `start` and `end`, past what closes them.

    >>> list(sentence_ends("Gen. Smith left. He was tired.", 0, 30))
    [16]
    """
    for found in _SENTENCE_END.finditer(text, start, end):
        if not is_abbreviation(text, found.start()):
            yield found.end()


def is_abbreviation(text: str, stop: int) -> bool:
    """Whether the sign at `stop` is the full stop of an abbreviation, an initial or `U.S.`."""
    if text[stop] != ".":
        return False
    return _ABBREVIATION.search(text[max(0, stop - _LONGEST) : stop]) is not None
