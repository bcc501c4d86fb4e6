"""Text to token numbers and back, with no way for a text to give the model an order.

A text may quote anything: `</s>`, `__fr__`, `<2fr>`, `>>fra<<`, `<doc-sep>`. In a vocabulary these
end the input, switch the language or part documents. Here they are taken apart into ordinary
letters before tokenization, and any that a tokenizer's own normalisation puts back together are
dropped. Control tokens enter an input only where a family's frame places them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarize.checkpoints.checkpoint import Tokenizer

# PEGASUS writes a line break as this ordinary token.
_LINE_BREAK = "<n>"


class PlainText:
    """One tokenizer, seen as a reader and writer of plain text."""

    def __init__(self, tokenizer: Tokenizer, control: Iterable[int] = (), order: str = "") -> None:
        """Sets up the reading of one vocabulary.

        Args:
            tokenizer: The tokenizer.
            control: Numbers of control tokens beside its own special ones.
            order: A regular expression of what it takes for a control token beside their spellings.
        """
        self._tokenizer = tokenizer
        self._unknown = tokenizer.unk_token_id
        self._control = frozenset({*tokenizer.all_special_ids, *control}) - {self._unknown}
        names = [tokenizer.convert_ids_to_tokens(number) for number in sorted(self._control)]
        # Longest first, so that a token is never hidden by another that begins it.
        spelled = sorted({name for name in names if name and len(name) > 1}, key=lambda name: (-len(name), name))
        self._orders = re.compile("|".join([*filter(None, [order]), *map(re.escape, spelled)]) or r"(?!)")

    def encode(self, text: str, prefix: str = "") -> list[int]:
        """Token numbers of a text, without any control token; the prefix is trusted and goes before it."""
        whole = prefix + disarm(text, self._orders)
        ids = self._tokenizer.encode(whole, add_special_tokens=False, split_special_tokens=True)
        return [number for number in ids if number not in self._control]

    def decode(self, ids: Sequence[int]) -> str:
        """Text of token numbers; control tokens leave no trace."""
        kept = [number for number in ids if number not in self._control]
        text = self._tokenizer.decode(kept, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return " ".join(text.replace(_LINE_BREAK, " ").split())

    def knows_any(self, ids: Iterable[int]) -> bool:
        """Whether at least one of the numbers is a piece with letters that the model has seen."""
        known = [number for number in ids if number != self._unknown]
        return any(map(str.isalpha, self.decode(known)))


def disarm(text: str, orders: re.Pattern[str]) -> str:
    """Takes control tokens in a text apart and replaces halves of characters.

    >>> disarm("the tag </s> ends", re.compile("</s>"))
    'the tag < /s> ends'
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return orders.sub(lambda match: _part(match.group()), whole)


def _part(order: str) -> str:
    start = len(order) - len(order.lstrip())
    return f"{order[: start + 1]} {order[start + 1 :]}"
