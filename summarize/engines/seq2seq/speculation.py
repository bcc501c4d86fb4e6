"""Speculative greedy search: drafts of the next tokens are copied from the input and verified in one pass.

A summary copies names, figures and whole clauses, and a pass over a dozen tokens costs a decoder
little more than one over a single token. Drafts decide nothing but the time: a token is accepted only
where the decoder, with every rule of the search applied, chooses it itself. In bfloat16 a pass over
several tokens rounds otherwise than one over a single token, as batches of other sizes do.
Not here: beams, which transformers searches alone, and what a batch is made of (`decoding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

# Long enough for most clauses, short enough to lose little where one is left early.
DRAFT_TOKENS = 10
# Tokens that are looked up together, at most: the longer a match, the likelier the draft.
LONGEST_MATCH = 3
# Tokens of one pass, all rows together, and the most rows for which that leaves room worth having. To
# BART-large in bfloat16 without AMX one token more costs a fortieth of a pass.
PASS_TOKENS = 24
DRAFTED_ROWS = 6


class Drafter:
    """An input, indexed by what follows every token, pair and triple where it first occurs.

    >>> drafter = Drafter([5, 6, 7, 5, 8, 9])
    >>> drafter.draft([3, 5]), drafter.draft([7, 5]), drafter.draft([4])
    ([6, 7, 5, 8, 9], [8, 9], [])
    """

    def __init__(self, source: Sequence[int]) -> None:
        self._source = list(source)
        self._next: dict[tuple[int, ...], int] = {}
        for size in range(1, LONGEST_MATCH + 1):
            for end in range(size, len(self._source)):
                self._next.setdefault(tuple(self._source[end - size : end]), end)

    def draft(self, written: Sequence[int]) -> list[int]:
        """What follows the longest match of the last tokens; [] without a match."""
        for size in range(min(LONGEST_MATCH, len(written)), 0, -1):
            start = self._next.get(tuple(written[-size:]))
            if start is not None:
                return self._source[start : start + DRAFT_TOKENS]
        return []


class SpeculativeSearch:
    """Takes the place of the greedy search in `generate`: `generate(..., custom_generate=SpeculativeSearch(...))`."""

    def __init__(self, sources: Sequence[Sequence[int]]) -> None:
        """Prepares the search over one batch; one of many rows is searched token by token.

        Args:
            sources: What the encoder reads, without padding.
        """
        self._drafters = [Drafter(source) for source in sources]
        self._width = PASS_TOKENS // len(sources) if len(sources) <= DRAFTED_ROWS else 1

    def __call__(
        self, network: Any, input_ids: torch.Tensor, logits_processor: Any, stopping_criteria: Any, **state: Any
    ) -> torch.Tensor:
        """Writes all rows: the tokens of the plain greedy search, start token first.

        All rows read the same columns, so after each pass the cache is cut to what the slowest row has
        accepted; a row that is ahead reads its own tokens again meanwhile.
        """
        output = _Output(input_ids, state["generation_config"].max_length)
        cache = state["past_key_values"]
        given = {key: state[key] for key in ("encoder_outputs", "attention_mask", "past_key_values")}
        while output.open.any():
            read = cache.get_seq_length()
            start = min(read, output.slowest() - 1)
            cache.crop(start - read)
            end = self._draft(output, start)
            logits = network(decoder_input_ids=output.ids[:, start:end], use_cache=True, **given).logits
            output.accept(start, logits, logits_processor, stopping_criteria)
        return output.ids

    def _draft(self, output: _Output, start: int) -> int:
        """Puts a draft behind each open row's accepted tokens; says where a pass from `start` on shall end.

        It goes as far as half of the rows have tokens: what only one has would be paid for in all.
        """
        last = min(start + self._width, output.ids.shape[1] - 1)
        ends: list[int] = []
        places = zip(self._drafters, output.accepted.tolist(), output.open.tolist(), strict=True)
        for row, (drafter, accepted, is_open) in enumerate(places):
            if is_open:
                room = last - accepted
                draft = drafter.draft(output.ids[row, :accepted].tolist())[:room] if room > 0 else []
                output.ids[row, accepted : accepted + len(draft)] = output.ids.new_tensor(draft)
                ends.append(accepted + len(draft))
        return min(last, max(start + 1, sorted(ends)[len(ends) // 2]))


class _Output:
    """The tokens of a batch: the first `accepted` of each row are certain, those behind them drafts."""

    def __init__(self, opening: torch.Tensor, most: int) -> None:
        self.ids = opening.new_zeros(len(opening), most)
        self.ids[:, : opening.shape[1]] = opening
        self.accepted = opening.new_full((len(opening),), opening.shape[1])
        self.open = self.accepted > 0

    def slowest(self) -> int:
        """Tokens accepted in every open row."""
        return int(self.accepted[self.open].min())

    def accept(self, start: int, logits: torch.Tensor, rules: Any, stops: Any) -> None:
        """Accepts one token a row, and a further one for each draft that was right.

        Args:
            start: The column that was read first.
            logits: For each row and column read, the scores of the token to come.
            rules: What changes the scores of a column, given those before it.
            stops: Says of each row whether it ends, given its columns.
        """
        right = self.open
        for column, scores in enumerate(logits.float().unbind(1), start + 1):
            due = right & (self.accepted == column)
            if not due.any():
                continue
            chosen = rules(self.ids[:, :column], scores).argmax(-1)
            right = right & (~due | (self.ids[:, column] == chosen))
            self.ids[:, column] = chosen.where(due, self.ids[:, column])
            self.accepted += due
            self.open = self.open & ~(due & stops(self.ids[:, : column + 1], None))
            right = right & self.open
