"""What the README shows exists: its commands parse, its Python runs, its house is the tree."""

import re
import shlex
from pathlib import Path

import pytest

from summarize.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_every_option_shown_is_an_option(capsys):
    from typer.main import get_command

    def options(command):
        for part in getattr(command, "commands", {}).values():
            yield from options(part)
        yield from (name for parameter in command.params for name in parameter.opts)

    known = set(options(get_command(app)))
    shown = {w for line in README.splitlines() for w in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)}
    assert shown - known == set()


def test_the_first_command_runs_as_it_stands(monkeypatch, capsys):
    from summarize.cli import main

    monkeypatch.chdir(ROOT)
    line = next(line for line in "".join(blocks("sh")).splitlines() if line.startswith("summarize "))
    with pytest.raises(SystemExit) as end:
        main(shlex.split(line)[1:])
    assert end.value.code == 0
    assert "Velm" in capsys.readouterr().out


def test_the_python_example_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})
    assert "supported" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["rooms", "modules"])
def test_the_house_is_the_tree(kind):
    house = README.split("## The house")[1].split("```")[1]
    if kind == "rooms":
        drawn = set(re.findall(r"^  ([a-z]+)/", house, re.MULTILINE))
        real = {p.name for p in (ROOT / "summarize").iterdir() if p.is_dir() and not p.name.startswith("_")}
    else:
        drawn = set(re.findall(r"([a-z_]+\.py)", house))
        real = {p.name for p in (ROOT / "summarize").glob("*.py")}
    assert drawn == real
