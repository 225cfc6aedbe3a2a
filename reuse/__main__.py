"""`python -m reuse`."""

from reuse.cli import main

main()
