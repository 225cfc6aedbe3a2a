"""Where a text names an outlet: listed names, domains, and names in capitals.

One pass over the words that begin with a capital.  A mention is no credit yet:
credits.py looks at the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reuse.model import Span
from reuse.trace.outlets import Directory, Name, Outlet, fold_word

_CAPITALISED = re.compile(r"(?<![^\W_])[^\W_a-z][^\W_]*")
# Names that begin with a small letter: dpa, taz, indy100, n-tv.
SMALL_HEADS = (
    *("dpa", "epd", "dts", "ots", "taz", "n", "die", "heise", "junge", "netzpolitik"),
    *("indy100", "news", "bdnews24", "franceinfo", "askanews", "awp", "de"),
    *("eldiario", "elDiario", "laSexta", "infoLibre", "teleSUR", "openDemocracy"),
)
_SMALL = re.compile(rf"(?<![^\W_])(?:{'|'.join(SMALL_HEADS)})(?![^\W_])")
# Pages lose the space between a by-line's name and its agency: "OlsenAssociated Press".
# Bounded: in "AaAaAa..." every second letter begins one, and each would be read to the end.
LONGEST_GLUED = 41
_GLUED = re.compile(rf"(?<=[a-zà-öø-ÿ])[A-Z][^\W_]{{1,{LONGEST_GLUED - 1}}}+(?= [A-Z])")
_NEXT = re.compile(r"(?:[ \u00a0]|[.&!'’/‑-][ \u00a0]?|[ \u00a0][&+][ \u00a0])([^\W_]+)")
_TOP = r"\.(?:com|org|net|info|news|co\.uk|de|fr|es|it|tv|io|eu|us|ca|in)(?![\w-])"
_TOP_DOMAIN = re.compile(_TOP)
_DOMAIN = re.compile(rf"(?<![\w.@/-])[A-Za-z0-9][A-Za-z0-9-]{{0,40}}(?:\.[a-z0-9-]{{2,30}})?{_TOP}")
_RUN = re.compile(
    r"(?<![^\W_])[^\W\da-z_][\w'’-]{0,30}"
    r"(?:[ \u00a0](?:[^\W\da-z_][\w'’-]{0,30}|of(?= [A-Z])|and(?= [A-Z])|&(?= [A-Z])|\d{1,3})){0,6}"
)
_ARTICLE = re.compile(r"(?:The|the)[ \u00a0]$")
# What says of a common word that it is an outlet: "Time magazine", "el diario Reforma".
_KIND_AFTER = re.compile(r"[\"”»]?[ \u00a0](?:magazine|newspaper|news (?:agency|site))\b")
_KIND_BEFORE = re.compile(
    r"(?<!\w)(?:newspaper|magazine|journal|broadcaster|website|agency|diario|periódico|revista"
    r"|semanario|agencia|portal|cadena|quotidien|hebdomadaire|chaîne|site|agence|Magazin|Zeitung"
    r"|Nachrichtenmagazin|Tageszeitung|Wochenzeitung|Zeitschrift|Sender|Agentur|Nachrichtenagentur)"
    r"[ \u00a0][\"“„«»]?(?:[Tt]he )?$"
)
_KIND_REACH = 26


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet's name in a text; `span` includes a leading "the"."""

    span: Span
    outlet: Outlet


def find_mentions(
    text: str,
    directory: Directory,
    *,
    own: Outlet | None,
    heads: Sequence[tuple[int, int]] | None = None,
) -> tuple[Mention, ...]:
    """Every listed outlet that `text` names, by position.

    A short name ("The Times") means the outlet that the text names in full
    elsewhere, or the article's own, `own`, or what stands beside it says that it is
    an outlet's ("Time magazine"); else it is nobody's, or the listed outlet of
    exactly that name.

    Args:
        heads: where the first words of names may stand, by position; anywhere by default.
    """
    heads = _heads(text) if heads is None else heads
    domains = _domains(text, directory) if may_hold_domain(text) else ()
    found = sorted(
        [*_listed(text, directory, heads), *domains],
        key=lambda f: (f[0].start, f[0].end),
    )
    full = {name.outlet.key for span, names in found for name in names if not name.is_short}
    if own is not None:
        full.add(own.key)
    mentions = (
        _settled(span, names, full, is_said=_is_said(text, span, names)) for span, names in found
    )
    return tuple(_without_overlaps(m for m in mentions if m is not None))


def may_hold_domain(text: str) -> bool:
    """Whether a text may hold a domain; quick, and false only when it holds none."""
    return _TOP_DOMAIN.search(text) is not None


def domain_places(text: str) -> Iterator[int]:
    """Where domains may end in a text."""
    return (match.start() for match in _TOP_DOMAIN.finditer(text))


def unlisted_names(text: str, within: Span) -> Iterator[Mention]:
    """Runs of capitalised words and domains in `within`, as outlets nobody listed."""
    for run in _RUN.finditer(text, within.start, within.end):
        yield Mention(_with_article(text, Span(*run.span())), Outlet(run.group()))
    for domain in _DOMAIN.finditer(text, within.start, within.end):
        yield Mention(Span(*domain.span()), Outlet(domain.group().lower()))


def _heads(text: str) -> list[tuple[int, int]]:
    patterns = (_CAPITALISED, _SMALL, _GLUED)
    return sorted({m.span() for p in patterns for m in p.finditer(text)})


def _listed(
    text: str, directory: Directory, heads: Iterable[tuple[int, int]]
) -> Iterator[tuple[Span, list[Name]]]:
    after = 0
    for start, end in heads:
        if start < after:
            continue
        second = _NEXT.match(text, end, end + 40)
        names = directory.starting(
            fold_word(text[start:end]), fold_word(second.group(1)) if second else None
        )
        span, written = _longest(text, Span(start, end), names) if names else (None, [])
        is_glued = start > 0 and text[start - 1].isalnum()
        if span is not None and not (is_glued and len(written[0].words) < 2):
            after = span.end
            yield _emphasised(text, _with_article(text, _emphasised(text, span))), written


def _longest(text: str, head: Span, names: Iterable[Name]) -> tuple[Span | None, list[Name]]:
    """The longest name that begins with the word `head`, and every outlet that has it."""
    words, ends = [head.of(text)], [head.end]
    best: list[Name] = []
    for name in names:
        if best and len(name.words) < len(best[0].words):
            break
        while len(words) < len(name.words):
            further = _NEXT.match(text, ends[-1], ends[-1] + 40)
            if further is None:
                break
            words.append(further.group(1))
            ends.append(further.end())
        if len(words) >= len(name.words) and name.is_written(words[: len(name.words)]):
            best.append(name)
    return (Span(head.start, ends[len(best[0].words) - 1]), best) if best else (None, [])


def _domains(text: str, directory: Directory) -> Iterator[tuple[Span, list[Name]]]:
    for match in _DOMAIN.finditer(text):
        outlet = directory.by_domain(match.group())
        if outlet is not None:
            yield Span(*match.span()), [Name((), (), outlet)]


def _is_said(text: str, span: Span, names: Iterable[Name]) -> bool:
    """Whether the words beside an ambiguous name say that it is an outlet's."""
    if not all(name.is_short for name in names):
        return False
    before = text[max(0, span.start - _KIND_REACH) : span.start]
    return _KIND_BEFORE.search(before) is not None or _KIND_AFTER.match(text, span.end) is not None


def _settled(span: Span, names: list[Name], full: set[str], *, is_said: bool) -> Mention | None:
    named = [name for name in names if name.outlet.key in full and name.is_short]
    plain = [name for name in names if is_said or not name.is_short]
    if not (named or plain):
        return None
    chosen = (named or plain)[0]
    return Mention(span, chosen.outlet)


def _with_article(text: str, span: Span) -> Span:
    before = _ARTICLE.search(text[max(0, span.start - 4) : span.start])
    return Span(span.start - 4, span.end) if before else span


def _emphasised(text: str, span: Span) -> Span:
    """The name with the signs around it that emphasise it in Markdown: `**RT**`, `_RT_`."""
    start, end = span.start, span.end
    while (
        start > 0 and end < len(text) and text[start - 1] in "*_" and text[start - 1] == text[end]
    ):
        start, end = start - 1, end + 1
    return Span(start, end)


def _without_overlaps(mentions: Iterable[Mention]) -> Iterator[Mention]:
    last: Mention | None = None
    for mention in mentions:
        if last is None or mention.span.start >= last.span.end:
            if last is not None:
                yield last
            last = mention
        elif len(mention.span) > len(last.span):
            last = mention
    if last is not None:
        yield last
