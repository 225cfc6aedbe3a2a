"""A selftest as text: whether the guarantee held, then a table for each way to plant a passage.

Every foreign character passes `escapes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reuse.proof import Proof, Tally, Trial
from reuse.report.escapes import brief, in_line
from reuse.report.plain.sidebyside import wrapped
from reuse.report.wording import count

WIDTH = 88
_MOST_TOLD = 10
_MOST_LETTERS = 300  # of a passage that was not found
_GAP = 2


def render(proof: Proof) -> str:
    """What was tried and what was found, at the usual width."""
    blocks = [
        "\n".join(wrapped(line, WIDTH) for line in (_used(proof), *_guarantee(proof))),
        *_planted(proof),
        *_disguised(proof),
        *_others(proof),
        *_not_found(proof),
    ]
    return "\n\n".join(blocks) + "\n"


def _used(proof: Proof) -> str:
    used = count(proof.articles, "article")
    if proof.is_invented:
        return f"{used}, invented, of several scripts; seed {proof.seed}."
    sampled = f", a sample of {proof.read:,}" if proof.read > proof.articles else ""
    skipped = f", {len(proof.skipped):,} skipped" if proof.skipped else ""
    return f"{used}{sampled}{skipped}; seed {proof.seed}."


def _guarantee(proof: Proof) -> Iterator[str]:
    whole = proof.of(lambda t: t.asked.way in ("verbatim", "disguised"))
    found = len(whole) - len(proof.missed)
    yield _verdict(proof)
    yield (
        f"- of {proof.runs:,} runs of {proof.min_words} words and more that articles share after"
        f" the planting, by comparing every word, {proof.runs - len(proof.lost):,} were reported;"
    )
    yield f"- of {len(whole):,} passages planted word for word, {found:,} were found whole."


def _verdict(proof: Proof) -> str:
    if proof.is_held:
        return "The guarantee held:"
    if proof.lost or any(trial.asked.way == "verbatim" for trial in proof.missed):
        return "The guarantee DID NOT HOLD:"
    return "The guarantee held for words as they are, and NOT FOR ALL IN DISGUISE:"


def _planted(proof: Proof) -> Iterator[str]:
    tables = proof.planted()
    for place, said in (("scan", "Found by a scan"), ("check", "Found by a check of drafts")):
        own = {key[1:]: tally for key, tally in tables.items() if key[0] == place}
        if own:
            edits = sorted({each for _, each in own})
            head = ["words", *(f"{each} % edited" if each else "verbatim" for each in edits)]
            rows = [
                [f"{words:,}", *(_cell(own.get((words, each))) for each in edits)]
                for words in sorted({words for words, _ in own})
            ]
            yield f"{said}, of those planted:\n{_table([head, *rows])}"


def _disguised(proof: Proof) -> Iterator[str]:
    tables = proof.disguised()
    if not tables and not proof.not_applicable:
        return
    names = list(dict.fromkeys(name for name, _ in tables))
    rows = [["word for word, in disguise", "found", "reported as disguise"]]
    for name in names:
        tally = sum((t for key, t in tables.items() if key[0] == name), Tally())
        rows.append([name, _cell(tally), f"{tally.told}/{tally.tried}"])
    rows += [[name, "does not apply", ""] for name in proof.not_applicable]
    yield _table(rows)


def _others(proof: Proof) -> Iterator[str]:
    lines = [
        f"Reported though nothing was copied ({name}): {_cell(tally)}"
        for name, tally in proof.controls().items()
    ]
    if proof.overlap is not None:
        lines.append(
            f"What is marked and what was planted are the same by {proof.overlap:.1%} (median)."
        )
    if lines:
        yield "\n".join(lines)


def _not_found(proof: Proof) -> Iterator[str]:
    lost = [
        f"{in_line(run.source_article)} and {in_line(run.copy_article)} share"
        f" {count(run.words, 'word')}: “{in_line(brief(run.text, _MOST_LETTERS))}”"
        for run in proof.lost
    ]
    missed = [_missed(trial) for trial in proof.missed]
    alarms = [_missed(trial) for trial in proof.alarms]
    for title, told in (
        ("Shared, and not reported (please report this with the articles):", lost),
        ("Planted, and not found whole (please report this with the articles):", missed),
        ("Reported, though nothing was copied:", alarms),
    ):
        if told:
            lines = [wrapped(f"- {line}", WIDTH, indent="  ") for line in told[:_MOST_TOLD]]
            more = len(told) - _MOST_TOLD
            lines += [f"- and {more:,} more (--format json has all)"] if more > 0 else []
            yield "\n".join([title, *lines])


def _missed(trial: Trial) -> str:
    asked = trial.asked
    named = f", {asked.name}" if asked.name else ""
    shown = "" if trial.is_shown else ", in no passage of the report"
    return (
        f"{trial.place}: {count(asked.words, 'word')} of {in_line(trial.source_article)} in"
        f" {in_line(trial.copy_article)}{named}, {trial.covered:.0%} marked{shown}:"
        f" “{in_line(brief(trial.text, _MOST_LETTERS))}”"
    )


def _cell(tally: Tally | None) -> str:
    return f"{tally.found}/{tally.tried}" if tally else "-"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Columns under their heads, the first one to the left and the others to the right."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        (" " * _GAP).join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, wide, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
