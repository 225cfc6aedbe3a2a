"""Cascades of copying over real articles, with everything about them known.

Each family takes a passage from one article through 2 to 12 outlets: every copy edits the
version of an earlier one, stands in an article of its own, may say from whom it has it, and
comes later.  Then part of the credits and dates is taken away, and some originals.  Equal
seeds give equal cascades: the shares only decide what of them can be seen.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from cascade_credits import (
    OWN_FORMS,
    Attribution,
    Publisher,
    drafted,
    draw_form,
    passage_paragraphs,
    quoted,
)
from cascade_material import Material, Passage, Press
from cascade_text import Copyist, spelt

from reuse.model import Article, ArticleId, Span, Timestamp

SIZES = (2, 12)  # outlets of a family, the original's too
CREDITED = 0.8  # of the copies name their source, with --credits 1

_WRONG_DATES = 0.03
_TO_THE_MINUTE = 2 / 3
_MEDIAN_HOURS = 4.0
_FROM_THE_ORIGINAL = 0.5
_PASSED_ON = 2 / 3
_QUOTED = 0.1
_DECOYS = 0.25
_INSTITUTIONS = 0.2
_HOURS = {"US": -5, "CA": -5, "BR": -3, "DE": 1, "FR": 1, "ES": 1, "IT": 1, "RU": 3, "IN": 5.5,
          "CN": 8, "JP": 9, "AU": 10}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shares:
    """What of the cascades can be seen, each 0 to 1; `wrong` of the copies name anybody else."""

    credits: float = 1.0
    dates: float = 1.0
    inside: float = 0.6
    wrong: float = 0.06


@dataclass(frozen=True, slots=True)
class Member:
    """One version of a family's passage; `article` is None where it is not in the corpus.

    `parent` is the number of the member it was taken from, None of the original; `form` is
    how it credits `named`, where it does.
    """

    parent: int | None
    outlet: str
    article: ArticleId | None
    span: Span
    published: Timestamp | None
    named: str | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Cascade:
    """One family as it was: the original is the first member."""

    number: int
    members: tuple[Member, ...]

    @property
    def original(self) -> Member:
        """The version that was written first."""
        return self.members[0]

    @property
    def witnesses(self) -> tuple[Member, ...]:
        """The members that are in the corpus."""
        return tuple(m for m in self.members if m.article is not None)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The corpus, sorted by ids that tell nothing, and what was done."""

    articles: tuple[Article, ...]
    cascades: tuple[Cascade, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A member under construction."""

    parent: int | None
    publisher: Publisher
    moment: datetime
    passage: tuple[str, ...]
    attribution: Attribution | None = None

    def member(self, span: Span, published: Timestamp | None) -> Member:
        """What is told of it; its article has no id yet."""
        outlet, shown = self.publisher.outlet.name, self.attribution
        if shown is None:
            return Member(self.parent, outlet, None, span, published)
        named = shown.publisher.outlet.name
        return Member(self.parent, outlet, None, span, published, named, shown.form)


def simulate(material: Material, press: Press, *, seed: int, shares: Shares) -> Simulation:
    """The passages of `material` through cascades, as long as there are hosts for them."""
    draw = random.Random(f"{seed}/cascades")
    hosts = draw.sample(material.hosts, len(material.hosts))
    maker = _Maker(material, press, seed=seed, shares=shares)
    made: list[tuple[Cascade, dict[int, Article]]] = []
    for number, passage in enumerate(material.passages):
        size = draw.randint(*SIZES)
        if len(hosts) < size:
            break
        own = [hosts.pop() for _ in range(size - 1)]
        made.append(maker.family(number, passage, hosts=own))
    return _shuffled(made, draw)


def _shuffled(
    made: Sequence[tuple[Cascade, Mapping[int, Article]]], draw: random.Random
) -> Simulation:
    """Everything under new ids, in their order."""
    keys = [(at, member) for at, (_, articles) in enumerate(made) for member in articles]
    draw.shuffle(keys)
    ids = {key: ArticleId(f"a{number:06d}") for number, key in enumerate(keys)}
    articles = [replace(made[at][1][member], id=name, source=str(name))
                for (at, member), name in ids.items()]  # fmt: skip
    cascades = [
        replace(
            cascade,
            members=tuple(
                replace(m, article=ids.get((at, n))) for n, m in enumerate(cascade.members)
            ),
        )
        for at, (cascade, _) in enumerate(made)
    ]
    return Simulation(tuple(articles), tuple(cascades))


class _Maker:
    """Makes one family after the other."""

    def __init__(self, material: Material, press: Press, *, seed: int, shares: Shares) -> None:
        self._material, self._press, self._seed, self._shares = material, press, seed, shares
        self._copyist = Copyist(material.vocabulary, material.own_sentences)

    def _draw(self, number: int, *parts: object) -> random.Random:
        """Chance of its own for each purpose, so that no share changes what else is drawn."""
        return random.Random("/".join(map(str, (self._seed, number, *parts))))

    def family(
        self, number: int, passage: Passage, *, hosts: Sequence[int]
    ) -> tuple[Cascade, dict[int, Article]]:
        """One cascade and the articles of it that stay, by member."""
        draw = self._draw(number, "family")
        publishers = self._press.staff(len(hosts) + 1, draw)
        is_inside = draw.random() < self._shares.inside or len(hosts) < 2
        copies = self._copies(passage, publishers, number=number)
        copies = self._attributed(copies, number, is_inside=is_inside)
        members: list[Member] = []
        articles: dict[int, Article] = {}
        for at, copy in enumerate(copies):
            own = self._draw(number, at, "article")
            if at:
                article, span = self._host(hosts[at - 1], copy, copies, draw=own)
            else:
                article, span = self._original(passage, copy)
            article = replace(article, published=self._stated(copy, self._draw(number, at, "date")))
            if at or is_inside:
                articles[at] = article
            members.append(copy.member(span, article.published))
        return Cascade(number, tuple(members)), articles

    def _copies(
        self, passage: Passage, publishers: Sequence[Publisher], *, number: int
    ) -> list[_Copy]:
        """Who copied from whom, when, and what came of the passage."""
        draw = self._draw(number, "copies")
        first = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=draw.randrange(4_000_000))
        country = publishers[0].outlet.country
        copies = [_Copy(None, publishers[0], first, tuple(spelt(s, country) for s in passage.text))]
        for publisher in publishers[1:]:
            parent = 0
            if draw.random() >= _FROM_THE_ORIGINAL and len(copies) > 1:
                parent = draw.randrange(1, len(copies))
            source = copies[parent]
            hours = draw.expovariate(math.log(2) / _MEDIAN_HOURS)
            later = source.moment + timedelta(hours=hours, minutes=2)
            text = self._copyist.copy(source.passage, draw, country=publisher.outlet.country)
            copies.append(_Copy(parent, publisher, later, text))
        return copies

    def _attributed(self, copies: list[_Copy], number: int, *, is_inside: bool) -> list[_Copy]:
        """The copies with whom they name; what a copy names does not hang on what is shown."""
        names: list[int | None] = [None]
        result = [copies[0]]
        for at, copy in enumerate(copies[1:], 1):
            draw = self._draw(number, at, "credit")
            chance, kept = draw.random(), draw.random() < self._shares.credits
            target = copy.parent if chance < CREDITED else None
            passes_on = draw.random() < _PASSED_ON
            if target and names[target] == 0 and passes_on:
                target = 0
            names.append(target)
            named = copies[target].publisher if target is not None else None
            if chance >= 1 - self._shares.wrong:
                named = self._press.anybody(draw, but=[c.publisher for c in copies])
            if named is None or not kept:
                result.append(copy)
                continue
            is_here = named is not None and target is not None and (bool(target) or is_inside)
            may_link = is_here or bool(named.outlet.domains)
            form = draw_form(named, draw, may_link=may_link)
            url = _address(named, draw) if target is None else _url(copies[target])
            result.append(replace(copy, attribution=Attribution(named, form, url)))
        return result

    def _original(self, passage: Passage, copy: _Copy) -> tuple[Article, Span]:
        """The article the passage comes from, in its outlet's spelling."""
        prose = self._material.prose[passage.article]
        before, inside, after = passage.around(prose)
        country = copy.publisher.outlet.country
        text = [spelt(part, country) for part in (before, inside, after)]
        span = Span(len(text[0]), len(text[0]) + len(text[1]))
        return self._article(passage.article, copy, "".join(text)), span

    def _host(
        self, host: int, copy: _Copy, copies: Sequence[_Copy], *, draw: random.Random
    ) -> tuple[Article, Span]:
        """The host with the copy in it."""
        country = copy.publisher.outlet.country
        shown = copy.attribution
        form = shown.form if shown else ""
        paragraphs = passage_paragraphs(copy.passage, draw, whole=form in OWN_FORMS)
        if draw.random() < _QUOTED and form not in OWN_FORMS:
            paragraphs = quoted(paragraphs)
        prose = tuple(tuple(spelt(s, country) for s in part) for part in self._material.prose[host])
        draft = drafted(prose, paragraphs, draw)
        if draw.random() < _DECOYS:
            of_family = draw.random() < 0.2
            others = [c.publisher for c in copies if c.publisher != copy.publisher]
            named = draw.choice(others) if of_family else self._press.anybody(draw, but=others)
            draft = draft.with_decoy(named, draw)
        if draw.random() < _INSTITUTIONS:
            draft = draft.with_institution(draw)
        if shown:
            draft = draft.credited(shown, draw)
        written = draft.written(shown.url if shown and form == "link" else None)
        article = self._article(host, copy, written.text)
        return replace(article, links=written.links), written.span

    def _article(self, number: int, copy: _Copy, text: str) -> Article:
        title = self._material.titles[number]
        return Article(
            id=ArticleId(""), text=text, source="", title=title,
            outlet=copy.publisher.outlet.name, url=_url(copy),
        )  # fmt: skip

    def _stated(self, copy: _Copy, draw: random.Random) -> Timestamp | None:
        """When an article says it was published."""
        kept = draw.random() < self._shares.dates
        is_fine, is_wrong = draw.random() < _TO_THE_MINUTE, draw.random() < _WRONG_DATES
        moment = copy.moment + timedelta(hours=draw.uniform(0, 48) * is_wrong)
        if not kept:
            return None
        zone = timezone(timedelta(hours=_HOURS.get(copy.publisher.outlet.country or "", 0)))
        local = moment.astimezone(zone).replace(second=0, microsecond=0)
        if is_fine:
            return Timestamp(local, "minute")
        day = local.replace(hour=0, minute=0, tzinfo=UTC)
        return Timestamp(day, "day", has_zone=False)


def _url(copy: _Copy) -> str:
    """The address of a copy's article."""
    return _address(copy.publisher, random.Random(f"{copy.publisher.outlet.name}{copy.moment}"))


def _address(publisher: Publisher, draw: random.Random) -> str:
    host = "".join(filter(str.isalnum, publisher.outlet.name.lower())) + ".example"
    domains = publisher.outlet.domains
    return f"https://www.{domains[0] if domains else host}/news/{draw.randrange(10**9)}"
