"""Pairs that tell of a draft: fewer than all, and nothing that concerns it is missed."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from made_corpus import made_articles

from reuse.check.part import concerning
from reuse.engine import Means
from reuse.engine.local import LocalEngine, workers
from reuse.model import Article, ArticleId, Findings, Match
from reuse.progress import silent
from reuse.settings import Settings

ENGINE = LocalEngine(Means(jobs=1))


def about(articles: list[Article], *drafts: ArticleId) -> Findings:
    return ENGINE.match_drafts(
        articles, Settings(), drafts=set(drafts), background=None, progress=silent
    )


# NOTE: in the last three an alignment goes on far beyond what the search names.
@pytest.mark.parametrize("seed", [0, 1, 23, 26, 28])
def test_what_concerns_a_draft_is_what_it_is_when_all_pairs_are_aligned(seed: int) -> None:
    articles = made_articles(60, seed=seed)
    everything = ENGINE.find_matches(articles, Settings(), progress=silent)
    for draft in articles[::7]:
        only = frozenset([draft.id])
        found = about(articles, draft.id)
        assert concerning(found.matches, only) == concerning(everything.matches, only)
        assert (found.words, found.notes) == (everything.words, everything.notes)


def test_a_passage_is_followed_to_articles_that_the_draft_does_not_meet() -> None:
    first, second = (" ".join(f"{name}{n}" for n in range(40)) for name in ("ga", "zo"))
    texts = {
        "draft": f"Own words here. {first}.",
        "carrier": f"{first} {second}.",
        "source": f"Something before it, and then {first.rsplit(' ', 25)[0]} {second}.",
        "apart": f"Quite another beginning. {second.split(' ', 20)[1]}.",
        "strange": "Nothing of all this stands here, nor anywhere else.",
    }
    articles = [Article(ArticleId(name), text, name) for name, text in texts.items()]
    found = about(articles, ArticleId("draft"))
    assert ("carrier", "source") in {(m.left_article, m.right_article) for m in found.matches}


def test_pairs_that_say_nothing_of_the_draft_are_not_aligned() -> None:
    def told(name: str, *words: str) -> Article:
        return Article(ArticleId(name), f"{' '.join(words)}.", name)

    ours, theirs = (" ".join(f"{name}{n}" for n in range(40)) for name in ("ga", "zo"))
    between = [" ".join(f"own{n}x{word}" for word in range(60)) for n in range(4)]
    articles = [
        told("draft", "Own words here", ours),
        *(told(f"both{n}", ours, between[n], theirs) for n in range(4)),
        *(told(f"theirs{n}", f"Other words {n}", theirs) for n in range(8)),
    ]
    with patch.object(workers, "_align", wraps=workers._align) as align:
        about(articles, ArticleId("draft"))
    aligned = sum(len(call.args[1].left) for call in align.call_args_list)
    assert aligned == 4 + 4 * 3 / 2


def test_matches_come_in_the_order_of_a_scan() -> None:
    articles = made_articles(40, seed=2)
    rank = {
        match: place
        for place, match in enumerate(
            ENGINE.find_matches(articles, Settings(), progress=silent).matches
        )
    }
    found: tuple[Match, ...] = about(articles, *(a.id for a in articles[:6])).matches
    assert len(found) > 6
    assert [rank[m] for m in found] == sorted(rank[m] for m in found)
