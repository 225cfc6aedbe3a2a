"""What a finding says in a list of findings: its first sentence is its title there.

Plain text of SARIF, section 3.11: brackets may be links and braces placeholders, so that those
of foreign text are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from reuse.report.check.terminal import Blocks
from reuse.report.check.wording import label, why
from reuse.report.escapes import in_line
from reuse.report.wording import count
from reuse.text.addresses import web_host
from reuse.verdict import Finding

_SPECIAL = re.compile(r"[\\\[\]]")
_BRACE = re.compile(r"[{}]")
# What may stand in the target of a link as it is; brackets of any kind may not.
_IN_TARGET = "%/:?#@!$&'*+,;=~"


def plain(text: str) -> str:
    """Foreign text as one line of a message, in which nothing is a link or a placeholder.

    >>> print(plain("[a](b) {0}"))
    \\[a\\](b) {{0}}
    """
    escaped = _SPECIAL.sub(lambda hit: f"\\{hit[0]}", in_line(text))
    return _BRACE.sub(lambda hit: 2 * hit[0], escaped)


def message_of(finding: Finding, blocks: Blocks) -> str:
    """How many words, what is decided and why; where they stand too; what to do."""
    return " ".join(_sentences(finding, blocks))


def _sentences(finding: Finding, blocks: Blocks) -> Iterator[str]:
    is_let_pass = finding.otherwise is not None  # by a waiver or a baseline
    said = f"A passage of {count(finding.words, 'word')} {'is ' * is_let_pass}{label(finding)}"
    yield _ended(f"{said}: {plain(why(finding))}")
    for told in blocks.disguised(finding):
        yield _ended(plain(told))
    yield f"The words also stand in {_linked(finding, blocks)}."
    yield _ended(f"Origin: {plain(blocks.origin(finding))}")
    for step in finding.fix.steps:
        said = plain(step.words)
        if step.kind == "credit" and finding.fix.credit:
            said = f"{said.rstrip('.')}: “{plain(finding.fix.credit)}”"
        yield _ended(said)
    draft = blocks.verdict.report.article(finding.draft)
    if draft.first_line is None:
        at = f"line {finding.start.line:,}, column {finding.start.column:,}"
        yield f"The words begin at {at} of the text that was taken out of the file."


def _linked(finding: Finding, blocks: Blocks) -> str:
    """The published article, with a link to it on the web or else to its words in its file."""
    name = plain(blocks.carrier(finding))
    article = blocks.verdict.report.article(finding.carrier.article)
    if article.url and web_host(article.url):
        return f"[{name}]({quote(article.url, safe=_IN_TARGET, errors='replace')})"
    return f"[{name}](1)" if article.first_line is not None else name


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…", ".”")) else f"{sentence}."
