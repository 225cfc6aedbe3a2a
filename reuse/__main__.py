"""`python -m reuse`, and the commands `reuse` and `copytrail`."""

import os

from reuse.interrupts import stop_listening


def main() -> None:
    """Run the command line; an interrupt while that is loaded ends it without a traceback."""
    stop_listening()
    # numpy's algebra, of which nothing here has need, starts a thread for each processor; where
    # there is no memory for them it would interrupt the program, or end it as a draft that fails.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from reuse.cli import main as run

    run()


if __name__ == "__main__":
    main()
