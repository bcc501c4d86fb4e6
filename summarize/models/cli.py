"""The options of `summarize models …`; what each command does is in `commands`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

models_app = typer.Typer(no_args_is_help=True, help="List, fetch, carry over and check models.", rich_markup_mode=None)
Names = Annotated[list[str], typer.Argument(help="Names of models or profiles from `summarize models list`.")]
To = Annotated[list[str] | None, typer.Option(help="With a profile: translate into this language (repeatable).")]
From = Annotated[str, typer.Option("--from", help="With a profile: translate from this language.")]
Consent = Annotated[bool, typer.Option("--accept-non-commercial", help="I accept licences that forbid commercial use.")]


@models_app.command("list")
def list_models_command() -> None:
    """Known models with licence and size, which are here and in use, and the profiles."""
    from summarize.models.commands import list_models

    raise typer.Exit(list_models(sys.stdout))


@models_app.command("get")
def get_models_command(
    names: Names,
    to: To = None,
    from_: From = "en",
    offline: Annotated[bool, typer.Option("--offline", help="Never open a socket: only look.")] = False,
    accept_non_commercial: Consent = False,
) -> None:
    """Download models once; a profile is then used when no model is named."""
    from summarize.models.commands import Wish, get_models

    wish = Wish(names, to or (), from_)
    raise typer.Exit(get_models(wish, sys.stderr, offline=offline, accept_non_commercial=accept_non_commercial))


@models_app.command("bundle")
def bundle_models_command(
    out: Annotated[str, typer.Argument(help="A new .tar, .zip or folder.")],
    names: Names,
    to: To = None,
    from_: From = "en",
) -> None:
    """Write installed models into one file or folder, for a machine without a network."""
    from summarize.models.commands import Wish, bundle_models

    raise typer.Exit(bundle_models(Path(out), Wish(names, to or (), from_), sys.stderr))


@models_app.command("install")
def install_models_command(
    bundle: Annotated[str, typer.Argument(help="What `summarize models bundle` wrote.")],
    accept_non_commercial: Consent = False,
) -> None:
    """Install the models of a bundle, each file verified before any is put in place."""
    from summarize.models.commands import install_models

    raise typer.Exit(install_models(Path(bundle), sys.stderr, accept_non_commercial=accept_non_commercial))


@models_app.command("check")
def check_models_command(
    names: Annotated[list[str] | None, typer.Argument(help="Names or folders; all that are installed if none.")] = None,
) -> None:
    """Compare models with their records, load and run them once, and say what they are."""
    from summarize.models.commands import check_models

    raise typer.Exit(check_models(names or (), sys.stdout, sys.stderr))
