import json
from pathlib import Path

import pytest

from summarize.batch.rows import Digester, Recipe
from summarize.batch.runner import Job, Stop, run_batch
from summarize.options import Options

RECIPE = Recipe(Options(points=2, model="embedded"))


def write_lines(path: Path, lines) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def make_lines(count: int) -> list[bytes]:
    """Rows of three sentences, each with its own figures."""
    return [
        json.dumps(
            {
                "id": number,
                "text": f"The river Sell flooded {number + 2} streets of Verin on Tuesday. "
                f"Engineers expect to restore power to {number + 40} houses by Friday. The old bridge held.",
            }
        ).encode()
        for number in range(count)
    ]


class Inline:
    """Makes chunks in this process, in order."""

    def __init__(self, recipe=RECIPE):
        self.digester = Digester(recipe)
        self.made = []

    def __call__(self, chunks):
        for chunk in chunks:
            self.made.append(chunk.number)
            yield chunk, self.digester.digest_chunk(chunk.records)


@pytest.fixture
def lines():
    return make_lines


@pytest.fixture
def write():
    return write_lines


@pytest.fixture(scope="session")
def recipe():
    return RECIPE


@pytest.fixture(scope="session")
def inline():
    """`inline(recipe)`: what makes chunks in this process."""
    return Inline


@pytest.fixture
def run(inline):
    """`run(source, out)`: a whole run in this process; the tally."""
    kept = {}

    def go(source, out, *, recipe=RECIPE, make=None, stop=None, report=lambda _tally, _share: None, disk=None, **job):
        further = {"disk": disk} if disk else {}
        if make is None:
            make = kept[recipe] = kept.get(recipe) or inline(recipe)
        return run_batch(Job(str(source), out, recipe, **job), make, stop or Stop(), report, **further)

    return go


@pytest.fixture
def rows():
    """`rows(out)`: the rows of an output."""
    return lambda out: [json.loads(line) for line in out.read_bytes().split(b"\n")[:-1]]
