"""Looks a model folder over before anything in it is loaded.

Covered: only ordinary files inside the folder (or a hub cache's blob store) are read; nothing in it
may be code or ask for code; weights are safetensors with a sound header; the sizes that its
configuration names are believable and files that its family needs are there.
Not covered: whether the weights fit the configuration (`loading` compares the two), nor malice in
the numbers themselves.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from summarize.checkpoints.families import CONFIGURED_SIZES, TOKENIZER_FILES
from summarize.errors import Code, ModelError

MOST_FILES = 1_000
MOST_TENSORS = 20_000
# The largest configuration seen on the hub (a tokenizer_config.json listing every added token) is
# under 2 MB; an index of 20,000 tensors takes about as much.
MOST_JSON_BYTES = 10_000_000
# The largest tokenizer.json of a published model, of 260,000 tokens, is under 40 MB.
MOST_VOCABULARY_BYTES = 200_000_000

CONFIG = "config.json"
WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"
GENERATION = "generation_config.json"
TEMPLATE = "chat_template.jinja"
SETTINGS_FILES = (CONFIG, GENERATION, "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")

# Keys through which a configuration can name Python code, other files or other repositories.
FORBIDDEN_KEYS = (
    "auto_map",
    "custom_generate",
    "quantization_config",
    "transformers_weights",
    "fusion_config",
    "kernel_config",
    "distributed_config",
    "attn_implementation",
    "_attn_implementation",
    "_attn_implementation_internal",
)
FORBIDDEN_NAMES = ("adapter_config.json", "custom_generate")


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a sound model folder holds.

    Attributes:
        config: Its parsed config.json.
        generation: Its parsed generation_config.json; empty where there is none.
        weights: Its safetensors files, in name order.
        read: Every file that loading reads, weights included, in name order.
        elements: How many numbers the weights hold.
        dtypes: Their number formats as safetensors names them, in alphabetical order.
    """

    config: Mapping[str, Any]
    generation: Mapping[str, Any]
    weights: tuple[Path, ...]
    read: tuple[Path, ...]
    elements: int
    dtypes: tuple[str, ...]


def examine_folder(folder: Path, name: str) -> Inventory:
    """Checks a model folder without loading it.

    Args:
        folder: The folder.
        name: What error messages call it.

    Raises:
        ModelError: BAD_MODEL in one line, when it is damaged, unsafe or of an unknown family.
    """
    if not folder.is_dir():
        _refuse(name, "is not a folder; a model is a folder with config.json and model.safetensors")
    _refuse_code(folder, name)
    settings = {file: _read_json(folder, file, name) for file in SETTINGS_FILES if (folder / file).exists()}
    if CONFIG not in settings:
        _refuse(name, "has no config.json")
    for file, content in settings.items():
        _refuse_keys(content, file, name)
    config = settings[CONFIG]
    _check_sizes(config, name)
    tokenizer = _tokenizer_files(folder, config, name)
    weights = _weight_files(folder, name)
    headers = [_read_header(path, name) for path in weights]
    elements = sum(elements for elements, _ in headers)
    dtypes = sorted({dtype for _, kinds in headers for dtype in kinds})
    index = [folder / INDEX] if weights[0].name != WEIGHTS else []
    template = [_regular(folder, TEMPLATE, name, MOST_JSON_BYTES)] if (folder / TEMPLATE).exists() else []
    read = sorted({*(folder / file for file in settings), *tokenizer, *template, *weights, *index})
    return Inventory(config, settings.get(GENERATION, {}), weights, tuple(read), elements, tuple(dtypes))


def _refuse_code(folder: Path, name: str) -> None:
    count = 0
    for _, directories, files in os.walk(folder):
        count += len(files)
        if count > MOST_FILES:
            _refuse(name, f"holds more than {MOST_FILES} files, so it is not a model folder")
        for file in (*files, *directories):
            if file.lower().endswith((".py", ".pyc", ".so")) or file in FORBIDDEN_NAMES:
                _refuse(name, f"contains {file[:60]!r}; folders with code or adapters are refused")


def _regular(folder: Path, file: str, name: str, most_bytes: int | None = None) -> Path:
    path = folder / file
    try:
        target = path.resolve(strict=True)
        status = target.stat()
    except (OSError, RuntimeError) as error:
        raise _damage(name, f"has no readable {file}") from error
    home = folder.resolve()
    allowed = (home, home.parent.parent / "blobs")  # a hub cache keeps snapshots of links into blobs
    if not stat.S_ISREG(status.st_mode) or not any(target.is_relative_to(place) for place in allowed):
        _refuse(name, f"has a {file} that is not an ordinary file inside it")
    if most_bytes is not None and status.st_size > most_bytes:
        _refuse(name, f"has a {file} of over {most_bytes // 1_000_000} MB")
    return path


def _read_json(folder: Path, file: str, name: str) -> dict[str, Any]:
    path = _regular(folder, file, name, MOST_JSON_BYTES)
    try:
        content = json.loads(path.read_bytes(), parse_constant=_no_constant)
    except (ValueError, RecursionError, OSError) as error:
        raise _damage(name, f"has a {file} that is not valid JSON") from error
    if not isinstance(content, dict):
        _refuse(name, f"has a {file} that is not a JSON object")
    return content


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _refuse_keys(content: object, file: str, name: str) -> None:
    for key, value in _walk(content):
        if key in FORBIDDEN_KEYS and value:
            _refuse(name, f"has a {file} that sets {key!r}, which can run code or read other files; refused")
        if key == "tokenizer_class" and value is not None and not _names_tokenizer(value):
            _refuse(name, f"has a {file} whose tokenizer_class is not a tokenizer")


def _names_tokenizer(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.isidentifier()
        and value.removesuffix("Fast").endswith(("Tokenizer", "TokenizersBackend"))
    )


def _walk(content: object) -> Iterator[tuple[str, object]]:
    pending = [content]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            yield from value.items()
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)


def _check_sizes(config: Mapping[str, Any], name: str) -> None:
    for key, most in CONFIGURED_SIZES.items():
        value = config.get(key)
        if value is not None and (type(value) is not int or not 0 < value <= most):
            _refuse(name, f"has a config.json with {key} {str(value)[:20]}; at most {most} is believable")


def _tokenizer_files(folder: Path, config: Mapping[str, Any], name: str) -> list[Path]:
    choices = TOKENIZER_FILES.get(str(config.get("model_type")))
    if choices is None:
        kind = str(config.get("model_type"))[:40]
        _refuse(name, f"is of the kind {kind!r}; known kinds: {', '.join(TOKENIZER_FILES)}")
    present = sorted({file for choice in choices for file in choice if (folder / file).exists()})
    if not any(set(choice) <= set(present) for choice in choices):
        missing = " or ".join(" + ".join(choice) for choice in choices)
        _refuse(name, f"lacks its tokenizer: {missing}")
    return [_regular(folder, file, name, MOST_VOCABULARY_BYTES) for file in present]


def _weight_files(folder: Path, name: str) -> tuple[Path, ...]:
    if (folder / WEIGHTS).exists():
        return (_regular(folder, WEIGHTS, name),)
    if not (folder / INDEX).exists():
        other = next((path.name for path in sorted(folder.glob("*.bin"))), None)
        found = f"has only {other}, a pickle that could run code" if other else "has no weights"
        _refuse(name, f"{found}; model.safetensors is needed")
    shards = _read_json(folder, INDEX, name).get("weight_map")
    if not isinstance(shards, dict) or not shards or len(shards) > MOST_TENSORS:
        _refuse(name, f"has a {INDEX} without a usable weight_map")
    names = {file for file in shards.values() if isinstance(file, str)}
    if len(names) != len(set(map(str, shards.values()))) or not all(map(_plain_shard, names)):
        _refuse(name, f"has a {INDEX} that names a file outside the folder or not safetensors")
    return tuple(_regular(folder, file, name) for file in sorted(names))


def _plain_shard(file: str) -> bool:
    return PurePosixPath(file).name == file and "\\" not in file and file.endswith(".safetensors")


def _read_header(path: Path, name: str) -> tuple[int, set[str]]:
    """How many numbers a weight file holds, and in which formats."""
    from safetensors import SafetensorError, safe_open

    with path.open("rb") as stream:
        if stream.read(40).startswith(b"version https://git-lfs"):
            _refuse(name, f"has a {path.name} that is a Git LFS pointer; fetch the real file")
    try:
        with safe_open(path, framework="numpy") as tensors:
            keys = tensors.keys()
            if not 0 < len(keys) <= MOST_TENSORS:
                _refuse(name, f"has a {path.name} with {len(keys)} tensors; 1 to {MOST_TENSORS} are believable")
            slices = [tensors.get_slice(key) for key in keys]
            return sum(_product(part.get_shape()) for part in slices), {part.get_dtype() for part in slices}
    except (SafetensorError, OSError, ValueError, OverflowError) as error:
        raise _damage(name, f"has a damaged {path.name}; fetch the model again") from error


def _product(shape: list[int]) -> int:
    total = 1
    for size in shape:
        total *= size
    return total


def _damage(name: str, what: str) -> ModelError:
    return ModelError(Code.BAD_MODEL, f"model {name!r} {what}")


def _refuse(name: str, what: str) -> NoReturn:
    raise _damage(name, what)
