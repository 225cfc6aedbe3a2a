"""The report for a terminal that has colours: the plain text's words, drawn by `rich`.

Nothing else imports this package, so that help, pipes and files never load the library.
Without colour the layout is the same and no escape code is written.
"""
