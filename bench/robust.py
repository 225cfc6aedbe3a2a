"""Disguises in eleven scripts: what is found, what is reported as disguised, and what is not one.

    python bench/robust.py [CORPUS.jsonl ...] [--plants N] [--seed S]

For each script articles are invented, and for each corpus some are taken, and `reuse selftest`
is run on them: passages are planted word for word, edited, in fifteen disguises, and as controls.
Then honest typography (`bench/honest.toml`) stands in pairs of articles: none of it may be
reported as a disguise.  Ends with 1 where a passage that was planted word for word, in
disguise or not, was not found whole, or honest typography was reported.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from reuse.model import Article, ArticleId
from reuse.proof import Proof, Trial
from reuse.scan import scan
from reuse.selftest import selftest
from reuse.selftest.disguises import DISGUISES
from reuse.selftest.invented import WRITINGS, invented

HONEST: dict[str, str] = tomllib.loads(Path(__file__).with_name("honest.toml").read_text("utf-8"))
_ARTICLES = 48
_WORDS = 250
_CORPUS_ARTICLES = 400
Keep = Callable[[Trial], bool]


def proofs(corpora: tuple[Path, ...], plants: int, *, seed: int) -> Iterator[tuple[str, Proof]]:
    """The selftest of each script and of each corpus, by name."""
    for name, writing in WRITINGS.items():
        made = invented(writing, _ARTICLES, seed=seed, name=name, words=_WORDS)
        print(f"{name} ...", file=sys.stderr)
        yield name, selftest(made, plants=plants, seed=seed)
    for corpus in corpora:
        print(f"{corpus} ...", file=sys.stderr)
        yield (
            corpus.name,
            selftest([str(corpus)], plants=plants, articles=_CORPUS_ARTICLES, seed=seed),
        )


def _named(name: str) -> Keep:
    return lambda t: t.asked.name == name


def _edited(percent: int) -> Keep:
    return lambda t: t.asked.edits == percent


def _verbatim(trial: Trial) -> bool:
    return trial.asked.way == "verbatim"


def _control(trial: Trial) -> bool:
    return trial.asked.way == "control"


ROWS: dict[str, Keep] = {
    "word for word": _verbatim,
    **{name: _named(name) for name in DISGUISES},
    **{f"{percent} % edited": _edited(percent) for percent in (5, 10, 20, 30)},
    "nothing copied": _control,
}


def table(found: dict[str, Proof]) -> Iterator[str]:
    """Found of tried, and reported as disguised, by disguise and script, as Markdown."""
    yield f"| | {' | '.join(found)} |"
    yield f"|---|{'---|' * len(found)}"
    for row, keep in ROWS.items():
        yield f"| {row} | {' | '.join(_cell(proof.of(keep)) for proof in found.values())} |"
    runs = (f"{p.runs - len(p.lost)}/{p.runs}" for p in found.values())
    yield f"| runs of {next(iter(found.values())).min_words} words and more | {' | '.join(runs)} |"


def _cell(trials: tuple[Trial, ...]) -> str:
    own = [trial for trial in trials if trial.place == "scan"]
    if not own:
        return "-"
    told = f", {sum(t.is_told for t in own)}" if own[0].asked.way == "disguised" else ""
    return f"{sum(t.is_found for t in own)}/{len(own)}{told}"


@dataclass(frozen=True, slots=True)
class Honest:
    """Whether a kind of honest typography was matched, and what it was reported as.

    `typography` are the kinds of disguise that a report calls typography, `disguises` the others.
    """

    name: str
    matched: bool
    disguises: tuple[str, ...]
    typography: tuple[str, ...]


def honest(seed: int) -> list[Honest]:
    """What a scan says of honest typography that stands in two articles each."""
    report = scan(list(chain.from_iterable(_pair(name, seed) for name in HONEST)))
    matched = {match.left_article.rsplit("/", 1)[0] for match in report.matches}
    kinds: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for disguise in report.disguises:
        name = disguise.article.rsplit("/", 1)[0]
        kinds[name, disguise.is_typographic].add(disguise.kind)
    return [
        Honest(
            name, name in matched, *(tuple(sorted(kinds[name, is_so])) for is_so in (False, True))
        )
        for name in HONEST
    ]


def _pair(name: str, seed: int) -> Iterator[Article]:
    """Two articles of invented words with the text between them."""
    for number, around in enumerate(invented(WRITINGS["Latin"], 2, seed=seed, name=name, words=80)):
        text = f"{around.text}\n\n{HONEST[name]}\n\n{around.text[::-1]}"
        yield Article(ArticleId(f"{name}/{number}"), text, name)


@click.command()
@click.argument("corpora", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--plants", default=300, show_default=True, help="Passages for each script.")
@click.option("--seed", default=1, show_default=True)
def main(corpora: tuple[Path, ...], plants: int, seed: int) -> None:
    """Print the tables, and what failed."""
    found = dict(proofs(corpora, plants, seed=seed))
    print("\n".join(table(found)))
    missed = [(name, trial) for name, proof in found.items() for trial in proof.missed]
    for name, trial in missed:
        asked = trial.asked
        print(
            f"NOT FOUND: {name}, {trial.place}, {asked.words} words, {asked.name or 'verbatim'},"
            f" {trial.covered:.2f} covered: {trial.text!r}"
        )
    lost = [(name, run) for name, proof in found.items() for run in proof.lost]
    for name, run in lost:
        print(f"LOST: {name}, {run.words} words: {run.text!r}")
    typography = honest(seed)
    for each in typography:
        if each.disguises or not each.matched:
            print(f"HONEST: {each.name}: {', '.join(each.disguises) or 'no match'}")
    alarms = sum(bool(each.disguises) for each in typography)
    told = sum(bool(each.typography) for each in typography)
    print(
        f"Honest typography: {len(typography)} texts, {alarms} reported as disguised,"
        f" {told} as typography."
    )
    sys.exit(bool(missed or lost or alarms))


if __name__ == "__main__":
    main()
