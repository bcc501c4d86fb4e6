"""Poppler itself may be missing here; a small program under its name stands in for it."""

from __future__ import annotations

import dataclasses
import sys
import time

import pytest

from summarize.limits import LIMITS
from summarize.sources.formats.poppler import convert_pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@pytest.fixture
def install(tmp_path, monkeypatch):
    def write(body):
        program = tmp_path / "pdftotext"
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return write


def test_without_the_program_there_is_no_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert convert_pdf(b"%PDF-", LIMITS) is None


def test_the_file_goes_in_and_pages_come_out(install):
    install(r'printf "%s|%s\fsecond\f" "$(cat)" "$*"')
    first, second = convert_pdf(b"the file", dataclasses.replace(LIMITS, pdf_pages=7))
    assert first == "the file|-q -enc UTF-8 -l 7 - -"
    assert second == "second"


def test_a_failing_program_gives_no_answer(install):
    install("printf half; exit 3")
    assert convert_pdf(b"%PDF-", LIMITS) is None


def test_a_program_that_hangs_is_ended(install):
    install("exec sleep 30")
    start = time.monotonic()
    assert convert_pdf(b"%PDF-", dataclasses.replace(LIMITS, parse_seconds=0.3)) is None
    assert time.monotonic() - start < 10


def test_a_program_that_never_stops_writing_is_ended(install):
    install("exec yes")
    assert convert_pdf(b"%PDF-", dataclasses.replace(LIMITS, characters=1000)) is None
