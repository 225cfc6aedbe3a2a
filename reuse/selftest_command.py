"""`reuse selftest`: what the program finds of what is planted in the user's own articles."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import Any

import click

from reuse.options import output_of, output_option, settings_of, settings_options
from reuse.output import check_output, say, spare_inputs, write
from reuse.progress import ProgressBar

_NOT_HELD = 1


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@output_option(("text", "json"))
@click.option(
    "--articles",
    type=click.IntRange(2),
    default=2_000,
    show_default=True,
    metavar="N",
    help="Use so many articles at most; of more a sample, by a hash of each.",
)
@click.option(
    "--plants",
    type=click.IntRange(1, 100_000),
    default=500,
    show_default=True,
    metavar="N",
    help="Passages to plant; fewer where the articles do not have them.",
)
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help="Another number plants other passages; the same one the same.",
)
@settings_options
def selftest(paths: tuple[str, ...], **options: Any) -> int:
    """Try the program on the articles under PATH, with passages planted in copies of them.

    Passages are planted word for word, edited and in disguise, and what only looks like a
    copy; told is what is found, by length, edits and disguise, and whether every run of
    --min-words words was.  Without a PATH articles are invented.  No file is changed.

    \b
    Exit status: 0 every such run was found, in disguise or not, 1 one was not,
    2 wrong usage, 3 nothing could be read or planted.
    """
    from reuse.report.selftest import render_proof
    from reuse.selftest import selftest as run

    output = output_of(options)
    check_output(output)
    spare_inputs(paths, options["output"])
    chosen = {name: options[name] for name in ("articles", "plants", "seed", "strict")}
    with closing(ProgressBar(quiet=options["quiet"])) as progress:
        proof = run(paths, settings=settings_of(options), progress=progress, **chosen)
    for skipped in () if options["quiet"] else proof.skipped[:3]:
        say(f"Skipped: {skipped.source}: {skipped.reason}", to=sys.stderr)
    write([render_proof(proof, output.format_name)], output)
    return 0 if proof.is_held else _NOT_HELD
