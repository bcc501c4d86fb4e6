"""The translator that a chat model is: numbered sentences in, the same numbers out.

A sentence whose translation is missing or unusable is asked for again, alone; if that fails too its
translation is "", which the checks of the translation stage see.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.engines.chat.answers import read_answers
from summarize.engines.chat.grammar import Form
from summarize.engines.chat.models import PromptedModel
from summarize.engines.chat.questions import Question, ask_about, write_lines
from summarize.engines.degeneracy import find_defect
from summarize.errors import Code, ModelError
from summarize.models.languages import find_language, known_codes
from summarize.text.words import has_letter

UNITS = 8
"""Sentences in one question: they are context for each other, and a small model still keeps count of them."""

TOKENS_PER_BYTE, SPARE_TOKENS = 1, 32
"""Room for a translation: at one token a byte of the source only a loop is stopped."""


class ChatTranslator(PromptedModel):
    """A `Translator` over a chat model; it takes every language of the table, as well as the model knows it."""

    def supports(self, source: str, target: str) -> bool:
        """Whether both languages are known (two-letter codes) and differ."""
        return source != target and {source, target} <= set(known_codes())

    def translate(self, texts: Sequence[str], source: str, target: str, *, beams: int | None = None) -> list[str]:
        """One translation a text, "" where the model gave none; a text without letters comes back as it is.

        Args:
            texts: Sentences.
            source: Their language, two letters.
            target: The language wanted.
            beams: Not used: a chat model writes one hypothesis.

        Raises:
            ModelError: UNSUPPORTED_LANG when it does not have the pair, TOO_LARGE when a text exceeds the
                window, before any is translated; or when the model fails.
        """
        del beams
        if not self.supports(source, target):
            raise ModelError(Code.UNSUPPORTED_LANG, f"{self.name!r} does not translate {source!r} into {target!r}")
        wanted = [place for place, text in enumerate(texts) if has_letter(text)]
        for place in wanted:
            self._check_window(self._question([texts[place]], source, target))
        found: dict[int, str] = {}
        for start in range(0, len(wanted), UNITS):
            found |= self._ask(wanted[start : start + UNITS], texts, source, target)
        for place in wanted:
            if place not in found:
                found |= self._ask([place], texts, source, target)
        return [found.get(place, "") if has_letter(text) else text for place, text in enumerate(texts)]

    def _ask(self, places: Sequence[int], texts: Sequence[str], source: str, target: str) -> dict[int, str]:
        """The usable translations of the texts at these places."""
        question = self._question([texts[place] for place in places], source, target)
        if not self._fits(question):
            return {}  # too much together; each was found to fit alone
        most = sum(TOKENS_PER_BYTE * len(texts[place].encode()) + SPARE_TOKENS for place in places)
        written = self._chat.ask(question, most)
        numbers = dict(zip(question.form.ids, places, strict=True))
        answers = read_answers(written.text, question)
        last = answers[-1] if answers and written.finish == "length" else None  # the one that the limit cut
        return {
            numbers[answer.ids[0]]: answer.text
            for answer in reversed(answers)  # a number given twice keeps its first text
            if answer is not last and not find_defect(answer.text)
        }

    def _question(self, texts: Sequence[str], source: str, target: str) -> Question:
        names = {"source_language": find_language(source).english, "target_language": find_language(target).english}
        numbered = {str(number): text for number, text in enumerate(texts, 1)}
        form = Form(tuple(numbered), most_ids=1, many=len(numbered) > 1)
        return ask_about(self._prompts.translate, names, write_lines(numbered), form)
