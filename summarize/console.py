"""What the terminal does: reads, makes, writes, and says on stderr what the reader should know."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from summarize.errors import Code, InputError, StorageError, UsageError
from summarize.types import Digest, Failure

QUIET_SECONDS = 1.0
"""Progress is shown only for what takes longer."""


@dataclass(frozen=True, slots=True)
class Request:
    """How the digest is to be written; "" as format is a terminal view or plain text."""

    format: str = ""
    output: str = ""
    include_text: bool = False
    timings: bool = False


@dataclass
class Console:
    """The streams of one run; tests give their own."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    def digest(self, sources: Sequence[str], changes: dict[str, Any], request: Request) -> int:
        """Make a digest of sources and write it; the exit status."""
        from summarize.options import Options
        from summarize.rendering.writers import FORMATS
        from summarize.summarizer import Summarizer, change_options

        if request.format and request.format not in FORMATS:
            raise UsageError(Code.BAD_OPTION, f"format must be one of {', '.join(FORMATS)}")
        options = change_options(Options(), changes)
        _check_output(request.output)
        began = time.monotonic()

        def show(stage: str) -> None:
            if self.err.isatty() and time.monotonic() - began > QUIET_SECONDS:
                self.err.write(f"\r\033[K{stage} …")
                self.err.flush()

        summarizer = Summarizer(options)
        reading = summarizer.read(sources)
        self._tell_failures(reading.failures)
        if not reading.documents:
            raise InputError(Code.EMPTY, "no input gave any text")
        digest = summarizer.digest(reading.documents, progress=show)
        if self.err.isatty():
            self.err.write("\r\033[K")
        self._write(digest, request, options.style)
        for caution in digest.warnings:
            self.err.write(f"summarize: {caution.code}: {caution.message}\n")
        return InputError.exit_status if reading.failures else 0

    def list_models(self) -> int:
        """Print the catalogue as a table."""
        from summarize.models.catalogue import load_catalogue
        from summarize.models.store import locate

        rows = [("name", "task", "licence", "size", "here")]
        for entry in load_catalogue():
            here = "yes" if locate(entry.name) else ""
            rows.append((entry.name, entry.task, entry.licence, entry.size, here))
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        for row in rows:
            self.out.write(
                "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
            )
        return 0

    def get_model(self, name: str, accept_non_commercial: bool) -> int:
        """Download a model into the store."""
        from summarize.models.store import fetch

        folder = fetch(name, offline=False, accept_non_commercial=accept_non_commercial)
        self.err.write(f"summarize: {name} is in {folder}\n")
        return 0

    def _tell_failures(self, failures: Sequence[Failure]) -> None:
        for failure in failures:
            self.err.write(f"summarize: {failure.code}: {failure.source}: {failure.message}\n")

    def _write(self, digest: Digest, request: Request, style: str) -> None:
        from summarize.rendering.writers import write_digest

        terminal = not request.format and not request.output and self.out.isatty()
        content = write_digest(
            digest,
            request.format or ("terminal" if terminal else "text"),
            include_text=request.include_text,
            include_timings=request.timings,
            layout=style,
        )
        if not request.output:
            self._print(content)
            return
        data = content.encode() if isinstance(content, str) else content
        try:
            Path(request.output).write_bytes(data)
        except OSError as error:
            raise StorageError(Code.WRITE_ERROR, f"{request.output}: {error.strerror}") from None

    def _print(self, content: str | bytes) -> None:
        if isinstance(content, bytes):
            self.out.flush()
            self.out.buffer.write(content)  # type: ignore[attr-defined]  # a text stream over bytes
        else:
            self.out.write(content)
        self.out.flush()


def _check_output(output: str) -> None:
    """Refuse an output that cannot be written before any work is done."""
    if not output:
        return
    folder = Path(output).parent
    if Path(output).is_dir() or not folder.is_dir():
        raise StorageError(Code.WRITE_ERROR, f"{output}: there is no folder to write it in, or it is one itself")
