"""Speed of the engines side by side in one run: same weights, same inputs, same output lengths.

    python -m bench.speed [marian-base] [bart-large] [--rounds 2] [--device cuda]

Weights are random and lengths forced, so the figures are of speed alone. Systems take turns and the
least time of each counts. The plain loop runs a few inputs only and is counted by the token. The
roofline is the time that the same multiplications and weights would take at the rates of matrix
multiplication and memory measured here; `open` times a fresh process, with its peak memory.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from bench.networks import (
    SHAPES,
    Shape,
    load_network,
    make_rows,
    make_specification,
    read_configuration,
    write_network,
)
from summarize.checkpoints.checkpoint import Checkpoint, Row
from summarize.engines.converted.conversion import convert_checkpoint
from summarize.engines.converted.decoding import ConvertedDecoder
from summarize.engines.seq2seq.decoding import TransformersDecoder, _tensors, choose_dtype
from summarize.engines.seq2seq.translators import Seq2SeqTranslator
from summarize.engines.seq2seq.writing import Decoder, Writing

ENGINES = ("transformers", "ctranslate2")


def open_engine(engine: str, shape: Shape, folder: Path, device: str) -> Decoder:
    """The decoder of this project, as the engine's name asks for it."""
    if engine == "transformers":
        return TransformersDecoder(load_network(shape, folder, choose_dtype(device), device))
    return ConvertedDecoder(make_specification(shape, read_configuration(shape, folder)), folder / "int8")


def write_plainly(checkpoint: Checkpoint, rows: Sequence[Row], write: int) -> list[list[int]]:
    """What a user writes for one padded batch, with transformers' own greedy search."""
    import torch

    limits = {"num_beams": 1, "min_new_tokens": write, "max_new_tokens": write}
    with torch.inference_mode():
        written: list[list[int]] = checkpoint.network.generate(**_tensors(checkpoint, rows), **limits)[:, 1:].tolist()
    return written


def run_loop(checkpoint: Checkpoint, rows: Sequence[Row], write: int, batch: int) -> None:
    """The same for batches in the order given, one after the other."""
    for start in range(0, len(rows), batch):
        write_plainly(checkpoint, rows[start : start + batch], write)


def run_raw(model: Any, rows: Sequence[Row], write: int) -> None:
    """CTranslate2 as its manual advises for volume: sorted by length, batches counted in tokens."""
    names = [[str(number) for number in row.ids] for row in rows]
    lengths = {"min_decoding_length": write, "max_decoding_length": write}
    model.translate_batch(names, beam_size=1, max_batch_size=2_048, batch_type="tokens", **lengths)


@dataclass
class Forced:
    """A decoder whose outputs all have one length; it counts the seconds spent in it."""

    decoder: Decoder
    length: int
    seconds: float = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.decoder, name)

    def write(self, rows: Sequence[Row], *_: object, **__: object) -> list[Writing]:
        """Writes for each row as many tokens as are asked for."""
        began = time.perf_counter()
        written = self.decoder.write(rows, [self.length] * len(rows), least=self.length)
        self.seconds += time.perf_counter() - began
        return written


def measure_overhead(decoder: Decoder, shape: Shape, rows: Sequence[Row]) -> float:
    """Time of translating texts beyond the time that the engine takes, as a share of the latter."""
    texts = [" ".join(f"w{number}" for number in row.ids[:-1]) for row in rows]
    forced = Forced(decoder, shape.write)
    translator = Seq2SeqTranslator(cast("Decoder", forced))
    began = time.perf_counter()
    translator.translate(texts, "en", "fr")
    return (time.perf_counter() - began) / forced.seconds - 1


def measure_machine(device: str) -> tuple[float, float]:
    """Multiplications and additions a second of large matrices, and bytes a second read from memory."""
    import torch

    dtype = getattr(torch, choose_dtype(device))
    left = torch.ones(2_048, 2_048, dtype=dtype, device=device)
    memory = torch.ones(1 << 28, dtype=torch.uint8, device=device).view(torch.int32)
    return 2 * 2_048**3 / _least(lambda: left @ left, device), (1 << 28) / _least(memory.sum, device)


def _least(run: Callable[[], object], device: str, times: int = 5) -> float:
    import torch

    best = math.inf
    for _ in range(times):
        began = time.perf_counter()
        run()
        if device == "cuda":
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - began)
    return best


def roofline_seconds(network: Any, shape: Shape, rows: Sequence[Row], rates: tuple[float, float]) -> float:
    """The least time for the weights' multiplications, or for reading 8-bit weights once a step of all inputs."""
    side = {name: sum(p.numel() for p in part.layers.parameters()) for name, part in _sides(network)}
    head = network.lm_head.weight.numel()
    read, written = sum(len(row.ids) for row in rows), len(rows) * shape.write
    work = 2 * (side["encoder"] * read + (side["decoder"] + head) * written)
    return float(max(work / rates[0], shape.write * (side["decoder"] + head) / rates[1]))


def _sides(network: Any) -> list[tuple[str, Any]]:
    return [("encoder", network.get_encoder()), ("decoder", network.get_decoder())]


def compare(name: str, shape: Shape, folder: Path, rounds: int, device: str) -> None:
    """Prints a row a system for one shape."""
    import ctranslate2
    import torch

    rows, threads = make_rows(shape), torch.get_num_threads()
    plain = load_network(shape, folder, "float32", device)
    convert_checkpoint(load_network(shape, folder, "float32"), _made(folder / "int8"), "int8")
    engines = ENGINES if device == "cpu" else ENGINES[:1]
    systems: dict[str, tuple[Callable[[], object], int]] = {
        "plain loop, batch 1": (lambda: run_loop(plain, rows[: shape.alone], shape.write, 1), shape.alone),
        f"plain loop, batch {shape.batch}": (
            lambda: run_loop(plain, rows[: shape.batched], shape.write, shape.batch),
            shape.batched,
        ),
    }
    for split in ((1, 2), (2, 1)) if device == "cpu" else ():
        model: Any = ctranslate2.Translator(
            str(folder / "int8"), compute_type="int8", inter_threads=split[0], intra_threads=split[1]
        )
        systems["CTranslate2 raw, {} x {}".format(*split)] = (_bind(run_raw, model, rows, shape.write), len(rows))
    torch.set_num_threads(threads)  # opening a Translator sets torch's threads too
    ours = {engine: open_engine(engine, shape, folder, device) for engine in engines}
    for decoder in ours.values():
        forced = Forced(decoder, shape.write)
        systems[f"this project, {decoder.engine}"] = (_bind(forced.write, rows), len(rows))
    seconds = dict.fromkeys(systems, math.inf)
    for _ in range(rounds):
        for system, (run, count) in systems.items():
            seconds[system] = min(seconds[system], _least(run, device, 1) / count * len(rows))
    floor = roofline_seconds(plain.network, shape, rows, measure_machine(device))
    slowest = max(seconds.values())
    print(f"\n{name}: {len(rows)} inputs of {shape.read[0]}-{shape.read[1]} tokens, {shape.write} written, {device}")
    print(f"{'system':38}{'seconds':>9}{'tokens/s':>10}{'times':>8}{'roofline':>10}")
    for system, taken in seconds.items():
        rate = len(rows) * shape.write / taken
        print(f"{system:38}{taken:>9.2f}{rate:>10,.0f}{slowest / taken:>8.1f}{floor / taken:>10.0%}")
    if shape.network == "MarianMTModel":
        print(f"text to text over the engine: {measure_overhead(ours[engines[-1]], shape, rows):+.1%}")


def _bind(run: Callable[..., object], *arguments: object) -> Callable[[], object]:
    return lambda: run(*arguments)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def main() -> None:
    """Command line."""
    from transformers.utils import logging

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", default=list(SHAPES))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--open", nargs=2, metavar=("ENGINE", "FOLDER"), help="open and write once; for its own use")
    args = parser.parse_args()
    talk: Any = logging
    talk.disable_progress_bar()
    for name in args.shapes:
        shape = SHAPES[name]
        if args.open:
            open_engine(args.open[0], shape, Path(args.open[1]), args.device).write(make_rows(shape)[:1], [2])
            print(_peak_megabytes())
            return
        with TemporaryDirectory() as place:
            write_network(shape, Path(place))
            compare(name, shape, Path(place), args.rounds, args.device)
            for engine in ENGINES if args.device == "cpu" else ENGINES[:1]:
                began = time.perf_counter()
                opened = [sys.executable, "-m", "bench.speed", name, "--device", args.device, "--open", engine, place]
                peak = int(subprocess.run(opened, check=True, capture_output=True, text=True).stdout)
                print(f"open in a fresh process, {engine}: {time.perf_counter() - began:.1f} s, {peak:,} MB")


def _peak_megabytes() -> int:
    """The most memory this process has held; what `resource` says is inherited from the parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024


if __name__ == "__main__":
    main()
