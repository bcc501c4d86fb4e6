"""The summarizer that a chat model is: passages in, one cited key point out.

Passages of one article are condensed, those of several are merged. An answer that cannot be used is
asked for once more, with what was wrong with it. Not here: choosing passages, falling back to source
sentences, and checking what was written against them, which are the stages' business.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.engines.chat.answers import Answer, read_answers
from summarize.engines.chat.grammar import Form
from summarize.engines.chat.models import PromptedModel
from summarize.engines.chat.questions import Question, ask_about, number_sentences, write_lines
from summarize.engines.degeneracy import find_defect
from summarize.models.protocols import Generation
from summarize.text.language import detect_language
from summarize.text.quantities import find_quantities
from summarize.text.sentences import sentence_spans

POINT_WORDS = 30
"""What a point is asked to keep to; the length that evidence of 3–8 sentences still supports (methods notes)."""

_WRONG_FORM = "it is not of the form asked for"
_LOOPING = "it goes round in circles"
_STRANGE_NUMBER = "it holds a number that they do not hold"


class ChatGenerator(PromptedModel):
    """A `Generator` over a chat model, local or served."""

    @property
    def window(self) -> int:
        """The most tokens of passages and instructions."""
        return self._chat.window

    def count_tokens(self, passages: Sequence[str]) -> int:
        """Tokens that these passages take together in the window, instructions included."""
        return self._chat.count(self._question(_number(passages)))

    def generate(self, inputs: Sequence[Sequence[str]], *, max_tokens: int, min_tokens: int = 0) -> list[Generation]:
        """One point an input, with the sentences that it cites; "" where the model gave nothing usable.

        Args:
            inputs: For each point its passages, one a source document.
            max_tokens: The most tokens of a text.
            min_tokens: Not kept: a chat model ends where its sentence does.

        Raises:
            ModelError: TOO_LARGE when an input exceeds the window, before any is run; or when a model fails.
        """
        del min_tokens
        numbered = [_number(passages) for passages in inputs]
        questions = [self._question(sentences) for sentences in numbered]
        for question in questions:
            self._check_window(question)
        return [
            self._write(question, sentences, max_tokens) if sentences else Generation("")
            for question, sentences in zip(questions, numbered, strict=True)
        ]

    def _question(self, sentences: dict[str, str]) -> Question:
        several = len({name.partition(".")[0] for name in sentences}) > 1
        prompt = self._prompts.merge if several else self._prompts.condense
        return ask_about(prompt, {"words": str(POINT_WORDS)}, write_lines(sentences), Form(tuple(sentences)))

    def _write(self, question: Question, sentences: dict[str, str], most: int) -> Generation:
        generation = self._chat.ask(question, most)
        answers = read_answers(generation.text, question)
        problem = _find_problem(answers, sentences)
        if problem:
            draft = answers[0].text if answers else "(none)"
            revision = self._revision(sentences, draft, problem)
            second = self._chat.ask(revision, most) if self._fits(revision) else Generation("")
            if revised := read_answers(second.text, revision):
                generation, answers = second, revised
        if not answers:
            return Generation("")
        return Generation(answers[0].text, generation.finish, tuple(sentences[name] for name in answers[0].ids))

    def _revision(self, sentences: dict[str, str], draft: str, problem: str) -> Question:
        values = {"words": str(POINT_WORDS), "problem": problem}
        data = write_lines({**sentences, "draft": draft})
        return ask_about(self._prompts.revise, values, data, Form(tuple(sentences)))


def _number(passages: Sequence[str]) -> dict[str, str]:
    language = detect_language(" ".join(passages))
    lines = [" ".join(passage.split()) for passage in passages]
    split = [[line[start:end] for start, end in sentence_spans(line, language)] for line in lines]
    worded = [[sentence for sentence in sentences if any(map(str.isalnum, sentence))] for sentences in split]
    return number_sentences([sentences for sentences in worded if sentences])


def _find_problem(answers: Sequence[Answer], sentences: dict[str, str]) -> str:
    """What is wrong with a first answer, in words without a word of it; "" when nothing is."""
    if not answers:
        return _WRONG_FORM
    text = answers[0].text
    if find_defect(text):
        return _LOOPING
    language = detect_language(text)
    known = {q.value for sentence in sentences.values() for q in find_quantities(sentence, language)}
    return "" if all(q.value in known for q in find_quantities(text, language)) else _STRANGE_NUMBER
