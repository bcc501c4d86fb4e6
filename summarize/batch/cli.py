"""The options of `summarize batch …`; what each command does is in `commands`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from summarize.options import STYLES
from summarize.translation.cli import (
    Consent,
    DeviceName,
    EngineName,
    Glossary,
    NativeDigits,
    Offline,
    Prompts,
    Translator,
)

batch_app = typer.Typer(no_args_is_help=True, help="Rows in, a digest a row out.", rich_markup_mode=None)

MOST_WORKERS = 1_024
MOST_ROWS = 100_000
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Start again, whatever is there.")]


@batch_app.command(
    "run",
    help="A digest for each row of JSONL, CSV, TSV or Parquet. The word run may be left out: summarize batch IN OUT. "
    "Killed at any moment, the same command goes on where it was, to the same bytes.",
    epilog="Also: summarize batch merge OUT SHARDS…. Exit status: 0 all rows are digests, 2 wrong use, 3 some rows are "
    "errors, 4 the output cannot be written, 5 model missing or unfit, 130 or 143 stopped by a signal.",
)
def run_batch_command(
    source: Annotated[str, typer.Argument(metavar="IN", help="A file, folder or glob; also .gz, .bz2 and .zst.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="A .jsonl or .parquet file.")],
    id_field: Annotated[str, typer.Option(help="Dotted path of a row's id; without one, file and line.")] = "id",
    documents_field: Annotated[str, typer.Option(help="… of a list of documents, if a row is a story.")] = "",
    text_field: Annotated[str, typer.Option(help="… of a document's text; else text, content, body …")] = "",
    title_field: Annotated[str, typer.Option(help="… of its title.")] = "",
    source_field: Annotated[str, typer.Option(help="… of its source.")] = "",
    date_field: Annotated[str, typer.Option(help="… of its date.")] = "",
    language_field: Annotated[str, typer.Option(help="… of its language.")] = "",
    keep: Annotated[list[str] | None, typer.Option(help="Pass this field through to the output (repeatable).")] = None,
    points: Annotated[int, typer.Option(help="How many key points.")] = 5,
    words: Annotated[int | None, typer.Option(help="A budget of words instead.")] = None,
    style: Annotated[str, typer.Option(help=f"One of {', '.join(STYLES)}.")] = "points",
    query: Annotated[str, typer.Option(help="What you want to know; answers come first.")] = "",
    to: Annotated[list[str] | None, typer.Option(help="Translate into this language (repeatable).")] = None,
    from_: Annotated[str, typer.Option("--from", help="Language of the sources, when detection errs.")] = "",
    model: Annotated[str, typer.Option(help="Summarizer: a name, profile or folder; embedded: none.")] = "",
    translator: Translator = "",
    verifier: Annotated[str, typer.Option(help="Entailment model that joins in judging points.")] = "",
    glossary: Glossary = "",
    names: Annotated[str, typer.Option(metavar="FILE.csv", help="Spellings of names: read, not added to.")] = "",
    memory: Annotated[str, typer.Option(metavar="FILE", help="Earlier translations: read, not added to.")] = "",
    prompts: Prompts = "",
    native_digits: NativeDigits = False,
    engine: EngineName = "auto",
    device: DeviceName = "auto",
    offline: Offline = False,
    accept_non_commercial: Consent = False,
    timings: Annotated[bool, typer.Option("--timings", help="Add seconds; they differ from run to run.")] = False,
    workers: Annotated[
        int,
        typer.Option(
            min=0, max=MOST_WORKERS, help="Processes, each with its own models; 0: one a core, or one for models."
        ),
    ] = 0,
    chunk: Annotated[int, typer.Option(min=1, max=MOST_ROWS, help="Rows made and committed together.")] = 64,
    row_seconds: Annotated[float, typer.Option(min=0.1, help="A row that takes longer becomes an error.")] = 120.0,
    most_errors: Annotated[int | None, typer.Option("--max-errors", min=0, help="Stop when more rows fail.")] = None,
    shard: Annotated[
        str, typer.Option(metavar="I/N", help="Make only this part, from 1/N to N/N; then merge.")
    ] = "1/1",
    ray: Annotated[str, typer.Option(metavar="ADDRESS", help="Work on a Ray cluster; local starts one here.")] = "",
    overwrite: Overwrite = False,
) -> None:
    """Make a digest for each row."""
    given = locals()
    from summarize.batch.columns import OF_A_DOCUMENT, Columns
    from summarize.batch.commands import make_batch, open_crew, parse_shard
    from summarize.batch.rows import Recipe
    from summarize.batch.runner import Job
    from summarize.options import Options
    from summarize.summarizer import change_options

    fields = {field: given[f"{field}_field"] for field in ("id", "documents", *OF_A_DOCUMENT)}
    changes = {name: given[name] for name in Options.__dataclass_fields__ if name in given}
    options = change_options(Options(), changes | {"to": to or [], "source_language": from_})
    recipe = Recipe(options, Columns(**fields, keep=tuple(keep or ())), timings)
    job = Job(source, Path(out), recipe, chunk, parse_shard(shard), most_errors, overwrite)
    make = open_crew(job, workers, row_seconds, ray)
    raise typer.Exit(make_batch(job, make, sys.stderr))


@batch_app.command("merge")
def merge_batch_command(
    out: Annotated[str, typer.Argument(metavar="OUT", help="A .jsonl or .parquet file.")],
    shards: Annotated[
        list[str], typer.Argument(help="The finished .jsonl outputs of all shards, beside their journals.")
    ],
    overwrite: Overwrite = False,
) -> None:
    """Merge the shards of a run to the bytes of the run that was not divided."""
    from summarize.batch.commands import merge_batch

    raise typer.Exit(merge_batch(Path(out), [Path(shard) for shard in shards], sys.stderr, overwrite=overwrite))
