"""Which language a text is in; the model is inside py3langid, nothing is fetched."""

from __future__ import annotations

import functools
from collections.abc import Callable

LEAST_LETTERS = 25
"""Fewer letters than this decide nothing: "hello" is Breton to every detector that was tried."""

SAMPLE = 2000
"""Characters looked at, from the middle of the text, where boilerplate is rare."""


def detect_language(text: str) -> str:
    """The two-letter code of a text's language, or "" when there is too little to tell.

    >>> detect_language("Le conseil a voté mardi la fermeture du pont pour travaux.")
    'fr'
    """
    middle = max(0, len(text) // 2 - SAMPLE // 2)
    sample = text[middle : middle + SAMPLE]
    if sum(c.isalpha() for c in sample) < LEAST_LETTERS:
        return ""
    return _classifier()(sample)[0]


@functools.cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    import py3langid

    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
