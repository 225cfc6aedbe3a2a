"""Whether every engine, with any means, writes the same report, byte for byte.

    python bench/engines.py CORPUS... [--spark]

Each corpus is scanned in one process, in two with as little memory as there may be, and
with `--spark` on Spark (extra `spark`); the reports' digests are printed.  Exit status 1:
they differ.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

import reuse
from reuse.engine import LEAST_MEMORY

MEANS = {
    "1 job": ("local", reuse.Means()),
    "2 jobs, 64 MB": ("local", reuse.Means(jobs=2, memory=LEAST_MEMORY)),
    "spark": ("spark", reuse.Means(jobs=2)),
}


def digest(corpus: Path, engine: str, means: reuse.Means) -> str:
    """The digest of the report as JSON."""
    report = reuse.scan([corpus], engine=engine, means=means)
    return hashlib.sha256(reuse.to_json(report).encode()).hexdigest()[:16]


@click.command()
@click.argument("corpora", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--spark", is_flag=True, help="Compare Spark, too.")
def main(corpora: tuple[Path, ...], spark: bool) -> None:
    """Scan each of CORPORA by every engine and compare the reports."""
    equal = True
    for corpus in corpora:
        found = {}
        for name, (engine, means) in MEANS.items():
            if engine != "spark" or spark:
                found[name] = digest(corpus, engine, means)
                click.echo(f"{corpus.name:30s} {name:15s} {found[name]}")
        equal &= len(set(found.values())) == 1
    click.echo("equal" if equal else "NOT EQUAL")
    sys.exit(not equal)


if __name__ == "__main__":
    main()
