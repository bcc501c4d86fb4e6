"""The options of `summarize translate` and `summarize memory …`, and of whatever else translates.

What each command does is in `commands`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from summarize.options import DEVICES, ENGINES

Translator = Annotated[str, typer.Option(help="Translator: a name, profile or folder.")]
Glossary = Annotated[
    str, typer.Option(metavar="FILE", help="Wanted translations of terms: CSV (source,target) or TBX.")
]
Names = Annotated[str, typer.Option(metavar="FILE.csv", help="Spellings of names: read, added to, yours to edit.")]
Memory = Annotated[str, typer.Option(metavar="FILE", help="Earlier translations (SQLite): read and added to.")]
Prompts = Annotated[
    str, typer.Option(metavar="FOLDER", help="Templates for chat models that go before the package's own.")
]
NativeDigits = Annotated[
    bool, typer.Option("--native-digits", help="Numbers of translations in the language's own digits (١٢٣).")
]
EngineName = Annotated[str, typer.Option(help=f"One of {', '.join(ENGINES)}.")]
DeviceName = Annotated[str, typer.Option(help=f"One of {', '.join(DEVICES)}.")]
Offline = Annotated[bool, typer.Option("--offline", help="Never open a socket.")]
Consent = Annotated[
    bool, typer.Option("--accept-non-commercial", help="Allow models whose licence forbids commercial use.")
]


def translate_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, Markdown or DOCX file; - is standard input.")],
    to: Annotated[str, typer.Option(help="Translate into this language: ar, fr …")],
    from_: Annotated[str, typer.Option("--from", help="Language of the file, when detection errs.")] = "",
    bilingual: Annotated[
        bool, typer.Option("--bilingual", help="Source and translation side by side, unit by unit.")
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", help="With --bilingual: markdown, html, docx or json; else that of the file.")
    ] = "",
    output: Annotated[str, typer.Option(help="Write here instead of standard output; DOCX needs it.")] = "",
    translator: Translator = "",
    glossary: Glossary = "",
    names: Names = "",
    memory: Memory = "",
    prompts: Prompts = "",
    native_digits: NativeDigits = False,
    engine: EngineName = "auto",
    device: DeviceName = "auto",
    offline: Offline = False,
    accept_non_commercial: Consent = False,
) -> None:
    """Translate a whole document, its layout kept; exit status 3 says that some of it stayed in the original."""
    from summarize.translation.commands import Wish, translate_file

    changes = {
        "source_language": from_,
        "translator": translator,
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
    wish = Wish(file, to, output, bilingual, format_)
    raise typer.Exit(translate_file(wish, changes, sys.stdout, sys.stderr))


memory_app = typer.Typer(no_args_is_help=True, help="Exchange a translation memory.", rich_markup_mode=None)


@memory_app.command("import")
def import_memory_command(
    file: Annotated[str, typer.Argument(metavar="FILE.tmx", help="A TMX file of any translation tool.")],
    memory: Memory,
) -> None:
    """Add the translations of a TMX file; they come before those of any model."""
    from summarize.translation.commands import import_memory

    raise typer.Exit(import_memory(Path(file), Path(memory), sys.stderr))


@memory_app.command("export")
def export_memory_command(
    file: Annotated[str, typer.Argument(metavar="FILE.tmx", help="Where to write.")],
    memory: Memory,
) -> None:
    """Write all translations as one TMX file."""
    from summarize.translation.commands import export_memory

    raise typer.Exit(export_memory(Path(file), Path(memory), sys.stderr))
