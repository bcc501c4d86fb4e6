"""The options of `summarize web`; what it does is in `serving`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def web_command(
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 lets others in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 7860,
    model: Annotated[str, typer.Option(help="The usual summarizer: a name, profile or folder.")] = "",
    translator: Annotated[str, typer.Option(help="The usual translator: a name, profile or folder.")] = "",
    offline: Annotated[bool, typer.Option("--offline", help="Fetch no address.")] = False,
) -> None:
    """The interface in a browser, on this machine."""
    from summarize.options import Options
    from summarize.summarizer import Summarizer
    from summarize.web.serving import Place, serve_page

    options = Options(model=model, translator=translator, offline=offline)
    raise typer.Exit(serve_page(Summarizer(options), Place(host, port), sys.stderr))
