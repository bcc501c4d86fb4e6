"""What `summarize memory …` does: a translation memory out of other tools, and into them.

Not here: the options of each command (`cli`).
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TextIO

from summarize.errors import Code, UsageError
from summarize.limits import LIMITS
from summarize.sources.files import read_file
from summarize.storage import naming, write_file
from summarize.translation.memory import MemoryFile
from summarize.translation.tmx import read_tmx, write_tmx


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
