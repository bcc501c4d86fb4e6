"""Speed of speculative search against how much a model copies; the tokens must be those of the plain search.

    python -m bench.copying [--inputs 5] [--rates 0 0.5 0.75 0.9 1] [--rounds 2]

The network has BART-large's shape and is made to copy, not trained: positions choose what its last
cross-attention reads, and the token read there is written, or its partner if it has one, which no input
holds. All other weights are small random numbers, multiplied at their full cost. So the copy rate is
that of the inputs: runs of tokens to copy and, three at a time on average, tokens with a partner. The
former are as uneven as words in a text are, so that drafts also go wrong. Systems take turns and the least
time of each counts, encoder included; up to five inputs go through the network together.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.networks import SHAPES, Shape, load_network, make_specification, read_configuration, write_network
from bench.speed import write_plainly
from summarize.checkpoints.checkpoint import Checkpoint, Row
from summarize.engines.converted.conversion import convert_checkpoint
from summarize.engines.converted.decoding import ConvertedDecoder
from summarize.engines.seq2seq.batching import plan_batches
from summarize.engines.seq2seq.decoding import TransformersDecoder, choose_dtype
from summarize.engines.seq2seq.writing import Decoder

END = 2
REWRITTEN, PARTNERS, COPIED = range(10_000, 20_000), range(20_000, 30_000), range(30_000, 50_000)
# Tokens in a row that are not copied, on average.
NOVEL_RUN = 3
# Dimensions for positions: as many as a head has.
POSITION_WIDTH = 64

# Sharpens attention until what the other 700 positions add is below rounding in bfloat16.
_SHARPNESS = 2.0
# How much stronger the token that is read is than the one written last.
_STRENGTH = 4.0
# By which a partner wins over the token whose embedding it shares, as a share of what either wins by over others.
_PREFERENCE = 0.05
# What all other weights are multiplied with: what they add stays far below the copied token.
_QUIET = 0.2


def make_copier(shape: Shape, folder: Path) -> None:
    """Saves a network of BART's family, with 64 dimensions a head, that writes what stands at the same position."""
    import torch

    write_network(shape, folder)
    network: Any = load_network(shape, folder, "float32").network
    width, heads = network.config.d_model, network.config.decoder_attention_heads
    own, share, head = width - POSITION_WIDTH, (width - POSITION_WIDTH) // heads, width // heads
    with torch.no_grad():
        for matrix in (parameter for parameter in network.parameters() if parameter.dim() > 1):
            matrix.mul_(_QUIET)
        _write_embeddings(network, own)
        reading = network.get_decoder().layers[-1].encoder_attn
        for matrix in (reading.q_proj, reading.k_proj, reading.v_proj, reading.out_proj):
            matrix.weight.zero_()
        for number in range(heads):
            inside, outside = slice(number * head, number * head + share), slice(number * share, (number + 1) * share)
            for matrix in (reading.q_proj, reading.k_proj):
                matrix.weight[number * head : (number + 1) * head, own:] = torch.eye(POSITION_WIDTH) * _SHARPNESS
            reading.v_proj.weight[inside, outside] = torch.eye(share)
            reading.out_proj.weight[outside, inside] = torch.eye(share) * _STRENGTH
    network.save_pretrained(folder)


def _write_embeddings(network: Any, own: int) -> None:
    """Tokens in the first dimensions, a partner as the token it stands for; positions in the others."""
    import torch

    shared = network.get_input_embeddings().weight
    shared[:, :own].normal_()
    shared[:, own:] = 0
    partners = slice(PARTNERS.start, PARTNERS.stop)
    shared[partners] = shared[REWRITTEN.start : REWRITTEN.stop]
    network.final_logits_bias[0, partners] = _PREFERENCE * own
    codes = torch.randint(0, 2, (network.config.max_position_embeddings + 2, POSITION_WIDTH)) * 2.0 - 1
    for side in (network.get_encoder(), network.get_decoder()):
        side.embed_positions.weight[:, :own] = 0
        side.embed_positions.weight[:, own:] = codes


def make_inputs(rate: float, shape: Shape) -> list[Row]:
    """Inputs of which a share is copied, in runs; the same in every run of this program."""
    draw = random.Random(1)
    rows = []
    for _ in range(shape.inputs):
        copied, ids = draw.random() < rate, list[int]()
        while len(ids) < shape.read[0] - 1:
            token = COPIED.start + int(len(COPIED) ** draw.random()) if copied else draw.choice(REWRITTEN)
            ids.append(token)
            leave = (1 - rate) / rate if copied else rate > 0
            copied ^= draw.random() < leave / NOVEL_RUN
        rows.append(Row([*ids, END]))
    return rows


def copied_share(rows: Sequence[Row], written: Sequence[Sequence[int]]) -> float:
    """The share of written tokens that are in their input."""
    copied = [token in set(row.ids) for row, ids in zip(rows, written, strict=True) for token in ids]
    return sum(copied) / len(copied)


def search_plainly(checkpoint: Checkpoint, rows: Sequence[Row], write: int) -> list[list[int]]:
    """What `TransformersDecoder` does, in the same batches, by the greedy search of transformers."""
    written = [[0]] * len(rows)
    for batch in plan_batches([len(row.ids) for row in rows]):
        for place, ids in zip(batch, write_plainly(checkpoint, [rows[place] for place in batch], write), strict=True):
            written[place] = ids
    return written


def search(decoder: Decoder, rows: Sequence[Row], write: int) -> list[list[int]]:
    """The same by an engine of this project."""
    return [list(writing.ids) for writing in decoder.write(rows, [write] * len(rows), least=write, beams=1)]


def compare(shape: Shape, folder: Path, rates: Sequence[float], rounds: int) -> None:
    """Prints a row a copy rate."""
    import torch

    threads = torch.get_num_threads()
    convert_checkpoint(load_network(shape, folder, "float32"), _made(folder / "int8"), "int8")
    converted = ConvertedDecoder(make_specification(shape, read_configuration(shape, folder)), folder / "int8")
    torch.set_num_threads(threads)  # the two libraries share one setting
    checkpoint = load_network(shape, folder, choose_dtype("cpu"))
    decoder = TransformersDecoder(checkpoint)
    print(f"{shape.inputs} inputs of {shape.read[0]} tokens, {shape.write} written, {checkpoint.dtype}; seconds")
    print(f"{'copied':>8}{'plain':>8}{'speculative':>13}{'times':>7}{'without encoder':>17}{'ctranslate2':>13}  tokens")
    for rate in rates:
        rows = make_inputs(rate, shape)
        systems: dict[str, Callable[[int], list[list[int]]]] = {
            "plain": partial(search_plainly, checkpoint, rows),
            "speculative": partial(search, decoder, rows),
            "converted": partial(search, converted, rows),
        }
        seconds, written = _race(systems, shape.write, rounds)
        encoder = min(_seconds(partial(search_plainly, checkpoint, rows, 1)) for _ in range(rounds))
        plain, ours = seconds["plain"], seconds["speculative"]
        print(
            f"{copied_share(rows, written['plain']):>8.0%}{plain:>8.1f}{ours:>13.1f}{plain / ours:>7.2f}"
            f"{(plain - encoder) / (ours - encoder):>17.2f}{seconds['converted']:>13.1f}  "
            f"{'the same' if written['plain'] == written['speculative'] else 'NOT THE SAME'}",
            flush=True,
        )


def _race(
    systems: dict[str, Callable[[int], list[list[int]]]], write: int, rounds: int
) -> tuple[dict[str, float], dict[str, list[list[int]]]]:
    seconds = dict.fromkeys(systems, math.inf)
    written: dict[str, list[list[int]]] = {}
    for _ in range(rounds):
        for name, run in systems.items():
            began = time.perf_counter()
            written[name] = run(write)
            seconds[name] = min(seconds[name], time.perf_counter() - began)
    return seconds, written


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def main() -> None:
    """Command line."""
    from transformers.utils import logging

    parser = argparse.ArgumentParser(description=__doc__)
    talk: Any = logging
    talk.disable_progress_bar()
    parser.add_argument("--inputs", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--rates", type=float, nargs="+", default=[0, 0.5, 0.75, 0.9, 1])
    args = parser.parse_args()
    shape = replace(SHAPES["bart-large"], inputs=args.inputs)
    with TemporaryDirectory() as place:
        make_copier(shape, Path(place))
        compare(shape, Path(place), args.rates, args.rounds)


if __name__ == "__main__":
    main()
