"""What to do about a finding: the credit to add, the words to quote, the address to link to.

The lines of credit are ones that `reuse.trace` reads as a credit of the words after them: a
draft that takes the advice no longer fails.
"""

from __future__ import annotations

from collections.abc import Iterator

from reuse.check.policy import Case, doubted, place_of
from reuse.model import Article, Origin, Timestamp
from reuse.report.escapes import in_line
from reuse.report.moments import date_words
from reuse.text.addresses import web_host
from reuse.text.normal import fold
from reuse.text.tokens import tokenize
from reuse.verdict import Fix, Ruling, Step, Wording

_OPENING = ("“", "„", "«", "‘", '"', "(")
_LONGEST_SENTENCE = 1_000
_LONGEST_NAME = 120
_LONGEST_BLOCK = 10_000
_NOUNS = ("Press", "Agency", "Association", "Service")
_PREPOSITION = {"year": "in", "month": "in"}
_UNCREDITED = ("none", "elsewhere")
_CREDITED = ("credited", "linked", "quoted")


def fix_of(case: Case, ruling: Ruling, *, credit_at: int, wording: Wording | None = None) -> Fix:
    """The advice on one finding; none where it passes.

    `wording` is what a licence for it asks for: with that it may run as it stands.
    """
    if ruling.decision == "tell":
        return Fix()
    if wording is not None:
        said = f"Write “{in_line(wording.words)}” {place_of(wording)}: your licence asks for it."
        return Fix((Step("licence", said),), wording=wording)
    status = case.credit.status if case.credit is not None else "none"
    is_quoting = case.nature == "copied" or status in _UNCREDITED
    quote = case.quotable if is_quoting else ()
    is_credited = status in _CREDITED
    credit = None if is_credited else credit_line(case.origin, case.home)
    link = next(filter(None, map(_address, (case.home, case.carrier))), None)
    link = None if link and case.draft.leads_to(link) else link
    block_at = block_start(case.draft.article.text, credit_at) if credit else None
    steps = tuple(_steps(case, credit, link, is_quoted=bool(quote), is_block=block_at is not None))
    if not steps and ruling.ground == "rule":
        steps = (Step("source", "Use your own words, or ask for a waiver."),)
    place = None if credit is None else credit_at if block_at is None else block_at
    return Fix(steps, credit, place, quote, link, is_line=block_at is not None)


def credit_line(origin: Origin, home: Article | None) -> str | None:
    """The words that name the origin before a passage; None where it has no name.

    >>> credit_line(Origin("RT", None, False, "probable", ()), None)
    'According to RT:'
    """
    if not origin.outlet or origin.confidence == "unknown":
        return None
    name = _in_a_sentence(in_line(origin.outlet[:_LONGEST_NAME]))
    if home is None or home.published is None:
        return f"According to {name}:"
    return f"As {name} reported {_on(home.published)}:"


def sentence_start(article: Article, at: int) -> int:
    """Where the sentence begins that holds the code point `at`, an opening mark included.

    `at` itself where that is too far back to be told.
    """
    text, first = article.text, max(0, at - _LONGEST_SENTENCE)
    line = text.rfind("\n", first, at) + 1
    first = line or first
    table = tokenize([text[first : at + _LONGEST_SENTENCE]], [article.language])
    begins = (table.boundary[:-1] == 1) & (table.start <= at - first)
    starts: list[int] = table.start[begins].tolist()
    if not starts or (first and not line and len(starts) == 1):
        return at
    start = first + starts[-1]
    # What is put between the letters to disguise them stands behind the mark, too.
    mark = start - 1
    while mark > first and text[mark] not in "\r\n" and not fold(text[mark]).strip():
        mark -= 1
    return mark if text[mark : mark + 1] in _OPENING and mark >= first else start


def block_start(text: str, at: int) -> int | None:
    """Where the block quotation (Markdown's `>`) begins that holds the code point `at`.

    A line of it without words ends what is before.  None where it stands in none, or too far in
    to be told.

    >>> block_start("He said:\\n\\n> So be\\n> it.", 20)
    10
    """
    reach = max(0, at - _LONGEST_BLOCK)
    start = text.rfind("\n", reach, at) + 1
    if (reach and not start) or not text[start : at + 1].lstrip().startswith(">"):
        return None
    while start > reach:
        before = text.rfind("\n", reach, start - 1) + 1
        line = text[before : start - 1].lstrip()
        if (reach and not before) or not line.startswith(">") or not line.strip("> \t\r"):
            break
        start = before
    return start


def _in_a_sentence(name: str) -> str:
    """A name with the article that some need: the Associated Press, but Reuters."""
    is_noun = name.rpartition(" ")[2] in _NOUNS and " " in name
    return f"the {name}" if is_noun and not name.lower().startswith("the ") else name


def _on(published: Timestamp) -> str:
    """When that was, as a sentence says it; the time of day is left out."""
    if published.precision in _PREPOSITION:
        return f"{_PREPOSITION[published.precision]} {date_words(published)}"
    return f"on {date_words(Timestamp(published.moment, 'day', published.has_zone))}"


def _steps(
    case: Case, credit: str | None, link: str | None, *, is_quoted: bool, is_block: bool
) -> Iterator[Step]:
    status = case.credit.status if case.credit is not None else "none"
    named = case.credit.outlet if case.credit is not None and status == "misattributed" else None
    if credit and named:
        said = f"Replace the credit to {in_line(named[:_LONGEST_NAME])} with this one"
        yield Step("credit", f"{said}, unless you know better.")
    elif credit:
        block = "Put this credit before the block quotation, on a line of its own."
        yield Step("credit", block if is_block else "Put this credit before the sentence.")
    elif status in _UNCREDITED or named:
        said = f"Name your source: these words also stand in {_named(case.carrier)}."
        yield Step("source", said)
    elif credited := doubted(case):
        said = f"Make sure that {in_line(credited[:_LONGEST_NAME])} wrote these words"
        yield Step("source", f"{said}: they also stand in {_named(case.carrier)}.")
    if case.nature == "wire" and status not in _UNCREDITED:
        yield Step("licence", "Make sure that your licence covers these words.")
    if is_quoted:
        licensed = ", or make sure that your licence covers them" if case.nature == "wire" else ""
        said = "Put quotation marks around the copied words, or use your own"
        yield Step("quote", f"{said}{licensed}.")
    if link:
        yield Step("link", "Link to the article that has these words.")


def _address(article: Article | None) -> str | None:
    """Where an article is on the web, if a browser may follow that."""
    url = article.url if article is not None else None
    return url if url and web_host(url) else None


def _named(article: Article) -> str:
    """A published article as a sentence names it."""
    name = article.outlet or (
        f"“{article.title}”" if article.title else article.label or article.id
    )
    said = in_line(name[:_LONGEST_NAME])
    return f"{said} ({date_words(article.published)})" if article.published else said
