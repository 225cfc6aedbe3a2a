"""How newsrooms say where a passage comes from, written into a host article; and decoys.

The wordings are a list of their own, not taken from the program's patterns.
Marks of the private use area hold the places until the text is whole.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cascade_text import Paragraphs

from reuse.model import Link, Span
from reuse.trace.outlets import Outlet

BEGIN, END, LINK, LINK_END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile("[\ue000-\ue003]")

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAD_INS = (
    "{X} reports:", "{X} writes:", "As {x} reported:", "{X} reported on {day}:", "From {x}:",
    "Here is how {x} described it:", "{X} put it this way:", "In an article on {day}, {x} wrote:",
    "{X} has more:", "As {x} notes:", "Per {x}:", "According to {x}:", "{X} has the details:",
)  # fmt: skip
_THAT = (
    "{X} reported on {day} that ", "{X} reported that ", "{X} first reported that ",
    "{X} wrote on {day} that ", "According to {x}, ", "As {x} reported, ", "{X} reports that ",
    "As first reported by {x}, ", "{X} has learned that ", "{X}, which broke the story, said that ",
)  # fmt: skip
_TAILS = (
    ", according to {x}.", ", {x} reported.", ", {x} said.", ", according to a report in {x}.",
    ", {x} reported on {day}.", ", as {x} first reported.", ", reports {x}.", ", {x} reports.",
)  # fmt: skip
_WROTE = (" {X} wrote.", " {x} reported.", " wrote {x}.", " {x} said in a report on {day}.")
_SOURCES = (
    "Source: {X}", "(Source: {X})", "Sources: {X}", "Via {X}", "With reporting by {x}.",
    "This report includes material from {x}.", "({N})", "Read more at {x}.", "h/t {X}",
    "Information from {x} was used in this report.",
)  # fmt: skip
_REPUBLISHED = (
    "This story was originally published by {x}.", "Originally published by {x}.",
    "This article first appeared in {x}.", "A version of this article first appeared in {x}.",
    "This article was first published by {x} and is republished with permission.",
    "Reprinted from {x}.", "The original version of this story was published by {x}.",
)  # fmt: skip
_BY_LINES = ("By {N}", "{N}", "By staff and {N}", "By Helen Marsh, {N}", "From {x}")
_DATELINES = (
    "{city} ({N}) - ", "{city} ({N}) — ", "{city}, {day} ({N}) - ", "{city} – {N} – ",
    "{city}, ({N}) -- ",
)  # fmt: skip
_CITIES = ("LONDON", "GENEVA", "NEW DELHI", "CHICAGO", "BRUSSELS", "NAIROBI", "SEOUL", "ATLANTA")
_LINKED = (
    "As was {reported} on {day}, ", "As has been {reported}, ", "As {reported} earlier, ",
    "This was {reported} on {day}. ", "Details were first {reported} elsewhere. ",
)  # fmt: skip
_DECOYS = (
    "“We will know more in a week or two,” a spokeswoman told {x}.",
    "{X} will broadcast the hearing live.", "(Photo: {X})", "Image credit: {X}",
    "The two met while they were working for {x}.", "He had told {x} last year that he would stay.",
    "An interview with {x} that was planned for the evening was cancelled.",
    "Both sides have since taken out full-page advertisements in {x}.",
    "Photo by Ed Lund/{X}", "She is a former editor of {x}.",
)  # fmt: skip
_INSTITUTIONS = (
    "according to the Institute for Rural Affairs", "the Ministry of Transport said on {day}",
    "according to the National Statistics Office", "the Council for Open Trade reported",
    "the Centre for Coastal Research said in a statement", "according to court documents",
    "the Lakeside Human Rights Observatory said",
)  # fmt: skip
_WORDINGS = {
    "lead-in": _LEAD_INS, "that": _THAT, "tail": _TAILS, "wrote": _WROTE, "source": _SOURCES,
    "republished": _REPUBLISHED, "by-line": _BY_LINES, "dateline": _DATELINES, "link": _LINKED,
}  # fmt: skip
_WITHIN = 0.35  # of the hosts with a passage of one paragraph have it inside of theirs
_LOWERED = frozenset(
    "The A An In On At It He She They This That These Those There But And As For With After"
    " Some Many Most Its His Her Their One Two Three No Under By From".split()
)
_PREFIXED = re.compile(
    r"\b(?:Press|Times|Post|News|Herald|Journal|Tribune|Courier|Gazette|Chronicle"
    r"|Telegraph|Record|Star|Agency|Sentinel|Examiner|Register|Echo|Observer)$"
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet with every way to write it."""

    outlet: Outlet
    names: tuple[str, ...]

    def written(self, draw: random.Random) -> tuple[str, str]:
        """The outlet as it stands at the beginning of a sentence, and within one."""
        name = draw.choice(self.names) if draw.random() < 0.3 else self.names[0]
        inner = name
        if name.startswith("The ") and draw.random() < 0.5:
            inner = "the" + name[3:]
        elif " " in name and _PREFIXED.search(name) and not name.startswith("The "):
            inner = f"the {name}" if draw.random() < 0.7 else name
        return inner[0].upper() + inner[1:] if inner.startswith("the ") else name, inner


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a copy names, how, and with which address where it links."""

    publisher: Publisher
    form: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A whole article, where the passage lies in it, and its links."""

    text: str
    span: Span
    links: tuple[Link, ...]


def draw_form(publisher: Publisher, draw: random.Random, *, may_link: bool) -> str:
    """How a copy credits that outlet; by-lines and datelines are for agencies."""
    weights = {"lead-in": 20, "that": 15, "tail": 15, "wrote": 12, "source": 10, "republished": 8}
    if may_link:
        weights["link"] = 10
    if publisher.outlet.is_agency:
        weights |= {"by-line": 20, "dateline": 30}
    return draw.choices(list(weights), list(weights.values()))[0]


def passage_paragraphs(passage: Sequence[str], draw: random.Random, *, whole: bool) -> list[str]:
    """The passage as one paragraph or, at times, as paragraphs of two or three sentences."""
    if whole or len(passage) < 4 or draw.random() < 0.5:
        return [" ".join(passage)]
    step = draw.choice((2, 3))
    return [" ".join(passage[at : at + step]) for at in range(0, len(passage), step)]


def quoted(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs in quotation marks; those inside become single ones."""
    inner = [re.sub('["“”]', "'", part) for part in paragraphs]
    return [f"“{part}" for part in inner[:-1]] + [f"“{inner[-1]}”"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article under construction: paragraphs before and after, and the passage's own.

    `left` and `right` are what else its paragraph holds; `passage` holds BEGIN and END.
    """

    before: tuple[str, ...]
    passage: tuple[str, ...]
    after: tuple[str, ...]
    left: str = ""
    right: str = ""

    def credited(self, attribution: Attribution, draw: random.Random) -> Draft:
        """The draft with the credit written into it."""
        big, small = attribution.publisher.written(draw)
        words = {
            "X": big,
            "x": small,
            "N": draw.choice(attribution.publisher.names),
            "day": draw.choice(_DAYS),
            "city": draw.choice(_CITIES),
            "reported": f"{LINK}reported{LINK_END}",
        }
        form = attribution.form
        phrase = draw.choice(_WORDINGS[form]).format(**words)
        if form in _INSIDE:
            return replace(self, passage=(_INSIDE[form](" ".join(self.passage), phrase),))
        if form == "lead-in":
            return self._led_in(phrase, draw)
        if form == "dateline":
            return self._datelined(phrase)
        if form == "by-line":
            return replace(self, before=(phrase, *self.before))
        return replace(self, after=(*self.after, phrase))

    def _led_in(self, phrase: str, draw: random.Random) -> Draft:
        if not self.left and draw.random() < 0.6:
            return replace(self, before=(*self.before, phrase))
        return replace(self, passage=(f"{phrase} {self.passage[0]}", *self.passage[1:]))

    def _datelined(self, phrase: str) -> Draft:
        if self.before:
            return replace(self, before=(phrase + self.before[0], *self.before[1:]))
        if self.left:
            return replace(self, left=phrase + self.left)
        return replace(self, passage=(phrase + self.passage[0], *self.passage[1:]))

    def with_decoy(self, publisher: Publisher, draw: random.Random) -> Draft:
        """The draft with a line that names an outlet, a paragraph at least from the passage.

        It credits the outlet with nothing, or only with a picture.
        """
        big, small = publisher.written(draw)
        line = draw.choice(_DECOYS).format(X=big, x=small)
        if len(self.before) > 1 and draw.random() < 0.5:
            at = draw.randrange(len(self.before) - 1)
            return replace(self, before=(*self.before[:at], line, *self.before[at:]))
        if not self.after:
            return self
        at = draw.randrange(1, len(self.after) + 1)
        return replace(self, after=(*self.after[:at], line, *self.after[at:]))

    def with_institution(self, draw: random.Random) -> Draft:
        """The draft with a paragraph of the host that cites somebody who is no outlet."""
        if not self.after:
            return self
        at = draw.randrange(len(self.after))
        cited = draw.choice(_INSTITUTIONS).format(day=draw.choice(_DAYS))
        line = f"{self.after[at].rstrip('.')}, {cited}."
        return replace(self, after=(*self.after[:at], line, *self.after[at + 1 :]))

    def written(self, url: str | None) -> Written:
        """The text, with the marks turned into places."""
        first = " ".join(filter(None, (self.left, self.passage[0])))
        passage = [first, *self.passage[1:]]
        passage[-1] = " ".join(filter(None, (passage[-1], self.right)))
        marked = "\n\n".join((*self.before, *passage, *self.after))
        places: dict[str, int] = {}
        for count, mark in enumerate(_MARK.finditer(marked)):
            places[mark[0]] = mark.start() - count
        links = (Link(url, Span(places[LINK], places[LINK_END])),) if url and LINK in places else ()
        return Written(_MARK.sub("", marked), Span(places[BEGIN], places[END]), links)


def _joined(passage: str, phrase: str) -> str:
    """The passage after words that may be the beginning of its sentence."""
    first = passage.lstrip(BEGIN).split(maxsplit=1)[0]
    if phrase.endswith(". ") or first not in _LOWERED:
        return phrase + passage
    return phrase + passage.replace(first, first.lower(), 1)


def _ending(passage: str, tail: str) -> str:
    """The passage with words at the end of its last sentence."""
    body = passage.removesuffix(END)
    closing = "”" if body.endswith("”") else ""
    return body.rstrip(".”") + END + tail.replace(",", "," + closing, 1)


def _as_quotation(passage: str, wrote: str) -> str:
    """The passage in quotation marks, and who wrote it."""
    body = re.sub('["“”]', "'", passage.strip(BEGIN + END)).rstrip(".")
    return f"“{BEGIN}{body}{END},”{wrote}"


_INSIDE: Mapping[str, Callable[[str, str], str]] = {
    "that": _joined,
    "link": _joined,
    "tail": _ending,
    "wrote": _as_quotation,
}
# They need the passage as one paragraph, without quotation marks.
OWN_FORMS = tuple(_INSIDE)


def drafted(host: Paragraphs, passage: Sequence[str], draw: random.Random) -> Draft:
    """The host with the passage as paragraphs of its own or, if it is one, also within one."""
    paragraphs = [" ".join(part) for part in host]
    marked = [*passage]
    marked[0] = BEGIN + marked[0] if marked[0][0] != "“" else f"“{BEGIN}{marked[0][1:]}"
    marked[-1] = marked[-1] + END if marked[-1][-1] != "”" else f"{marked[-1][:-1]}{END}”"
    roomy = [at for at, part in enumerate(host) if len(part) > 1]
    if len(marked) == 1 and roomy and draw.random() < _WITHIN:
        at = draw.choice(roomy)
        cut = draw.randrange(1, len(host[at]))
        left, right = " ".join(host[at][:cut]), " ".join(host[at][cut:])
        return Draft(
            tuple(paragraphs[:at]), tuple(marked), tuple(paragraphs[at + 1 :]), left, right
        )
    at = draw.randrange(len(paragraphs) + 1)
    return Draft(tuple(paragraphs[:at]), tuple(marked), tuple(paragraphs[at:]))
