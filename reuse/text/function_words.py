"""Words that every text has, whatever it is about."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from reuse.text.hashing import hash_words
from reuse.text.stems import stemmer

_ENGLISH = (
    "a about after all also an and any are as at be because been before being but by can could "
    "did do does down for from had has have he her here him his how i if in into is it its just "
    "more most my no not now of off on one only or other our out over said say says she should "
    "so some such than that the their them then there these they this those through to two under "
    "up was we were what when where which while who will with would you your"
)


@cache
def function_stems() -> NDArray[np.uint64]:
    """The hashes of the stems of English function words, ascending."""
    return np.sort(hash_words(stemmer("en")(_ENGLISH.split())))
