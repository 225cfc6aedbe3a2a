"""Fingerprints of articles: hashes by which an archive knows words that it has seen before.

Of every article all k-grams of `FindSettings.edited_gram` words, and of every sentence the
bands of a MinHash signature of its stems: what `reuse.find` joins within a collection is kept
here and looked up.  Every run of k words and more has a k-gram, none is left out, so that a
verbatim run of `min_words` words is always met.

An archive without texts keeps sampled grams only, keyed with a secret of its own: those that
`reuse.find.verbatim` samples by winnowing, so that the guarantee for verbatim runs holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.find.grams import Hashes, Positions, gram_hashes, whole
from reuse.find.lsh import band_keys
from reuse.find.minhash import permutations, signatures
from reuse.find.verbatim import fingerprints, winnowing
from reuse.settings import FindSettings
from reuse.text.columns import TokenTable
from reuse.text.function_words import function_stems
from reuse.text.hashing import mixed
from reuse.text.ordering import changes

# Sentences with fewer stems that are no function words say too little.
LEAST_STEMS = 5
_STEM_BITS = 31


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Hashes and the token of the table at which each one's words begin.

    Those of grams come first, by token; `bands` of a sentence stand at its first token.
    """

    grams: Hashes
    gram_at: Positions
    bands: Hashes
    band_at: Positions


@dataclass(frozen=True, slots=True)
class Scheme:
    """What decides which fingerprints an article has.

    `sampled_words` is None for an archive with texts, else the shortest run that it finds;
    `secret` keys the hashes of such an archive.
    """

    settings: FindSettings
    sampled_words: int | None = None
    secret: int = 0

    @property
    def gram(self) -> int:
        """Words of a gram."""
        if self.sampled_words is not None:
            return winnowing(self.sampled_words)[0]
        return self.settings.edited_gram

    def of(self, table: TokenTable) -> Fingerprints:
        """The fingerprints of all articles of a table."""
        if self.sampled_words is not None:
            return self._sampled(table, self.sampled_words)
        k = self.gram
        at = np.flatnonzero(whole(table.offsets, k))
        grams = gram_hashes(table.key, k)[at]
        bands, band_at = _bands(table, self.settings)
        return Fingerprints(grams, at, bands, band_at)

    def _sampled(self, table: TokenTable, min_words: int) -> Fingerprints:
        hashes = gram_hashes(table.key, self.gram)
        kept = fingerprints(hashes, table.offsets, min_words=min_words).kept
        at = np.unique(kept)
        keyed = mixed(hashes[at] ^ np.uint64(self.secret))
        none = np.zeros(0, np.int64)
        return Fingerprints(keyed, at, none.astype(np.uint64), none)


def _bands(table: TokenTable, settings: FindSettings) -> tuple[Hashes, Positions]:
    """The bands of every sentence that says enough, and the first token of each."""
    stems, starts, sentence = _bags(table)
    drawn = permutations(settings.permutations, seed=settings.minhash_seed)
    hashes = (mixed(table.stems.copy()) >> np.uint64(32)).astype(np.uint32)
    sketches = signatures(hashes[stems], starts, permuted=drawn)
    keys = [
        # Equal rows in two bands are two things.
        mixed(band_keys(sketches, band, bands=settings.bands) ^ np.uint64(band))
        for band in range(settings.bands)
    ]
    return np.concatenate(keys), np.tile(table.sentences[sentence], settings.bands)


def _bags(table: TokenTable) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Distinct stems, bag after bag; where each bag starts, the end included; whose it is."""
    lengths = np.diff(table.sentences)
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    telling = ~np.isin(table.stems, function_stems(), assume_unique=True)
    said = telling[table.stem] if len(table) else np.zeros(0, np.bool_)
    packed = sentence[said] << _STEM_BITS | table.stem[said].astype(np.int64)
    packed.sort()
    packed = packed[changes(packed)]
    sizes = np.bincount(packed >> _STEM_BITS, minlength=len(lengths))
    packed = packed[sizes[packed >> _STEM_BITS] >= LEAST_STEMS]
    full = np.flatnonzero(sizes >= LEAST_STEMS)
    starts = np.concatenate(([0], np.cumsum(sizes[full])))
    return packed & (1 << _STEM_BITS) - 1, starts, full


@cache
def text_scheme() -> str:
    """What names how text becomes tokens, keys and stems: another scheme gives another name."""
    from hashlib import sha256

    from reuse.text.tokens import tokenize

    probe = tokenize([_PROBE, _PROBE], ["en", "de"])
    content = probe.key.tobytes() + probe.stems.tobytes() + probe.sentences.tobytes()
    return sha256(content).hexdigest()[:16]


_PROBE = (
    "“It’s 800 per cent,” the rebels’ co-founder said – Straße, ﬁne, café; Ελλάδα, Москва, "
    "العربية, עברית, हिन्दी, 中文, ภาษาไทย.  Running runners ran.  Häuser, gegangen!"
)
