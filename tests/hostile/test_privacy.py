"""What is said about an input never holds its text, nor where it lies; and nothing of it stays behind."""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fuzz import good_files, mutate, wrap
from bench.vectors import STORY
from summarize.sources.locators import Source
from summarize.sources.parsing import parse_blob
from summarize.sources.reading import read_sources

GOOD = good_files()
WORDS = {word for word in STORY.replace(",", "").replace(".", "").split() if len(word) > 6}


def sayings(reading):
    """Every line that a run would print about its inputs."""
    yield from (failure.message for failure in reading.failures)
    yield from (caution.message for document in reading.documents for caution in document.cautions)


@pytest.mark.parametrize("kind", GOOD)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_ends_in_text_or_a_line_without_its_words(kind, seed):
    reading = parse_blob(wrap(kind, mutate(GOOD[kind], random.Random(seed))))
    assert reading.documents or reading.failures
    assert all(document.text.strip() for document in reading.documents)
    for line in sayings(reading):
        assert line.isprintable()
        assert not WORDS & set(line.split())


def test_no_log_holds_text_or_the_folder_and_no_failure_names_the_folder(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    draw = random.Random(3)
    for kind, content in GOOD.items():
        for number in range(5):
            (tmp_path / f"{number}.{kind}").write_bytes(wrap(kind, mutate(content, draw)).content)
    (tmp_path / "pipe.txt").symlink_to("/dev/zero")
    reading = read_sources([Source.from_path(tmp_path), Source.from_path(tmp_path / "none.txt")])
    assert reading.documents
    assert {failure.code for failure in reading.failures} >= {"NOT_A_FILE", "NOT_FOUND"}
    said = [*sayings(reading), *(failure.source for failure in reading.failures), *caplog.messages]
    assert not [line for line in said if str(tmp_path.parent) in line]
    assert not [line for line in caplog.messages if WORDS & set(line.split())]


READ_ALL = """
from bench.fuzz import good_files, wrap
from summarize.sources.locators import Source
from summarize.sources.reading import read_sources
blobs = [wrap(kind, content) for kind, content in good_files().items()]
broken = [Source.from_bytes(blob.name, blob.content[: len(blob.content) // 2]) for blob in blobs]
reading = read_sources([*(Source.from_bytes(blob.name, blob.content) for blob in blobs), *broken])
print(len(reading.documents))
"""


def test_nothing_is_written_to_the_disk(tmp_path):
    done = subprocess.run(
        [sys.executable, "-B", "-c", READ_ALL],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) >= len(GOOD)
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
