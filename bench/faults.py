"""Whether an archive loses articles or gives wrong answers, whatever happens to it.

    python bench/faults.py [--times 50] [--bits 500] [--seed 1]

Writers are killed, run out of space, write at once; files are cut, bits are flipped.  Lost is
an acknowledged article that is gone or an acknowledged removal that is not; wrong is an answer
(a check, a list, the figures) that differs from that of the sound archive and is no error, or a
writer that ends in a traceback.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from fault_files import (
    Outcome,
    flipped,
    flipped_where_it_matters,
    overwritten,
    sound_archive,
    truncated,
)
from fault_writers import at_once, full, killed, seen

_SMALLEST, _STEP = 40_000, 17_000  # bytes that writers may fill
_DISK = "a full disk"


@click.command()
@click.option("--times", default=50, show_default=True, help="Writers that are killed.")
@click.option("--bits", default=500, show_default=True, help="Bits that are flipped.")
@click.option("--seed", default=1, show_default=True, help="Of all that is random.")
@click.option("--disk", type=click.Path(file_okay=False, path_type=Path), hidden=True)
def main(times: int, bits: int, seed: int, disk: Path | None) -> None:
    """Print a table of the faults, and what each error said."""
    if disk is not None:
        _show(full(disk / "disk.reuse", [0], fault=_DISK))
        return
    click.echo("| fault | tried | lost | wrong | noticed |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for outcome in _outcomes(Path(folder), times, bits=bits, seed=seed):
            _show(outcome)
        _on_small_disk(Path(folder))


def _outcomes(folder: Path, times: int, *, bits: int, seed: int) -> Iterator[Outcome]:
    yield killed(folder / "killed.reuse", times, seed=seed)
    limits = [_SMALLEST + _STEP * number for number in range(max(times // 5, 1))]
    yield full(folder / "full.reuse", limits, fault="a limit on the size of files")
    yield at_once(folder / "writers.reuse", 2, steps=times)
    yield seen(folder / "reader.reuse", steps=times)
    sound = sound_archive(folder, articles=60, seed=seed)
    yield flipped(sound, bits, seed=seed)
    yield flipped_where_it_matters(sound, bits, seed=seed)
    yield truncated(sound, bits // 5, seed=seed)
    yield overwritten(sound, bits // 2, seed=seed)


def _on_small_disk(folder: Path) -> None:
    """Once more, on a disk of 400 KB, where this user may make one."""
    sys.stdout.flush()
    disk = folder / "disk"
    disk.mkdir()
    script = 'mount -t tmpfs -o size=400k none "$1" && exec "$2" "$3" --disk "$1"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    try:
        subprocess.run([*command, disk, sys.executable, __file__], check=True, env=os.environ)
    except (OSError, subprocess.CalledProcessError):
        click.echo(f"| {_DISK} | not tried: no disk of its own can be made here | | | |")


def _show(outcome: Outcome) -> None:
    click.echo(
        f"| {outcome.fault} | {outcome.tried} | {outcome.lost} | {outcome.wrong} "
        f"| {outcome.noticed} |"
    )
    for message, count in outcome.messages.most_common(8):
        click.echo(f"  {count} x {message}", err=True)


if __name__ == "__main__":
    main()
