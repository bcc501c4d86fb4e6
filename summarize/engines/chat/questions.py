"""What a chat model is asked: trusted instructions, untrusted data between fences, and the form of the answer.

Every piece of data is one line under an id of its own. The fence is derived from the data, so that
the same input gives the same bytes, and never occurs in it. Data takes the place of `SLOT` only when
a question is handed to a model, so that an engine can treat it as what it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from summarize.engines.chat.grammar import Form
from summarize.engines.chat.prompts import Prompt

SLOT = "\ue000data\ue000"
"""Where data goes in a question; private characters, which no template has a reason to hold."""

FENCE_DIGITS = 32
"""128 bits: a text that guesses its own fence would have to break SHA-256."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request.

    Attributes:
        system: Trusted instructions.
        user: The trusted frame of the data, `SLOT` in its place.
        data: Untrusted lines, each with its id.
        form: What an answer may look like.
    """

    system: str
    user: str
    data: str
    form: Form


def ask_about(prompt: Prompt, values: Mapping[str, str], data: str, form: Form) -> Question:
    """A question of a template, its fence and `sentences` filled in besides the given values.

    Raises:
        UsageError: When a variable of the template is missing.
    """
    system, user = prompt.fill({**values, "fence": make_fence(data), "sentences": SLOT})
    return Question(system, user, data, form)


def make_fence(data: str) -> str:
    """A mark that does not occur in the data, the same for the same data.

    >>> make_fence("The dam held.") == make_fence("The dam held.") != make_fence("The dam broke.")
    True
    """
    digests = (hashlib.sha256(f"{turn}\n{data}".encode("utf-8", "replace")).hexdigest() for turn in count())
    return next(mark for digest in digests if (mark := f"<<{digest[:FENCE_DIGITS]}>>") not in data)


def write_lines(texts: Mapping[str, str]) -> str:
    r"""Texts under their ids, one a line, so that no text can begin a line of its own.

    >>> write_lines({"1.1": "The dam held.\n[9.9] So it was said."})
    '[1.1] The dam held. [9.9] So it was said.'
    """
    return "\n".join(f"[{name}] {' '.join(text.split())}" for name, text in texts.items())


def number_sentences(passages: Sequence[Sequence[str]]) -> dict[str, str]:
    """The sentences of passages under the ids 1.1, 1.2, 2.1 …

    >>> number_sentences([["It rained.", "It stopped."], ["It rained."]])
    {'1.1': 'It rained.', '1.2': 'It stopped.', '2.1': 'It rained.'}
    """
    return {
        f"{passage}.{place}": sentence
        for passage, sentences in enumerate(passages, 1)
        for place, sentence in enumerate(sentences, 1)
    }
