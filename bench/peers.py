"""Programs that look for copies too, on the same articles: how to run and to read each.

A peer that is not installed raises `Missing` with its reason.  Programs that want
files get one an article, one word a line, so that their line numbers are words; the
files are written before the clock starts and answers are read after it stops.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations, pairwise
from pathlib import Path

from cost import Cost, measure
from reported import Link

_WORD = re.compile(r"\S+")
_SIM_ROW = re.compile(r"(\d+)\.txt: line (\d+)-(\d+)\s*\|(\d+)\.txt: line (\d+)-(\d+)")
_WINDOWS = Path(__file__).with_name("windows.py")
_LARGE_CLUSTER = 50


class Missing(Exception):
    """The peer cannot run here; the message says what it would need."""


@dataclass(frozen=True, slots=True)
class Articles:
    """The texts, the same as JSON lines in `corpus`, and a folder of the peer's own."""

    texts: Sequence[str]
    corpus: Path
    folder: Path


Peer = Callable[[Articles], tuple[Cost, Iterator[Link]]]


def _sim_text(run: int) -> Peer:
    def peer(articles: Articles) -> tuple[Cost, Iterator[Link]]:
        program = _program("sim_text", "Debian's similarity-tester")
        names = _write_words(articles)
        command = (program, "-i", "-r", str(run), "-n", "-T", "-o", "out.sim")
        cost = measure(command, folder=articles.folder, words="\n".join(names) + "\n")
        return cost, sim_links(articles)

    return peer


def sim_links(articles: Articles) -> Iterator[Link]:
    """The runs that sim_text wrote to `out.sim`."""
    lines = _Lines(articles.texts)
    with (articles.folder / "out.sim").open(encoding="utf-8", errors="replace") as rows:
        for row in rows:
            if match := _SIM_ROW.match(row):
                a, a1, a2, b, b1, b2 = map(int, match.groups())
                yield Link(*lines.span(a, a1, a2), *lines.span(b, b1, b2))


def _jscpd(articles: Articles) -> tuple[Cost, Iterator[Link]]:
    program = _program("jscpd", "jscpd of npm or pip")
    _write_words(articles)
    command = (program, "--min-tokens", "20", "--min-lines", "1", "--max-lines", "10000000",
               "--max-size", "100mb", "--no-gitignore", "-f", "txt", "-r", "json", "-o", "out",
               "--silent", ".")  # fmt: skip
    return measure(command, folder=articles.folder), jscpd_links(articles)


def jscpd_links(articles: Articles) -> Iterator[Link]:
    """The clones that jscpd wrote to `out/jscpd-report.json`."""
    lines = _Lines(articles.texts)
    found = json.loads((articles.folder / "out" / "jscpd-report.json").read_bytes())
    for clone in found["duplicates"]:
        sides = (clone["firstFile"], clone["secondFile"])
        left, right = (lines.span(int(Path(s["name"]).stem), s["start"], s["end"]) for s in sides)
        yield Link(*left, *right)


def _windows(package: str, kind: str) -> Peer:
    def peer(articles: Articles) -> tuple[Cost, Iterator[Link]]:
        if find_spec(package) is None:
            raise Missing(f"needs {package} of pip")
        command = (sys.executable, _WINDOWS, package, kind, articles.corpus, "out.jsonl")
        return measure(command, folder=articles.folder, label=package), _window_links(articles)

    return peer


def _window_links(articles: Articles) -> Iterator[Link]:
    with (articles.folder / "out.jsonl").open() as rows:
        yield from (Link(*json.loads(row)) for row in rows)


def _passim(articles: Articles) -> tuple[Cost, Iterator[Link]]:
    _program("java", "a Java runtime")
    program = _program("passim", "passim 2 from its repository (pip's `passim` is another program)")
    with (articles.folder / "in.json").open("w", encoding="utf-8") as lines:
        for number, text in enumerate(articles.texts):
            lines.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")
    return measure((program, "in.json", "out"), folder=articles.folder), passim_links(articles)


def passim_links(articles: Articles) -> Iterator[Link]:
    """All pairs of a cluster's passages; in a large cluster each with the next one."""
    clusters: dict[object, list[tuple[int, int, int]]] = defaultdict(list)
    for part in sorted((articles.folder / "out" / "out.json").glob("part-*")):
        for line in part.read_text("utf-8").splitlines():
            row = json.loads(line)
            clusters[row["cluster"]].append((int(row["id"][1:]), row["begin"], row["end"]))
    for spans in clusters.values():
        few = len(spans) <= _LARGE_CLUSTER
        for left, right in combinations(spans, 2) if few else pairwise(spans):
            yield Link(*left, *right)


PEERS: dict[str, Peer] = {
    "sim_text -r 8": _sim_text(8),
    "sim_text -r 5": _sim_text(5),
    "jscpd, 20 tokens": _jscpd,
    "rensa LSH, 40-word windows": _windows("rensa", "windows"),
    "rensa LSH, sentences": _windows("rensa", "sentences"),
    "datasketch LSH, 40-word windows": _windows("datasketch", "windows"),
    "passim": _passim,
}


def _program(name: str, package: str) -> str:
    # Beside the interpreter lie the console scripts of its environment, on PATH or not.
    beside = shutil.which(name, path=str(Path(sys.executable).parent))
    found = shutil.which(name) or beside
    if found is None:
        raise Missing(f"needs {name}: {package}")
    return found


def _write_words(articles: Articles) -> list[str]:
    names = [f"{number}.txt" for number in range(len(articles.texts))]
    for name, text in zip(names, articles.texts, strict=True):
        (articles.folder / name).write_text("\n".join(text.split()) + "\n", "utf-8")
    return names


class _Lines:
    """From lines of one word to the article's own code points."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def span(self, article: int, first: int, last: int) -> tuple[int, int, int]:
        """The article and the code points of those lines, which count from 1."""
        spans = self._spans.get(article)
        if spans is None:
            spans = [match.span() for match in _WORD.finditer(self._texts[article])]
            self._spans[article] = spans
        last = min(last, len(spans))
        return article, spans[min(first, last) - 1][0], spans[last - 1][1]
