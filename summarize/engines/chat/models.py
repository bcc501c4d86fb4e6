"""What a chat model is to the rest of this room, and what a model made of one and its prompts says about itself."""

from __future__ import annotations

from typing import Protocol

from summarize.engines.chat.prompts import Prompts
from summarize.engines.chat.questions import Question
from summarize.errors import Code, ModelError
from summarize.models.protocols import Generation, Model


class ChatModel(Model, Protocol):
    """Anything that answers questions; a window and a count in tokens, exact or on the safe side."""

    @property
    def window(self) -> int:
        """The most tokens of a question; room for an answer is beyond it."""
        ...

    def count(self, question: Question) -> int:
        """Tokens of a question."""
        ...

    def ask(self, question: Question, max_tokens: int) -> Generation:
        """What the model writes, as it wrote it; `max_tokens` are for text, the form comes on top.

        Raises:
            ModelError: When no answer came.
        """
        ...


class PromptedModel:
    """What every model over a chat model says about itself; the prompts are part of its revision."""

    def __init__(self, chat: ChatModel, prompts: Prompts) -> None:
        self._chat = chat
        self._prompts = prompts
        self.name = chat.name
        self.revision = f"{chat.revision}+prompts.{prompts.digest}"
        self.licence = chat.licence

    def _fits(self, question: Question) -> bool:
        return self._chat.count(question) <= self._chat.window

    def _check_window(self, question: Question) -> None:
        tokens = self._chat.count(question)
        if tokens > self._chat.window:
            found = f"a question has {tokens} tokens, {self.name!r} reads at most {self._chat.window}"
            raise ModelError(Code.TOO_LARGE, f"{found}; select less text")
