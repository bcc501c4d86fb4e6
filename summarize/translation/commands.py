"""What `summarize translate` and `summarize memory …` do: whole documents, and a memory for other tools.

Not here: the options of each command (`cli`).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from summarize.errors import Code, InputError, UsageError
from summarize.limits import LIMITS
from summarize.sources.files import read_file
from summarize.storage import check_output, naming, write_file
from summarize.translation.memory.records import MemoryFile
from summarize.translation.memory.tmx import read_tmx, write_tmx
from summarize.types import Rung, TranslatedDocument

if TYPE_CHECKING:
    from summarize.rendering.bilingual import PairFormat

RUNGS: dict[Rung, str] = {
    "plain": "at once",
    "memory": "from the memory",
    "beam": "with more beams",
    "split": "in parts",
    "protected": "with protected words",
    "second": "by the second model",
    "source": "kept in the original",
}
"""How a unit came about, in words."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which file is translated into which language, and how that is written.

    `output` "" is standard output; `format` is that of the bilingual view, "" the one nearest to the file's own.
    """

    file: str
    target: str
    output: str = ""
    bilingual: bool = False
    format: str = ""


def translate_file(
    wish: Wish,
    changes: dict[str, Any],
    out: TextIO,
    err: TextIO,
    translate: Callable[..., TranslatedDocument] | None = None,
) -> int:
    """Translate a whole document and write it; the exit status, 3 where units were kept in the original.

    Args:
        wish: What to do.
        changes: Options that differ from the defaults.
        out: Where the translation goes unless the wish names a file.
        err: Where talk goes.
        translate: What translates, as `Summarizer.translate`, which it is if None.

    Raises:
        SummarizeError: Of any kind, before anything is written.
    """
    from summarize.summarizer import Summarizer

    _check_wish(wish)
    translate = translate or Summarizer().translate

    def show(done: int, units: int) -> None:
        if err.isatty():
            err.write(f"\r\033[K{done} of {units} units …")
            err.flush()

    document = translate(wish.file, wish.target, progress=show, **changes)
    err.write("\r\033[K" if err.isatty() else "")
    is_word = (wish.format or document.kind) == "docx"
    if is_word and not wish.output and out.isatty():
        raise UsageError(Code.BAD_OPTION, "a DOCX file is not for the screen; name a file with --output")
    data = _encode(document, wish)
    if wish.output:
        write_file(Path(wish.output), data)
    elif is_word:
        out.flush()
        out.buffer.write(data)
    else:
        out.write(data.decode())
    out.flush()
    err.write(_tell(document))
    return InputError.exit_status if dict(document.rungs).get("source") else 0


def _check_wish(wish: Wish) -> None:
    from summarize.rendering.bilingual import PAIR_FORMATS

    if wish.format and not wish.bilingual:
        raise UsageError(Code.BAD_OPTION, "--format is for --bilingual; a translation keeps the format of its file")
    if wish.format and wish.format not in PAIR_FORMATS:
        raise UsageError(Code.BAD_OPTION, f"format must be one of {', '.join(PAIR_FORMATS)}, not {wish.format[:20]!r}")
    check_output(wish.output)
    if wish.output and Path(wish.output).resolve() == Path(wish.file).resolve():
        raise UsageError(Code.BAD_OPTION, f"--output {wish.output} is the file itself, which is never changed")


def _encode(document: TranslatedDocument, wish: Wish) -> bytes:
    from summarize.rendering.bilingual import encode_pairs

    if not wish.bilingual:
        return document.content
    nearest = "docx" if document.kind == "docx" else "markdown"
    return encode_pairs(document, cast("PairFormat", wish.format or nearest))


def _tell(document: TranslatedDocument) -> str:
    """How the units came about and what checks found, each in one line."""
    units = [unit for paragraph in document.paragraphs for unit in paragraph]
    ways = ", ".join(f"{count} {RUNGS[rung]}" for rung, count in document.rungs)
    told = f"summarize: {len(units)} units: {ways}\n" if units else "summarize: nothing to translate\n"
    flags = Counter(flag.check for unit in units for flag in unit.flags)
    found = ", ".join(f"{check} {count}" for check, count in flags.most_common())
    return told + (f"summarize: flagged by checks: {found}; --bilingual shows where\n" if found else "")


def import_memory(tmx: Path, memory: Path, err: TextIO) -> int:
    """Add all pairs of a TMX file to a translation memory; the exit status.

    Raises:
        UsageError: When the file is no TMX; nothing is written then.
        StorageError: When the memory cannot be written.
    """
    with naming("import", tmx):
        records = list(read_tmx(read_file(tmx, LIMITS)))
    count = MemoryFile(memory).add(records)
    err.write(f"summarize: {count} translations of {tmx.name} are in {memory.name}\n")
    return 0


def export_memory(tmx: Path, memory: Path, err: TextIO) -> int:
    """Write all of a translation memory as TMX; the exit status.

    Raises:
        UsageError: When there is no such memory.
        StorageError: When it is damaged, or the file cannot be written.
    """
    if not memory.is_file():
        raise UsageError(Code.NOT_FOUND, f"--memory {memory.name}: there is no such file")
    out = io.BytesIO()
    count = write_tmx(MemoryFile(memory).records(), out)
    write_file(tmx, out.getvalue())
    err.write(f"summarize: {count} translations of {memory.name} are in {tmx.name}\n")
    return 0
