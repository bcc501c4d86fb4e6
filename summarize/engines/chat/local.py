"""A chat model on this machine: an instruct checkpoint that transformers runs, held to the form of an answer.

Instructions go through the checkpoint's own chat template, which transformers renders in a sandbox.
Data never does: it becomes tokens apart from the template, as plain text, so that no article can open
a turn of its own or spell a control token.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Checkpoint
from summarize.checkpoints.families import read_window
from summarize.engines.chat.constraint import Constraint, Vocabulary, read_pieces
from summarize.engines.chat.grammar import build_automaton, frame_tokens
from summarize.engines.chat.questions import SLOT, Question
from summarize.engines.seq2seq.encoding import PlainText
from summarize.engines.seq2seq.writing import end_tokens
from summarize.errors import Code, ModelError
from summarize.models.protocols import Generation

MOST_ANSWER = 2_048
"""Tokens of the window that are kept for an answer: eight sentences translated, at worst; half of a small window."""

_FAILED, _ADVICE = "failed on a question", "use another model"


class LocalChat:
    """A `ChatModel` over a loaded checkpoint of a decoder-only family with a chat template."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.name, self.licence = checkpoint.name, checkpoint.licence
        # Which numbers it computes with decides what it writes.
        self.revision = f"{checkpoint.revision}+transformers.{checkpoint.dtype}"
        self._checkpoint = checkpoint
        self._tokenizer = cast("Any", checkpoint.tokenizer)
        if not getattr(self._tokenizer, "chat_template", None):
            raise ModelError(Code.BAD_MODEL, f"model {self.name!r} has no chat template, so it takes no instructions")
        added = self._tokenizer.get_added_vocab()
        self._control = {*self._tokenizer.all_special_ids, *(n for word, n in added.items() if word.strip())}
        self._plain = PlainText(checkpoint.tokenizer, self._control)
        advised = checkpoint.entry.window if checkpoint.entry else None
        self._positions = read_window(checkpoint.configuration, checkpoint.tokenizer, advised)
        self.window = self._positions - min(MOST_ANSWER, self._positions // 2)

    def count(self, question: Question) -> int:
        """Tokens of a question, template included."""
        return len(self._encode(question))

    def ask(self, question: Question, max_tokens: int) -> Generation:
        """A JSON answer of the question's form, whatever the weights are; the same every time.

        Raises:
            ModelError: TOO_LARGE when question and shortest answer exceed the positions; BAD_MODEL when
                the template or the engine fails, NO_MEMORY when it does not fit.
        """
        import torch

        ids = self._encode(question)
        automaton = build_automaton(question.form)
        most = min(max_tokens + frame_tokens(question.form), self._positions - len(ids))
        if most < automaton.distances[0]:
            found = f"a question has {len(ids)} tokens, {self.name!r} reads and writes {self._positions} together"
            raise ModelError(Code.TOO_LARGE, f"{found}; select less text")
        constraint = Constraint(self._vocabulary, automaton, most, end_tokens(self._checkpoint))
        inputs = torch.tensor([ids], device=self._checkpoint.device)
        with foreign_errors(self.name, _FAILED, _ADVICE), torch.inference_mode():
            written = self._checkpoint.network.generate(
                input_ids=inputs,
                attention_mask=torch.ones_like(inputs),
                max_new_tokens=most,
                num_beams=1,
                logits_processor=[constraint],
            )[0, len(ids) :].tolist()
        text = b"".join(self._vocabulary.pieces.get(number, b"") for number in written).decode()
        return Generation(text, "length" if constraint.is_cut else "stop")

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        pieces = read_pieces(self._tokenizer, self._checkpoint.rows, self._control, self.name)
        return Vocabulary(pieces, self.name)

    def _encode(self, question: Question) -> list[int]:
        """Token numbers: the template's as it means them, the data's as plain text."""
        frame = self._render(question).split(SLOT)
        if len(frame) == 1:
            raise ModelError(Code.BAD_MODEL, f"model {self.name!r} has a chat template that leaves the question out")
        data = self._plain.encode(question.data)
        ids = self._encode_frame(frame[0])
        for part in frame[1:]:
            ids += [*data, *self._encode_frame(part)]
        return ids

    def _encode_frame(self, text: str) -> list[int]:
        return self._checkpoint.tokenizer.encode(text, add_special_tokens=False, split_special_tokens=False)

    def _render(self, question: Question) -> str:
        import jinja2

        turns = [{"role": "system", "content": question.system}, {"role": "user", "content": question.user}]
        joined = [{"role": "user", "content": f"{question.system}\n\n{question.user}"}]
        with foreign_errors(self.name, "has a chat template that fails", _ADVICE):
            try:
                return self._apply(turns)
            except jinja2.TemplateError:  # some templates know no system turn
                return self._apply(joined)

    def _apply(self, turns: list[dict[str, str]]) -> str:
        rendered: str = self._tokenizer.apply_chat_template(
            turns, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return rendered
