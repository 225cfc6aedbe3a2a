"""One article of ten megabytes that is made to cost much, through every command, and half of it.

    python bench/attacks.py [--megabytes 10] [--only NAME] [--halves]

Each kind of text is one article of a folder; another article shares a passage with it, which
stands in its middle.  `reuse scan`, `check` and `compare` run on the two, each a process of its
own: seconds of a processor and the most memory are printed.  With --halves the same is done with
half as much, and the growth is told: what is linear doubles.  Ends with 1 where a command ends
otherwise than it may, uses more than a minute of a processor or two gigabytes.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers say "
    "the intake pipe will stand dry by the first week of September unless a good rain comes."
)
HONEST = (
    "Officials in the valley said on Tuesday that {} houses stood under water when the levee gave "
    'way. "We heard it before we saw it," said Mara Voss, {}, who keeps a bakery on Mill Street. '
    "According to Reuters, the river rose {} inches in an hour, and no warning was given.\n\n"
)
_CPU_SECONDS, _MEGABYTES = 60.0, 2_000.0
# A command that hangs ends here.
_MOST_CPU_SECONDS = 400
_CALM = "Nobody in the town had seen so dry a summer before, an old man told the visitor at noon."


def _honest(size: int) -> str:
    """Articles of one mould, no two alike."""
    made, length, number = [], 0, 0
    while length < size:
        number += 1
        made.append(HONEST.format(number, number % 60 + 20, number * 7))
        length += len(made[-1])
    return "".join(made)[:size]


def _words(size: int) -> str:
    """Words that are all different, on one line."""
    made, length, number = [], 0, 0
    while length < size:
        number += 1
        made.append(f"{number * 2654435761 % 2**32:x}".translate(_TO_LETTERS))
        length += len(made[-1]) + 1
    return " ".join(made)[:size]


_TO_LETTERS = str.maketrans("0123456789", "ghijklmnop")

# A text that is repeated to the size that is asked; by name, with the ending of its file.
UNITS: dict[str, tuple[str, str]] = {
    "one sentence": ("txt", "It rained on the harbour in the night before the feast, they said. "),
    "one word": ("txt", "rain "),
    "one word, a line each": ("txt", "rain\n"),
    "no blanks": ("txt", "rain"),
    "single letters": ("txt", "r a i n "),
    "single letters, wide": ("txt", "r a i n   "),
    "quotation marks": ("txt", '"'),
    "opening marks": ("txt", "“"),
    "opening and closing marks": ("txt", "“”"),
    "quoted words": ("txt", "“rain” "),
    "single marks": ("txt", "‘a’b "),
    "apostrophes": ("txt", "'"),
    "credits": ("txt", "(AP) "),
    "credits, a line each": ("txt", "(AP)\n"),
    "datelines": ("txt", "BERLIN (Reuters) - It rained.\n\n"),
    "according to": ("txt", "according to Reuters "),
    "according": ("txt", "according to "),
    "said": ("txt", "Reuters said. "),
    "outlets": ("txt", "Reuters, AP, BBC and The Telegraph, "),
    "by-lines": ("txt", "By Mara Voss\n"),
    "copyright": ("txt", "© 2024 Reuters\n"),
    "capitals": ("txt", "A"),
    "changing case": ("txt", "Aa"),
    "names": ("txt", "The Daily "),
    "links": ("txt", "http://reuters.com/a "),
    "domains": ("txt", "reuters.com."),
    "hyphens at line ends": ("txt", "rain-\n"),
    "soft hyphens": ("txt", "ra\u00adin "),
    "only soft hyphens": ("txt", "\u00ad"),
    "look-alike letters": ("txt", "\u0441\u0430r "),
    "look-alike letters, no blanks": ("txt", "\u0441\u0430r"),
    "combining marks": ("txt", "\u0301"),
    "marks on letters": ("txt", "a\u0301\u0327"),
    "zero-width": ("txt", "a\u200b"),
    "only zero-width": ("txt", "\u200b"),
    "variation selectors": ("txt", "a\ufe0f"),
    "emoji": ("txt", "\U0001f600"),
    "joined emoji": ("txt", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "digits": ("txt", "7"),
    "figures": ("txt", "1,234.5 per cent "),
    "dates": ("txt", "14 February, 2020\n"),
    "thousands": ("txt", "1,000,"),
    "fractions": ("txt", "1/"),
    "Han": ("txt", "\u4e2d\u6587\u65b0\u805e"),
    "one Han": ("txt", "\u4e2d"),
    "Thai": ("txt", "\u0e02\u0e48\u0e32\u0e27"),
    "Arabic": ("txt", "\u062e\u0628\u0631 \u062c\u062f\u064a\u062f "),
    "overrides": ("txt", "\u202e"),
    "overridden words": ("txt", "\u202eniar\u202c "),
    "less-than": ("txt", "<"),
    "ampersands": ("txt", "&amp;"),
    "stops": ("txt", "."),
    "sentences of a letter": ("txt", "A. "),
    "blanks": ("txt", " "),
    "line ends": ("txt", "\n"),
    "tabs": ("txt", "a\t"),
    "returns": ("txt", "\r"),
    "NUL": ("txt", "a\0"),
    "brackets": ("txt", "("),
    "square brackets": ("txt", "[a]("),
    "block quotation": ("txt", "> rain\n"),
    "greater-than": ("txt", ">"),
    "list": ("txt", "- rain\n"),
    "headings": ("txt", "# rain\n"),
    "underscores": ("txt", "_"),
    "backslashes": ("txt", "\\"),
    "full-width": ("txt", "\uff52\uff41\uff49\uff4e "),
    "ligatures": ("txt", "\ufb03"),
    "Hangul": ("txt", "\ub274\uc2a4 "),
    "jamo": ("txt", "\u1102\u1172"),
    "page of less-than": ("html", "<"),
    "page of ampersands": ("html", "&amp;"),
    "page of bare ampersands": ("html", "&"),
    "page of paragraphs": ("html", "<p>rain</p>"),
    "page of open paragraphs": ("html", "<p>rain"),
    "page of links": ("html", '<a href="http://reuters.com/a">Reuters</a> '),
    "page of comments": ("html", "<!-- a -->"),
    "page of breaks": ("html", "a<br>"),
    "page of one word": ("html", "rain "),
    "page of meta": ("html", '<meta name="author" content="Mara Voss">'),
    "Markdown of brackets": ("md", "[a]("),
    "Markdown of rules": ("md", "---\n"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command used: seconds of a processor, megabytes, and how it ended."""

    seconds: float
    megabytes: float
    status: int

    @property
    def is_fine(self) -> bool:
        """Whether it ended as it may, within a minute and two gigabytes."""
        return (
            self.status in (0, 1) and self.seconds <= _CPU_SECONDS and self.megabytes <= _MEGABYTES
        )


def kinds() -> Iterator[str]:
    """The names of all texts."""
    yield from ("honest", "different words", *UNITS)


def text_of(kind: str, size: int) -> str:
    """A text of about `size` bytes of UTF-8, with the passage in its middle."""
    if kind in {"honest", "different words"}:
        made = (_honest if kind == "honest" else _words)(size)
    else:
        unit = UNITS[kind][1]
        made = unit * (size // len(unit.encode()))
    half = len(made) // 2
    return f"{made[:half]}\n\n{PASSAGE}\n\n{made[half:]}\n"


def plant(kind: str, size: int, folder: Path) -> tuple[Path, Path]:
    """The article made to cost much and the other one, in a new folder."""
    folder.mkdir()
    ending = UNITS[kind][0] if kind in UNITS else "txt"
    body = text_of(kind, size)
    large, other = folder / f"large.{ending}", folder / "other.txt"
    if ending == "html":
        body = f"<html><body><article>{body}</article></body></html>"
    large.write_bytes(body.encode())
    other.write_text(f"{_CALM}\n\n{PASSAGE}\n\n{_CALM[::-1]}\n", "utf-8")
    return large, other


def commands(large: Path, other: Path, folder: Path) -> dict[str, list[str]]:
    """What is run on the two articles, by name."""
    out = ["--format", "json", "-o", str(folder / "out.json")]
    return {
        "scan": ["scan", str(large.parent), "--report", str(folder / "report"), *out],
        "check": ["check", str(large), "--against", str(other), *out],
        "against": ["check", str(other), "--against", str(large), *out],
        "compare": ["compare", str(large), str(other), *out],
    }


def run(arguments: list[str]) -> Cost:
    """What one command of the program uses, in a process of its own."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_SECONDS, _MOST_CPU_SECONDS))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(sys.executable, [sys.executable, "-m", "reuse", *arguments])
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code)


def measured(kind: str, size: int, only: str) -> dict[str, Cost]:
    """What each command uses on a text of one kind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large, other = plant(kind, size, folder / "articles")
        asked = commands(large, other, folder)
        return {name: run(words) for name, words in asked.items() if only in name}


def main() -> int:
    """Print what each text costs, a line each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--only", default="", help="kinds that hold this")
    parser.add_argument("--command", default="", help="commands that hold this")
    parser.add_argument("--halves", action="store_true", help="tell how it grows, too")
    asked = parser.parse_args()
    size = int(asked.megabytes * 1e6)
    is_fine = True
    for kind in [kind for kind in kinds() if asked.only in kind]:
        whole = measured(kind, size, asked.command)
        half = measured(kind, size // 2, asked.command) if asked.halves else {}
        told = []
        for name, cost in whole.items():
            mark = "" if cost.is_fine else f" (status {cost.status}) !"
            is_fine &= cost.is_fine
            grown = f" x{cost.seconds / half[name].seconds:.1f}" if name in half else ""
            told.append(f"{name} {cost.seconds:.1f} s{grown} {cost.megabytes:,.0f} MB{mark}")
        print(f"{kind}: {'; '.join(told)}", flush=True)
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
