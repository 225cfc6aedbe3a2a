"""A report in lines of text, for a pipe and, with `console` on top, for a terminal."""
