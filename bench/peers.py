"""sumy's summarizers on given sentences; runs in an environment of its own (`make build/peers/ready`).

    build/peers/bin/python bench/peers.py < STORIES > CHOICES

A story is a line of JSON: sentences, language, points, words (or null).  A line comes back for each: system →
places of the chosen sentences and seconds.  A system that spends `PATIENCE` seconds on the stories is left out of the
rest.  Sentences and words are the caller's, so that all systems see the same; stems and stop words are sumy's.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

PATIENCE = 25.0
"""Seconds of a system on one set: sumy's KL needs 40 for a single story of 400 sentences."""

SYSTEMS = {
    "sumy LexRank": LexRankSummarizer,
    "sumy TextRank": TextRankSummarizer,
    "sumy LSA": LsaSummarizer,
    "sumy KL": KLSummarizer,
}
LANGUAGES = {"en": "english", "fr": "french", "ar": "arabic"}


class Words:
    """Runs of letters and digits, in sumy's tokenizer protocol."""

    def to_words(self, text: str) -> list[str]:
        """The words of a sentence."""
        return re.findall(r"\w+", text)


def choose(system: str, story: dict[str, Any]) -> list[int]:
    """Places of the sentences that a system of sumy chooses within the budget."""
    sentences = [Sentence(text, Words()) for text in story["sentences"]]
    summarizer = SYSTEMS[system](Stemmer(LANGUAGES[story["language"]]))
    summarizer.stop_words = get_stop_words(LANGUAGES[story["language"]])

    def fill(rated: Any) -> list[Any]:
        return list(_within(rated, story))

    chosen = {id(s) for s in summarizer(ObjectDocumentModel([Paragraph(sentences)]), fill)}
    return [place for place, sentence in enumerate(sentences) if id(sentence) in chosen]


def _within(rated: Any, story: dict[str, Any]) -> Iterator[Any]:
    """The best first, until the budget is full."""
    points = words = 0
    for info in rated:
        if (words >= story["words"]) if story["words"] else (points >= story["points"]):
            return
        points, words = points + 1, words + len(str(info.sentence).split())
        yield info


def main() -> None:
    """Command line."""
    spent = dict.fromkeys(SYSTEMS, 0.0)
    for line in sys.stdin:
        story, row = json.loads(line), {}
        for system in SYSTEMS:
            if spent[system] < PATIENCE:
                began = time.perf_counter()
                places = choose(system, story)
                seconds = time.perf_counter() - began
                spent[system] += seconds
                row[system] = {"places": places, "seconds": seconds}
        print(json.dumps(row))


if __name__ == "__main__":
    main()
