"""Holds a model to a form: after each token, only those that can still become a whole answer.

Works on the bytes that tokens stand for, so it is right for every vocabulary. The masks of a state
are made when the state is first reached. A whole answer always fits: a token is let through only if
what is left of the budget reaches the end, one byte a token at worst.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summarize.engines.chat.grammar import FRAME, Automaton
from summarize.errors import Code, ModelError

if TYPE_CHECKING:
    import torch

_BYTE_PIECE = re.compile(r"<0x([0-9A-F]{2})>")
# Tokens of only these stay inside a text whatever comes before: no quote, no backslash, no control character.
_PLAIN = re.compile(r"[^\"\\\x00-\x1f\x7f-\x9f]+")
_LEAF = -1

Trie = dict[int, Any]
"""Byte → further trie; `_LEAF` → the numbers of the tokens that end there."""


class Vocabulary:
    """What each token of a tokenizer stands for, in bytes."""

    def __init__(self, pieces: Mapping[int, bytes], name: str) -> None:
        """Sorts the tokens.

        Args:
            pieces: The bytes of each token that may be written; control tokens are left out.
            name: What an error message calls the model.

        Raises:
            ModelError: BAD_MODEL when it lacks a character that every answer needs.
        """
        self.pieces = pieces
        single = {piece for piece in pieces.values() if len(piece) == 1}
        lacking = [character for character in FRAME if character.encode() not in single]
        if lacking:
            raise ModelError(Code.BAD_MODEL, f"model {name!r} has no token for {lacking[0]!r}, so it cannot write JSON")
        self.plain = [number for number, piece in pieces.items() if _is_plain(piece)]
        self._all = _sort(pieces, pieces)
        self._others = _sort(pieces, sorted(set(pieces) - set(self.plain)))

    def moves(self, automaton: Automaton, state: int) -> dict[int, int]:
        """The tokens that a state allows, each with the state that it leads to."""
        if state != automaton.text:
            return _walk(automaton, state, self._all)
        return dict.fromkeys(self.plain, state) | _walk(automaton, state, self._others)


class Constraint:
    """A logits processor for one answer: everything but fitting tokens becomes impossible."""

    def __init__(self, vocabulary: Vocabulary, automaton: Automaton, most: int, ends: Sequence[int]) -> None:
        """Sets up the writing of one answer.

        Args:
            vocabulary: The tokens.
            automaton: The form.
            most: How many tokens may be written; at least the automaton's shortest answer.
            ends: The tokens that end an answer.
        """
        self._vocabulary = vocabulary
        self._automaton = automaton
        self._left = most
        self._ends = list(ends)
        self._state = 0
        self._read: int | None = None
        self._masks: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}
        self.is_cut = False

    def __call__(self, ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """The scores of the next token; `ids` and `scores` have one row."""
        import torch

        self._advance(ids[0])
        allowed = torch.full_like(scores, -torch.inf)
        keep = self._kept(scores.device)
        # Other processors may have ruled out all of these; the form goes first.
        allowed[0, keep] = scores[0, keep].clamp(min=torch.finfo(scores.dtype).min)
        return allowed

    def _advance(self, ids: torch.Tensor) -> None:
        if self._read is not None:
            for number in ids[self._read :].tolist():
                following = self._automaton.follow(self._state, self._vocabulary.pieces.get(number, b""))
                self._state = self._automaton.end if following is None else following
                self._left -= 1
        self._read = len(ids)

    def _kept(self, device: torch.device) -> torch.Tensor:
        import torch

        if self._state == self._automaton.end:
            return torch.tensor(self._ends, device=device)
        if self._state not in self._masks:
            moves = self._vocabulary.moves(self._automaton, self._state)
            costs = [self._automaton.distances[following] for following in moves.values()]
            self._masks[self._state] = torch.tensor(list(moves), device=device), torch.tensor(costs, device=device)
        tokens, costs_of = self._masks[self._state]
        within = costs_of < self._left
        self.is_cut |= self._state == self._automaton.text and not bool(within.all())
        return tokens[within]


def read_pieces(tokenizer: Any, rows: int, control: Iterable[int], name: str) -> dict[int, bytes]:
    """The bytes of each token, by the way its tokenizer spells them.

    Args:
        tokenizer: A tokenizer with a tokenizer.json.
        rows: How many tokens the model can write.
        control: Tokens that never stand for text.
        name: What an error message calls the model.

    Raises:
        ModelError: BAD_MODEL when it spells them in no known way.
    """
    backend = getattr(tokenizer, "backend_tokenizer", None)
    decoder = repr(backend.decoder) if backend is not None else ""
    added = tokenizer.get_added_vocab()
    excluded = {*control, *added.values()}
    words = {number: word for word, number in tokenizer.get_vocab().items() if number < rows}
    if "ByteLevel" in decoder:
        letters = _byte_letters()
        return {
            number: bytes(letters[letter] for letter in word)
            for number, word in sorted(words.items())
            if number not in excluded and word and letters.keys() >= set(word)
        }
    if "ByteFallback" in decoder or "Metaspace" in decoder:
        return {number: _spelled(word) for number, word in sorted(words.items()) if number not in excluded and word}
    raise ModelError(Code.BAD_MODEL, f"model {name!r} has a tokenizer whose tokens cannot be read as bytes")


def _spelled(word: str) -> bytes:
    byte = _BYTE_PIECE.fullmatch(word)
    return bytes([int(byte[1], 16)]) if byte else word.replace("\u2581", " ").encode()


def _byte_letters() -> dict[str, int]:
    """The letter that stands for each byte in byte-level vocabularies: printable ones for themselves (GPT-2)."""
    own = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in own]
    return {chr(byte): byte for byte in own} | {chr(256 + place): byte for place, byte in enumerate(others)}


def _is_plain(piece: bytes) -> bool:
    try:
        return _PLAIN.fullmatch(piece.decode()) is not None
    except UnicodeDecodeError:
        return False


def _sort(pieces: Mapping[int, bytes], numbers: Iterable[int]) -> Trie:
    root: Trie = {}
    for number in numbers:
        node = root
        for byte in pieces[number]:
            node = node.setdefault(byte, {})
        node.setdefault(_LEAF, []).append(number)
    return root


def _walk(automaton: Automaton, state: int, trie: Trie) -> dict[int, int]:
    """The tokens of a trie that fit from a state, and where each leads."""
    moves: dict[int, int] = {}
    pending = [(state, trie)]
    while pending:
        here, node = pending.pop()
        moves.update(dict.fromkeys(node.get(_LEAF, ()), here))
        steps = automaton.steps[here]
        smaller, larger = (steps, node) if len(steps) < len(node) else (node, steps)
        pending.extend((steps[byte], node[byte]) for byte in smaller if byte in larger)
    return moves
