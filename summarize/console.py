"""What the terminal does: reads, makes, writes, and says on stderr what the reader should know."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from summarize.errors import Code, InputError, UsageError
from summarize.limits import LIMITS
from summarize.storage import check_output, naming, write_file
from summarize.types import Digest, Failure

if TYPE_CHECKING:
    from summarize.evaluation.measures import Report
    from summarize.evidence.changes import Earlier
    from summarize.rendering.outline import View
    from summarize.rendering.writers import Format

QUIET_SECONDS = 1.0
"""Progress is shown only for what takes longer."""


@dataclass(frozen=True, slots=True)
class Request:
    """How the digest is to be written; "" as format is a terminal view or plain text.

    `since` names an earlier digest in JSON to compare with, "" for none; `bilingual` asks for points side by side.
    """

    format: str = ""
    output: str = ""
    include_text: bool = False
    timings: bool = False
    since: str = ""
    bilingual: bool = False


@dataclass
class Console:
    """The streams of one run; tests give their own."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    def digest(self, sources: Sequence[str], changes: dict[str, Any], request: Request) -> int:
        """Make a digest of sources and write it; the exit status."""
        from summarize.options import Options
        from summarize.rendering.writers import FORMATS
        from summarize.summarizer import Summarizer, change_options, compare

        if request.format and request.format not in FORMATS:
            raise UsageError(Code.BAD_OPTION, f"format must be one of {', '.join(FORMATS)}")
        if request.bilingual and not (changes["to"] and request.format in ("markdown", "html", "json", "docx")):
            raise UsageError(Code.BAD_OPTION, "--bilingual needs --to, and --format markdown, html, docx or json")
        if request.format == "docx" and not request.output and self.out.isatty():
            raise UsageError(Code.BAD_OPTION, "a DOCX file is not for the screen; name a file with --output")
        options = change_options(Options(), changes)
        check_output(request.output)
        earlier = _read_since(request.since)
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
        if earlier:
            digest = compare(earlier, digest)
        if self.err.isatty():
            self.err.write("\r\033[K")
        self._write(digest, request, "bilingual" if request.bilingual else options.style)
        for caution in digest.warnings:
            self.err.write(f"summarize: {caution.code}: {caution.message}\n")
        return InputError.exit_status if reading.failures else 0

    def evaluate_summaries(
        self, file: str, systems: Sequence[str], budget: dict[str, Any], format_: str, items: str
    ) -> int:
        """Print how good the embedded default and other systems (each NAME=FILE) are; `items` takes the rows."""
        from summarize.evaluation.reports import write_items
        from summarize.evaluation.summaries import evaluate_summaries
        from summarize.options import Options
        from summarize.summarizer import change_options

        check_output(items)
        named = _name_systems(systems)
        options = change_options(Options(model="embedded", offline=True), budget)

        def evaluate() -> Report:
            report = evaluate_summaries(Path(file), named, options)
            if items:
                write_file(Path(items), write_items(report).encode())
            return report

        return self._report(evaluate, format_)

    def evaluate_factuality(self, file: str, format_: str) -> int:
        """Print how well our judgement of summaries agrees with the labels of a file."""
        from summarize.evaluation.factuality import evaluate_factuality

        return self._report(lambda: evaluate_factuality(Path(file)), format_)

    def evaluate_translation(self, files: Sequence[str], pair: tuple[str, str], format_: str) -> int:
        """Print the scores of a translation; `files` are system, references, sources and another system, or ""."""
        from summarize.evaluation.translation import evaluate_translation, read_segments

        system, references, sources, against = (Path(file) if file else None for file in files)
        assert system is not None
        assert references is not None
        return self._report(
            lambda: evaluate_translation(read_segments(system, references, sources, against), *pair), format_
        )

    def _report(self, evaluate: Callable[[], Report], format_: str) -> int:
        """Print a report, once the format is known to be one."""
        from summarize.evaluation.page import write_report_page
        from summarize.evaluation.reports import write_report, write_report_record

        writers = {"text": write_report, "json": write_report_record, "html": write_report_page}
        if format_ not in writers:
            raise UsageError(Code.BAD_OPTION, f"format must be one of {', '.join(writers)}, not {format_[:20]!r}")
        self.out.write(writers[format_](evaluate()))
        self.out.flush()
        return 0

    def _tell_failures(self, failures: Sequence[Failure]) -> None:
        for failure in failures:
            self.err.write(f"summarize: {failure.code}: {failure.source}: {failure.message}\n")

    def _write(self, digest: Digest, request: Request, layout: View) -> None:
        from summarize.rendering.writers import encode_digest, write_digest

        if not request.format and not request.output and self.out.isatty():
            size = shutil.get_terminal_size()
            color = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
            self.out.write(write_digest(digest, "terminal", layout=layout, color=color, width=size.columns))
            return
        data = encode_digest(
            digest,
            cast("Format", request.format or "text"),
            layout=layout,
            include_text=request.include_text,
            include_timings=request.timings,
            include_changes=bool(request.since),
        )
        if request.output:
            write_file(Path(request.output), data)
        elif request.format == "docx":
            self.out.flush()
            self.out.buffer.write(data)
        else:
            self.out.write(data.decode())
        self.out.flush()


def _read_since(since: str) -> Earlier | None:
    """Read the earlier digest before any work is done; None where none was named."""
    if not since:
        return None
    from summarize.evidence.changes import read_earlier
    from summarize.sources.files import read_file

    path = Path(since)
    with naming("--since", path):
        return read_earlier(read_file(path, LIMITS))


def _name_systems(systems: Sequence[str]) -> dict[str, Path]:
    """Files by the names that options NAME=FILE give them; "summarize" is the embedded default's."""
    named: dict[str, Path] = {}
    for system in systems:
        name, _, file = system.partition("=")
        if not name or not file or name in named or name == "summarize":
            raise UsageError(Code.BAD_OPTION, "--system is NAME=FILE, each name once, and not summarize")
        named[name] = Path(file)
    return named
