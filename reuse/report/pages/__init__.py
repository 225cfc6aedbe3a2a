"""What the HTML pages show, as plain values: templates only lay these out."""
