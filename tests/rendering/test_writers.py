"""The way in: formats, bytes, errors, and an import that costs nothing."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from typing import get_args

import pytest

from summarize import rendering
from summarize.errors import UsageError
from summarize.rendering.writers import FORMATS, Format, encode_digest, write_digest

BEGINNINGS = {
    "text": "Flood in Tarnholm\n====",
    "terminal": "Flood in Tarnholm\n\n1. ",
    "markdown": "# Flood in Tarnholm\n",
    "html": "<!DOCTYPE html>",
    "json": '{\n  "schema": ',
}


def test_formats_are_the_ones_of_the_type():
    assert get_args(Format) == FORMATS


@pytest.mark.parametrize(("name", "beginning"), BEGINNINGS.items())
def test_each_format_has_its_writer(flood, name, beginning):
    written = write_digest(flood, name)
    assert written.startswith(beginning)
    assert written.endswith("\n")
    assert encode_digest(flood, name) == written.encode()


def test_word_is_only_to_be_had_as_bytes(flood):
    assert encode_digest(flood, "docx").startswith(b"PK\x03\x04")
    with pytest.raises(UsageError, match="'docx' cannot be written as text; choose text, terminal, "):
        write_digest(flood, "docx")


@pytest.mark.parametrize("write", [write_digest, encode_digest])
def test_an_unknown_format_is_a_wrong_use_that_lists_the_known_ones(flood, write):
    with pytest.raises(UsageError, match="'pdf'") as error:
        write(flood, "pdf")
    assert error.value.exit_status == 2
    assert "markdown" in error.value.message


def test_options_reach_their_writers(flood):
    assert "\x1b[1m" in write_digest(flood, "terminal", color=True)
    assert write_digest(flood, "terminal", width=24) != write_digest(flood, "terminal")
    assert "text" in json.loads(write_digest(flood, "json", include_text=True))["documents"][0]
    assert json.loads(encode_digest(flood, "json", include_text=True))["documents"][1]["text"]
    assert json.loads(encode_digest(flood, "json", include_timings=True))["timings"]["select"] == 0.5


@pytest.mark.parametrize("name", ["text", "terminal", "markdown", "html"])
def test_layouts_reach_their_writers(flood, name):
    paragraph = write_digest(flood, name, layout="paragraph")
    assert paragraph != write_digest(flood, name)
    assert encode_digest(flood, name, layout="paragraph") == paragraph.encode()


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(rendering.__path__)])
def test_worked_examples_in_docstrings_are_true(name):
    module = importlib.import_module(f"{rendering.__name__}.{name}")
    assert doctest.testmod(module).failed == 0


def test_importing_the_writers_loads_no_heavy_library():
    code = "import sys, summarize.rendering.writers; print({'rich', 'docx', 'lxml', 'torch'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
