"""How much each kind of evidence weighs, as odds; the one place for these figures.

Odds of 7 say: this would be seen seven times as often if the passage went this way as
if it went another.  They multiply.  Those of a credit follow from the strength of its
pattern (credits.en.toml), the others were set by hand and checked for calibration with
simulated cascades (bench/trace.py), where answers of each confidence must be right as
often as docs/tracing.md says.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Odds:
    """Probabilities and odds of what is seen, given how a passage travelled.

    Before anything is known: the passage was first written by one of the witnesses
    (`inside`), also where all are of one house (`inside_house`); a copy is made from the
    origin itself (`from_origin`), else from any copy; an agency that is named is the origin
    so many times likelier than a paper (`agency`).
    Credits: a copy gives none (`silent`); one that copied a credit along repeats it
    (`repeated`); a wrong one has at least `wrong`; a writer credits another for own words
    (`own_words`, times the doubt of that credit); a wrong one names an outlet that carries
    the passage (`by_chance`, times the doubt); `own` is the most that a by-line of the house
    itself counts.
    Times: `first` for a source published first by an hour at least, `minutes_before` for less,
    `day_before` for the day before; `wrong_time`, `minutes_after`, `day_after` for one
    published later.
    Others, each way: `spelling`, `reference` (a name that only one introduces), `context`
    (the passage is part of more that others share), `marks` (quotation marks).
    `change`: of one change to the words, for at most `most_changes` of them, where origins
    are asked for: some changes are house style, made by several on their own.  Once the
    origin stands, `change_of_step` tells which copy is of which.
    """

    inside: float = 0.6
    inside_house: float = 0.9
    agency: float = 3.0
    from_origin: float = 0.5
    silent: float = 0.8
    repeated: float = 0.03
    wrong: float = 0.05
    own_words: float = 0.05
    by_chance: float = 0.02
    own: float = 0.9
    first: float = 2.0
    minutes_before: float = 1.2
    minutes_after: float = 0.6
    day_before: float = 1.9
    day_after: float = 0.15
    wrong_time: float = 0.08
    spelling: float = 2.5
    reference: float = 2.2
    context: float = 1.3
    marks: float = 2.0
    change: float = 0.5
    change_of_step: float = 0.2
    most_changes: float = 40.0


ODDS = Odds()
