"""The scoreboard: this project beside sumy, Lead, centroid and Random, in one run on the same sentences.

    python -m bench.scoreboard DATA [--rows 100]

Writes the table into `bench/README.md` between its marks, with date, machine and versions, and charts into
`bench/charts`.  sumy runs in the environment that `make build/peers/ready` builds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from bench.quality import SYSTEMS, TASKS, Story, Task, read_stories
from summarize.evaluation.bootstrap import Interval
from summarize.evaluation.charts import draw_bars
from summarize.evaluation.measures import Measure, measure_mean
from summarize.evaluation.rouge import RougeScore, score_rouge
from summarize.version import VERSION

HERE = Path(__file__).parent
PEERS = HERE.parent / "build" / "peers" / "bin" / "python"
BEGIN, END = "<!-- scoreboard -->", "<!-- end of scoreboard -->"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a system chose of one story, and the seconds it took."""

    texts: list[str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A system on one set; `behind` is the mean difference of ROUGE-2 from this project's, with its interval."""

    system: str
    rouge1: Measure
    rouge2: Measure
    rouge_l: Measure
    behind: Measure
    milliseconds: float


def choose_own(stories: Sequence[Story], task: Task) -> dict[str, list[Choice]]:
    """What the systems of this process choose."""
    choices: dict[str, list[Choice]] = {}
    for name, system in SYSTEMS.items():
        for documents, sentences in stories:
            began = time.perf_counter()
            texts = system(documents, sentences, task.budget)
            choices.setdefault(name, []).append(Choice(texts, time.perf_counter() - began))
    return choices


def choose_peers(stories: Sequence[Story], task: Task) -> dict[str, list[Choice]]:
    """What sumy's systems choose; one that ran out of patience before the last story is left out."""
    budget = {"points": task.budget.points, "words": task.budget.words, "language": task.language}
    lines = [json.dumps(budget | {"sentences": [s.text for s in sentences]}) for _, sentences in stories]
    ran = subprocess.run(
        [PEERS, HERE / "peers.py"],
        input="\n".join(lines),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    choices: dict[str, list[Choice]] = {}
    for (_, sentences), line in zip(stories, ran.stdout.splitlines(), strict=True):
        for system, found in json.loads(line).items():
            texts = [sentences[place].text for place in found["places"]]
            choices.setdefault(system, []).append(Choice(texts, found["seconds"]))
    return {system: made for system, made in choices.items() if len(made) == len(stories)}


def rank(task: Task, data: Path, rows: int) -> list[Standing]:
    """All systems on the first rows of one set, the best ROUGE-2 first."""
    read = list(islice(read_stories(data / f"{task.file}.jsonl.xz", task.shuffled), rows))
    stories, references = [story for story, _ in read], [references for _, references in read]
    choices = choose_own(stories, task) | choose_peers(stories, task)
    scores = {
        system: [
            score_rouge("\n".join(choice.texts), written, task.language, task.reduction)
            for choice, written in zip(made, references, strict=True)
        ]
        for system, made in choices.items()
    }
    own = scores["summarize"]
    standings = [_stand(system, scores[system], own, choices[system]) for system in choices]
    return sorted(standings, key=lambda standing: -standing.rouge2.interval.value)


def _stand(system: str, scores: Sequence[RougeScore], own: Sequence[RougeScore], choices: Sequence[Choice]) -> Standing:
    return Standing(
        system,
        measure_mean("ROUGE-1", [s.rouge1 for s in scores]),
        measure_mean("ROUGE-2", [s.rouge2 for s in scores]),
        measure_mean("ROUGE-L", [s.rouge_l for s in scores]),
        measure_mean("behind", [s.rouge2 - o.rouge2 for s, o in zip(scores, own, strict=True)]),
        1_000 * sum(c.seconds for c in choices) / len(choices),
    )


def write_table(name: str, standings: Sequence[Standing], rows: int) -> str:
    """One set as a Markdown table."""
    lines = [
        f"**{name}**, {rows} rows",
        "",
        "| system | R1 | R2 | RL | R2 against summarize, 95 % | ms a story |",
        "|---|---|---|---|---|---|",
    ]
    for s in standings:
        r1, r2, rl = (100 * m.interval.value for m in (s.rouge1, s.rouge2, s.rouge_l))
        behind = s.behind.interval
        against = f"{100 * behind.value:+.1f} ({100 * behind.low:+.1f} to {100 * behind.high:+.1f})"
        own = s.system == "summarize"
        lines.append(
            f"| {s.system} | {r1:.1f} | {r2:.1f} | {rl:.1f} | {'' if own else against} | {s.milliseconds:.1f} |"
        )
    return "\n".join(lines) + "\n"


def describe_run() -> str:
    """When, where and with what it was measured."""
    sumy = subprocess.run(
        [PEERS, "-c", "from importlib.metadata import version; print(version('sumy'))"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    versions = f"summarize {VERSION}, sumy {sumy}, rouge-score {version('rouge-score')}"
    return f"Measured {datetime.now(UTC):%Y-%m-%d} on {machine}; {versions}.\n"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=100, help="rows of each set, from its beginning")
    args = parser.parse_args()
    parts = [describe_run()]
    bars: dict[str, dict[str, Interval]] = {}
    for task in TASKS:
        standings = rank(task, args.data, args.rows)
        parts.append(write_table(task.name, standings, standings[0].rouge2.rows))
        print(parts[-1], flush=True)
        for standing in standings:
            bars.setdefault(standing.system, {})[task.name] = standing.rouge2.interval
    (HERE / "charts").mkdir(exist_ok=True)
    (HERE / "charts" / "rouge2.svg").write_text(draw_bars("ROUGE-2 with 95 % intervals", bars), encoding="utf-8")
    page = (HERE / "README.md").read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    table = "\n".join([BEGIN, "", *parts, END])
    (HERE / "README.md").write_text(before + table + after, encoding="utf-8")


if __name__ == "__main__":
    main()
