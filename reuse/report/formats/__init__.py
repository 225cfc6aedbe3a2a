"""One module per output format: its name is what `--format` takes."""
