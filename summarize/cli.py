"""The terminal: `summarize SOURCES…` gives key points; further commands have their own names.

stdout is the product, stderr is talk.  Errors are one line and an exit status: 0 all done,
2 wrong use, 3 some inputs failed, 4 storage, 5 model.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from summarize.batch.cli import batch_app
from summarize.errors import SummarizeError
from summarize.models.cli import models_app
from summarize.options import STYLES
from summarize.translation.cli import (
    Consent,
    DeviceName,
    EngineName,
    Glossary,
    Memory,
    Names,
    NativeDigits,
    Offline,
    Prompts,
    Translator,
    memory_app,
    translate_command,
)
from summarize.web.cli import web_command

FORMATS = ("text", "markdown", "html", "json", "docx")
REPORT_FORMATS = ("text", "json", "html")
COMMANDS = ("digest", "batch", "web", "translate", "models", "memory", "evaluate")

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command(
    "digest",
    help="Articles in, a short list of key points out, each tied to its exact source sentences. "
    "The word digest may be left out: summarize SOURCES…",
    epilog="Also: summarize batch IN OUT · summarize web · summarize translate FILE --to ar · summarize models list · "
    "summarize models get NAME · "
    "summarize memory import|export FILE.tmx · "
    "summarize evaluate summaries FILE · summarize evaluate factuality FILE · "
    "summarize evaluate translation FILE REFERENCES · "
    "summarize --version. Exit status: 0 all done, 2 wrong use, 3 some inputs failed, 4 output not written, "
    "5 model missing or unfit. For --model and --translator, openai:http://HOST:PORT/v1#MODEL names a chat model "
    "of an OpenAI-compatible server; its key is read from SUMMARIZE_API_KEY alone.",
)
def digest_command(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, globs, zips or http(s) addresses; - is standard input."),
    ],
    points: Annotated[int, typer.Option(help="How many key points.")] = 5,
    words: Annotated[int | None, typer.Option(help="A budget of words instead.")] = None,
    style: Annotated[str, typer.Option(help=f"One of {', '.join(STYLES)}.")] = "points",
    query: Annotated[str, typer.Option(help="What you want to know; answers come first.")] = "",
    to: Annotated[list[str] | None, typer.Option(help="Translate into this language (repeatable): ar, fr …")] = None,
    from_: Annotated[str, typer.Option("--from", help="Language of the sources, when detection errs.")] = "",
    model: Annotated[str, typer.Option(help="Summarizer: a name, profile or folder; embedded: none.")] = "",
    translator: Translator = "",
    verifier: Annotated[
        str, typer.Option(help="Entailment model that joins in judging points: a name or folder; embedded: none.")
    ] = "",
    glossary: Glossary = "",
    names: Names = "",
    memory: Memory = "",
    prompts: Prompts = "",
    native_digits: NativeDigits = False,
    engine: EngineName = "auto",
    device: DeviceName = "auto",
    format_: Annotated[
        str,
        typer.Option("--format", help=f"One of {', '.join(FORMATS)}; else a terminal or plain text view."),
    ] = "",
    output: Annotated[str, typer.Option(help="Write here instead of standard output.")] = "",
    include_text: Annotated[bool, typer.Option("--include-text", help="JSON: add the cleaned articles.")] = False,
    timings: Annotated[bool, typer.Option("--timings", help="JSON: add the seconds of each stage.")] = False,
    since: Annotated[
        str, typer.Option(metavar="OLD.json", help="Say what changed since this earlier digest in JSON.")
    ] = "",
    bilingual: Annotated[
        bool, typer.Option("--bilingual", help="Points beside their translations: markdown, html, docx.")
    ] = False,
    offline: Offline = False,
    accept_non_commercial: Consent = False,
) -> None:
    """Read sources, make a digest, write it."""
    from summarize.console import Console, Request

    changes = {
        "points": points,
        "words": words,
        "style": style,
        "query": query,
        "to": to or [],
        "source_language": from_,
        "model": model,
        "translator": translator,
        "verifier": verifier,
        "glossary": glossary,
        "names": names,
        "memory": memory,
        "prompts": prompts,
        "native_digits": native_digits,
        "engine": engine,
        "device": device,
        "offline": offline,
        "accept_non_commercial": accept_non_commercial,
    }
    request = Request(format_, output, include_text, timings, since, bilingual)
    raise typer.Exit(Console().digest(sources, changes, request))


app.add_typer(models_app, name="models")
app.add_typer(batch_app, name="batch")

app.command("web")(web_command)
app.command("translate")(translate_command)
app.add_typer(memory_app, name="memory")

evaluate_app = typer.Typer(no_args_is_help=True, help="Measure against marked data.", rich_markup_mode=None)
app.add_typer(evaluate_app, name="evaluate")


@evaluate_app.command("summaries")
def evaluate_summaries_command(
    data: Annotated[str, typer.Argument(help="JSONL, plain or .xz: documents, and references or one summary.")],
    system: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=FILE", help="Another system's output, a line a row: summary, or points (repeatable)."
        ),
    ] = None,
    points: Annotated[int, typer.Option(help="How many key points the embedded default gives.")] = 3,
    words: Annotated[int | None, typer.Option(help="A budget of words instead.")] = None,
    items: Annotated[str, typer.Option(metavar="FILE", help="Write the figures of every row here, as JSONL.")] = "",
    format_: Annotated[str, typer.Option("--format", help=f"One of {', '.join(REPORT_FORMATS)}.")] = "text",
) -> None:
    """How good, true and short summaries are: the embedded default, and other systems beside it."""
    from summarize.console import Console

    budget = {"points": points, "words": words}
    raise typer.Exit(Console().evaluate_summaries(data, system or [], budget, format_, items))


@evaluate_app.command("factuality")
def evaluate_factuality_command(
    file: Annotated[
        str,
        typer.Argument(help="JSONL, plain or .xz: documents, summary, label (1 = every claim supported), error_type."),
    ],
    format_: Annotated[str, typer.Option("--format", help=f"One of {', '.join(REPORT_FORMATS)}.")] = "text",
) -> None:
    """How well the support of summaries agrees with labels that people gave."""
    from summarize.console import Console

    raise typer.Exit(Console().evaluate_factuality(file, format_))


@evaluate_app.command("translation")
def evaluate_translation_command(
    system: Annotated[str, typer.Argument(help="Translations, one a line, plain or .xz.")],
    references: Annotated[str, typer.Argument(help="What people wrote, line by line.")],
    from_: Annotated[str, typer.Option("--from", help="Language of the sources.")] = "en",
    to: Annotated[str, typer.Option(help="Language of the translations.")] = "ar",
    sources: Annotated[str, typer.Option(metavar="FILE", help="The sources: adds what the checks flag.")] = "",
    against: Annotated[str, typer.Option(metavar="FILE", help="Another system's translations to compare with.")] = "",
    format_: Annotated[str, typer.Option("--format", help=f"One of {', '.join(REPORT_FORMATS)}.")] = "text",
) -> None:
    """BLEU and chrF of translations, against another system's, and the share that the checks flag."""
    from summarize.console import Console

    raise typer.Exit(Console().evaluate_translation((system, references, sources, against), (from_, to), format_))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the terminal; anything that is not a command's name is a source."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--version"]:
        from summarize.version import VERSION

        sys.stdout.write(f"summarize {VERSION}\n")
        return
    if words in ([], ["-h"]):
        words = ["--help"]
    if words[0] not in COMMANDS:
        words.insert(0, "digest")
    if words[0] == "batch" and words[1:2] != ["merge"]:
        words.insert(1, "run")
    try:
        app(args=words, prog_name="summarize")
    except SummarizeError as error:
        sys.stderr.write(f"summarize: {error}\n")
        raise SystemExit(error.exit_status) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output went away; say nothing more and let the interpreter exit quietly.
        sys.stderr.close()
        raise SystemExit(141) from None


if __name__ == "__main__":
    main()
