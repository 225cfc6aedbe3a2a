"""`python -m reuse`, and the commands `reuse` and `copytrail`."""

from reuse.interrupts import stop_listening


def main() -> None:
    """Run the command line; an interrupt while that is loaded ends it without a traceback."""
    stop_listening()
    from reuse.cli import main as run

    run()


if __name__ == "__main__":
    main()
