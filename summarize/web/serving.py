"""The server: models and examples that are here, the page, limits, and headers that keep the page to itself.

Not here: what the page does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from summarize.errors import Code, UsageError
from summarize.limits import LIMITS, Limits
from summarize.summarizer import Summarizer
from summarize.types import Digest

if TYPE_CHECKING:
    import gradio as gr

    from summarize.web.desk import Order

    Accelerator = Callable[[Callable[[Order], Iterator[str | Digest]]], Callable[[Order], Iterator[str | Digest]]]

LOCAL = "127.0.0.1"
PORT = 7860
_LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]", "testserver")

_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; base-uri 'self'; "
    "frame-ancestors 'self' https://huggingface.co"
)
"""Gradio's page needs scripts in the page; nothing may come from, or go to, another host."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the interface is served, and what it may show.

    Attributes:
        host: The address to listen at; other than the local one, anybody may come.
        port: The port; 0 takes the first free one from 7860.
        examples: A folder of example stories, one folder each; None looks in the package and beside it.
    """

    host: str = LOCAL
    port: int = PORT
    examples: Path | None = None


def serve_page(summarizer: Summarizer, place: Place, err: TextIO) -> int:
    """Serve the interface until it is interrupted; the exit status.

    Raises:
        UsageError: When the port cannot be had.
    """
    page = open_page(summarizer, place)
    err.write(f"summarize: the interface is at {page.local_url} (Ctrl-C ends it)\n")
    if place.host != LOCAL:
        err.write("summarize: anybody who reaches this machine can use it; there is no password\n")
    page.block_thread()
    return 0


def open_page(
    summarizer: Summarizer, place: Place, limits: Limits = LIMITS, accelerate: Accelerator = lambda run: run
) -> gr.Blocks:
    """Open the interface and return; its `local_url` says where, its `close` ends it.

    Args:
        summarizer: What makes digests; its options are the defaults, models included.
        place: Where, and with which examples.
        limits: What is refused.
        accelerate: What lends an accelerator to each run, such as `spaces.GPU`.

    Raises:
        UsageError: When the port cannot be had.
    """
    # Gradio reads these when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import gradio as gr

    from summarize.web.desk import Desk
    from summarize.web.handlers import Handlers
    from summarize.web.page import build_page
    from summarize.web.words import translations

    desk = Desk(summarizer, limits)
    handlers = Handlers(
        desk,
        accelerate(desk.run),
        (*_list_models("summarization", summarizer.options.model),),
        (*_list_models("translation", summarizer.options.translator),),
        _find_examples(place.examples),
    )
    words = gr.I18n(**translations())
    page: gr.Blocks = build_page(handlers, words).queue(
        max_size=limits.web_queue, default_concurrency_limit=limits.web_runs, api_open=False
    )
    try:
        _launch(page, words, place, limits)
    except OSError:
        raise UsageError(
            Code.BAD_OPTION, f"port {place.port} of {place.host} is taken; name another with --port"
        ) from None
    return page


def _launch(page: gr.Blocks, words: gr.I18n, place: Place, limits: Limits) -> None:
    from summarize.web.appearance import HEAD, choose_theme

    page.launch(
        server_name=place.host,
        server_port=place.port or None,
        max_file_size=limits.web_bytes,
        state_session_capacity=limits.web_sessions,
        i18n=words,
        theme=choose_theme(),
        head=HEAD,
        footer_links=["api"],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        show_error=False,
        quiet=True,
        share=False,
        prevent_thread_lock=True,
        app_kwargs={"middleware": _list_middleware(place)},
    )


def _list_models(task: str, default: str) -> Sequence[tuple[str, str]]:
    """The models on this machine, with their licence; the server's own default is always among them."""
    from summarize.models.store import installed

    here = [(f"{entry.name} · {entry.licence}", entry.name) for entry in installed() if entry.task == task]
    if default and default not in (name for _, name in here):
        here.insert(0, (Path(default).name, default))
    return here


def _find_examples(folder: Path | None) -> dict[str, Path]:
    """The example stories: a folder each, in alphabetical order."""
    package = Path(__file__).parent
    folders = [folder] if folder else [package / "examples", package.parents[1] / "space" / "examples"]
    found = next((candidate for candidate in folders if candidate.is_dir()), None)
    return {item.name: item for item in sorted(found.iterdir()) if item.is_dir()} if found else {}


def _list_middleware(place: Place) -> list[Any]:
    """Headers on every answer; a server for this machine alone answers to no other name (DNS rebinding)."""
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    local = [Middleware(TrustedHostMiddleware, allowed_hosts=list(_LOCAL_NAMES))] if place.host == LOCAL else []
    return [*local, Middleware(_Headers)]


class _Headers:
    """Adds the headers; a plain wrapper, because answers are streamed."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    (b"content-security-policy", _POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)
