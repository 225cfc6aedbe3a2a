"""The other door: files of a cluster in, files out, nothing collected.

spark-submit ... reuse/engine/spark/__main__.py INPUT... --output DIR
python -m reuse.engine.spark INPUT... --output DIR
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from reuse.errors import ReuseError
from reuse.settings import Settings, load_settings


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--output", required=True, metavar="DIR", help="Folder for matches and families.")
@click.option("--work", metavar="DIR", help="Folder for steps.  [default: OUTPUT/_work]")
@click.option(
    "--min-words", type=click.IntRange(min=4), help="Shortest passage reported.  [default: 12]"
)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML file with settings.",
)
def main(
    inputs: tuple[str, ...],
    output: str,
    work: str | None,
    min_words: int | None,
    settings_file: Path | None,
) -> None:
    """Every copied passage across the articles of INPUT..., as Parquet under DIR.

    INPUT is a file or folder of JSON lines (its name ends in .jsonl, .ndjson or .json, packed
    or not) or of Parquet, on any file system that Hadoop knows.

    \b
    Exit status: 0 done, 2 wrong usage, 3 nothing could be judged.
    """
    from reuse.engine.spark.job import Job

    try:
        settings = load_settings(settings_file) if settings_file else Settings()
        if min_words is not None:
            settings = replace(settings, min_words=min_words)
        job = Job(inputs, output.rstrip("/"), (work or f"{output}/_work").rstrip("/"), settings)
        click.echo(job.run())
    except ReuseError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_status)


if __name__ == "__main__":
    main()
