"""Which engine runs a model: the one that the user names, or the fastest by a short measurement.

    --engine transformers    the network itself, in bfloat16 where the device multiplies it, else in float32
    --engine ctranslate2     a conversion to 8-bit integers, on the processor
    --engine auto            on a GPU transformers; on a processor the faster of the two

Which is faster depends on family, size and processor beyond any rule of thumb: bfloat16 with AMX wins
on long inputs, 8-bit integers on short ones. So the model itself is timed, once a machine, with its own
number of beams on inputs of its task's usual size, and the answer is kept beside the conversion. What
drafts from the input save (`seq2seq.speculation`) counts only as far as it copies such inputs.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from summarize.checkpoints.checkpoint import Checkpoint, Row, Specification
from summarize.checkpoints.families import read_window
from summarize.checkpoints.loading import choose_device, load_checkpoint, read_specification
from summarize.engines.converted.conversion import find_obstacle
from summarize.engines.converted.decoding import ConvertedDecoder
from summarize.engines.converted.storage import conversion_folder, keep_conversion
from summarize.engines.seq2seq.decoding import TransformersDecoder, choose_dtype
from summarize.engines.seq2seq.writing import Decoder, end_tokens
from summarize.errors import Code, ModelError, StorageError, UsageError
from summarize.models.catalogue import Entry, Task
from summarize.options import Device, Engine

# Numbers in the weights below which any engine is done before a conversion would be: 20 MB of float32.
LEAST_MEASURED = 5_000_000
# Timings of one engine; the least counts, for whatever else the machine does only adds.
_TIMES = 2


@dataclass(frozen=True, slots=True)
class Source:
    """A model folder, and all that is known about it before it is opened."""

    folder: Path
    name: str
    entry: Entry | None = None
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Workload:
    """Inputs of one size: how many, tokens read of each, tokens written for each."""

    rows: int
    read: int
    write: int


# An article of 500 words for a few key points; the sentences of a digest.
WORKLOADS: Mapping[Task, Workload] = {
    "summarization": Workload(rows=4, read=700, write=30),
    "translation": Workload(rows=32, read=32, write=24),
}


def open_decoder(source: Source, task: Task, *, engine: Engine = "auto", device: Device = "auto") -> Decoder:
    """Opens a model in an engine.

    Args:
        source: The model's folder.
        task: What it is opened for; decides what it is timed on.
        engine: What runs it.
        device: Where it runs.

    Raises:
        ModelError: BAD_MODEL when the folder is damaged or unsafe, UNSUPPORTED when the engine cannot
            run this family, NO_MEMORY when it does not fit.
        StorageError: When CTranslate2 was asked for and the conversion cannot be kept.
        UsageError: When the device is not there, or not one that the engine uses.
    """
    if engine == "ctranslate2":
        return _open_named(source, device)
    place = choose_device(device)
    if engine == "auto" and place == "cpu":
        specification = read_specification(source.folder, name=source.name, entry=source.entry, commit=source.commit)
        if specification.elements >= LEAST_MEASURED and not find_obstacle(specification):
            try:
                return open_fastest(source, specification, WORKLOADS[task])
            except (ModelError, StorageError):
                pass  # what cannot be converted, or kept here, still runs without; else that says why not
    return _open_network(source, place)


def _open_named(source: Source, device: Device) -> Decoder:
    if device == "cuda":
        raise UsageError(Code.BAD_OPTION, "the ctranslate2 engine runs on the processor; use --engine transformers")
    specification = read_specification(source.folder, name=source.name, entry=source.entry, commit=source.commit)
    obstacle = find_obstacle(specification)
    if obstacle:
        message = f"model {source.name!r} needs --engine transformers: CTranslate2 {obstacle}"
        raise ModelError(Code.UNSUPPORTED, message)
    return _open_conversion(source, specification, conversion_folder(specification, "int8"))


def _open_network(source: Source, place: str) -> Decoder:
    return TransformersDecoder(_load(source, "cuda" if place == "cuda" else "cpu", reference=False))


def _open_conversion(source: Source, specification: Specification, folder: Path) -> Decoder:
    keep_conversion(folder, partial(_load, source, "cpu", reference=True), "int8")
    return ConvertedDecoder(specification, folder)


def _load(source: Source, device: Device, *, reference: bool) -> Checkpoint:
    dtype = "float32" if reference else choose_dtype(device)
    return load_checkpoint(
        source.folder, name=source.name, device=device, dtype=dtype, entry=source.entry, commit=source.commit
    )


def open_fastest(source: Source, specification: Specification, workload: Workload) -> Decoder:
    """Opens a model, that has a converter, in the engine that this processor runs it fastest in.

    Raises:
        ModelError: When it cannot be loaded or converted.
        StorageError: When the conversion or the answer cannot be kept.
    """
    folder = conversion_folder(specification, "int8")
    answer = folder.with_name(f"{folder.name}-{_processor()}-{workload.read}")
    if answer.is_file():
        transformers = answer.read_text(encoding="utf-8") == "transformers"
        return _open_network(source, "cpu") if transformers else _open_conversion(source, specification, folder)
    decoders = {
        "ctranslate2": _open_conversion(source, specification, folder),
        "transformers": _open_network(source, "cpu"),
    }
    seconds = {name: measure_seconds(decoder, workload) for name, decoder in decoders.items()}
    fastest = min(seconds, key=seconds.__getitem__)
    try:
        answer.write_text(fastest, encoding="utf-8")
    except OSError as error:
        raise StorageError(Code.WRITE_ERROR, f"a measurement cannot be kept: {error.strerror}") from error
    return decoders[fastest]


def measure_seconds(decoder: Decoder, workload: Workload) -> float:
    """Seconds that an engine takes for a workload, warm, at its best."""
    rows = _sample(decoder.specification, workload)
    most = [workload.write] * len(rows)
    decoder.write(rows[:1], [2])
    times = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        decoder.write(rows, most, least=workload.write)
        times.append(time.perf_counter() - began)
    return min(times)


def _sample(specification: Specification, workload: Workload) -> list[Row]:
    """Inputs of scattered tokens, the same for every engine."""
    length = min(workload.read, read_window(specification.configuration, specification.tokenizer, None))
    ids = [(place * 7_919) % (specification.rows - 1) for place in range(length - 1)]
    return [Row([*ids[number:], *ids[:number], end_tokens(specification)[0]]) for number in range(workload.rows)]


def _processor() -> str:
    """A short name for this kind of processor: its model, instructions and cores."""
    import torch

    facts = sorted(torch.cpu.get_capabilities().items())
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]
