"""Poppler's `pdftotext`, where it is installed: the one extractor that keeps Arabic in reading order.

Not here: deciding when it is needed; `pdf` does that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading

from summarize.limits import Limits

_PROGRAM = "pdftotext"
_BYTES_PER_CHARACTER = 4


def convert_pdf(content: bytes, limits: Limits) -> list[str] | None:
    """Return the text of each page, in reading order, or None when the program is missing or fails.

    The program gets the bytes on its standard input, in a process of its own that is ended after
    `limits.parse_seconds` or once it has written more than `limits.characters`.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        return None
    most = limits.characters * _BYTES_PER_CHARACTER
    command = [program, "-q", "-enc", "UTF-8", "-l", str(limits.pdf_pages), "-", "-"]
    environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        with tempfile.TemporaryFile() as source:
            source.write(content)
            source.seek(0)
            output, status = _run(command, source.fileno(), environment, (most, limits.parse_seconds))
    except OSError:
        return None
    if status != 0 or len(output) > most:
        return None
    pages = output.decode("utf-8", "replace").split("\f")
    return pages[:-1] if pages[-1].strip() == "" else pages


def _run(command: list[str], source: int, environment: dict[str, str], within: tuple[int, float]) -> tuple[bytes, int]:
    most_bytes, seconds = within
    with subprocess.Popen(  # noqa: S603  a program found on PATH, with constant arguments
        command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        clock = threading.Timer(seconds, process.kill)
        clock.start()
        try:
            assert process.stdout is not None
            output = process.stdout.read(most_bytes + 1)
            if len(output) > most_bytes:
                process.kill()
            return output, process.wait()
        finally:
            clock.cancel()
            process.kill()
