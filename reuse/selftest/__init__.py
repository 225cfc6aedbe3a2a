"""Story 3: the program tried on the articles of whoever doubts it.

Passages of the articles are planted in copies of others, word for word, edited, disguised, or
not copied at all; the other two stories are told of these, and what they find is held against
what was planted.  That every run of `min_words` words is found is checked against a comparison
of every word with every other, which knows nothing of the search.  No file is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reuse.check import check
from reuse.errors import NothingToRead, UnreadableInput
from reuse.model import Article, Progress
from reuse.progress import silent
from reuse.proof import LostRun, Proof, Trial
from reuse.report.wording import count
from reuse.row import Source
from reuse.scan import scan
from reuse.selftest.disguises import DISGUISES
from reuse.selftest.invented import WRITINGS, invented
from reuse.selftest.judging import Reported, check_trial_of, lost_runs, trial_of
from reuse.selftest.material import Material, words_of
from reuse.selftest.plants import Plant, Planter, everything_asked
from reuse.selftest.sample import sample_of
from reuse.settings import Settings

ARTICLES, PLANTS = 2_000, 500
_DRAFTS = 30  # that are checked, too
_AGAINST = 200  # articles that they are compared with
_INVENTED = 24  # articles of each script
_NOTHING = (
    "nothing can be planted in {}: it takes two that share nothing, and one of them with words in a"
    " row that stand nowhere else (--min-words and more)"
)


def selftest(  # noqa: PLR0913  # one for each choice of the command
    sources: Iterable[Source] = (),
    *,
    settings: Settings | None = None,
    seed: int = 1,
    articles: int = ARTICLES,
    plants: int = PLANTS,
    strict: bool = False,
    progress: Progress = silent,
) -> Proof:
    """Plant passages in copies of articles, look for them, and tell what was found.

    Args:
        sources: files, folders, or articles; invented ones of eleven scripts where there are none.
        settings: the defaults when None; no settings file is looked for.
        seed: of every choice; equal seeds give equal proofs of equal articles.
        articles: how many to use at most, of more a sample.
        plants: how many passages to plant.
        strict: whether an input that cannot be read is an error.
        progress: told how far each stage is.

    Raises:
        InputMissing: a path does not exist.
        NothingToRead: no article could be read, or no passage of one be planted in another.
        UnreadableInput: `strict`, and something could not be read.
    """
    settings = settings or Settings()
    given = [sources] if isinstance(sources, str) else list(sources)
    used = sample_of(
        given or _without_articles(seed), settings, most=articles, seed=seed, progress=progress
    )
    if strict and used.skipped:
        first = used.skipped[0]
        raise UnreadableInput(
            f"{count(len(used.skipped), 'input')} could not be read; {first.source}: {first.reason}"
        )
    found = _Found()
    _Bench(used.articles, settings, progress).try_all(plants, seed=seed, found=found)
    if not found.trials:
        raise NothingToRead(_NOTHING.format(count(len(used.articles), "article")))
    tried = {trial.asked.name for trial in found.trials}
    return Proof(
        articles=len(used.articles),
        read=used.read,
        min_words=settings.min_words,
        seed=seed,
        trials=tuple(found.trials),
        runs=found.runs,
        lost=tuple(found.lost),
        not_applicable=tuple(name for name in DISGUISES if name not in tried),
        skipped=used.skipped,
        is_invented=not given,
    )


def _without_articles(seed: int) -> list[Article]:
    return [
        article
        for name, writing in WRITINGS.items()
        for article in invented(writing, _INVENTED, seed=seed, name=name)
    ]


@dataclass(slots=True)
class _Found:
    """What was found out so far."""

    trials: list[Trial] = field(default_factory=list)
    runs: int = 0
    lost: list[LostRun] = field(default_factory=list)


class _Bench:
    """Articles, and what the program says of them before anything is planted."""

    def __init__(self, articles: Sequence[Article], settings: Settings, progress: Progress) -> None:
        self._articles, self._settings, self._progress = articles, settings, progress
        self._material = Material(articles, min_words=settings.min_words)
        self._natural = Reported(scan(articles, settings=settings, progress=progress))

    def try_all(self, number: int, *, seed: int, found: _Found) -> None:
        """Plant so many passages, scan after scan, and note how each was met."""
        asked = everything_asked(number, min_words=self._settings.min_words)
        planter = Planter(self._material, self._are_apart, seed=seed)
        drafts = _DRAFTS
        for plants in planter.rounds(asked):
            self._progress("planting", number - len(asked), number)
            self._scan(plants, found)
            checked = [plant for plant in plants if plant.asked.way != "control"][:drafts]
            drafts -= len(checked)
            if checked:
                self._check(checked, found)

    def _are_apart(self, one: int, other: int) -> bool:
        left, right = self._articles[one], self._articles[other]
        return left.language == right.language and not self._natural.share(left.id, right.id)

    def _planted(self, plant: Plant) -> Article:
        return plant.article(self._articles[plant.copy])

    def _scan(self, plants: Sequence[Plant], found: _Found) -> None:
        """The collection with these passages in it, against itself."""
        copies = {plant.copy: self._planted(plant) for plant in plants}
        held = [copies.get(number, article) for number, article in enumerate(self._articles)]
        reported = Reported(scan(held, settings=self._settings))
        words = words_of(list(copies.values()))
        for plant, copy, own in zip(plants, copies.values(), words, strict=True):
            source = self._articles[plant.source]
            found.trials.append(trial_of(plant, source, copy, reported))
            runs, lost = lost_runs(
                (source, self._material.words[plant.source]),
                (copy, own),
                reported,
                least=self._settings.min_words,
            )
            found.runs += runs
            found.lost += lost

    def _check(self, plants: Sequence[Plant], found: _Found) -> None:
        """The copies as drafts, against articles among which are those the passages are from."""
        drafts = {plant.copy: self._planted(plant) for plant in plants}
        sources = {plant.source for plant in plants}
        others = (n for n in range(len(self._articles)) if n not in drafts and n not in sources)
        against = sorted([*sources, *list(others)[: max(0, _AGAINST - len(sources))]])
        published = [self._articles[number] for number in against]
        verdict = check(list(drafts.values()), published, settings=self._settings)
        for plant in plants:
            source, draft = self._articles[plant.source], drafts[plant.copy]
            found.trials.append(check_trial_of(plant, source, draft, verdict))
