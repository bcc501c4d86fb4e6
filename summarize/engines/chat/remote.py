"""A chat model behind an OpenAI-compatible server that the user named.

    openai:http://127.0.0.1:8000/v1#model-name

The exception to "nothing but public addresses": such a server is named by the user, never by an
article, and usually runs on this machine or in this house; so its address is not judged. The sockets
are those of the one fetcher all the same: a deadline over everything, certificates always verified, no
proxy, no cookie, no redirect. The key comes from the environment alone, and leaves it only in a header.
Not here: what an answer means (`answers`), nor how one is streamed (`streams`).
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from summarize.engines.chat.grammar import form_schema, frame_tokens
from summarize.engines.chat.questions import SLOT, Question
from summarize.engines.chat.streams import Refusal, read_reply
from summarize.errors import Code, ModelError, UsageError
from summarize.models.protocols import Generation

SCHEME = "openai:"
KEY_VARIABLE = "SUMMARIZE_API_KEY"
SYNTAX = f"write {SCHEME}http://HOST:PORT/v1#MODEL"

WINDOW = 4_096
"""Tokens of a question and its answer that every server in use is set up for; none says how many it reads."""
ANSWER_TOKENS = 1_024
"""What of it is kept for the answer."""
BYTES_PER_TOKEN = 2
"""On the safe side: English takes four bytes a token, Arabic two in the older vocabularies."""

LEFT_OUT: tuple[tuple[str, ...], ...] = (
    (),
    ("response_format",),
    ("response_format", "max_tokens", "temperature", "seed"),
)
"""What is left out of a request, step by step, for a server that does not understand it."""

_MODEL = re.compile(r"[\w./:@+-]{1,200}", re.ASCII)
_BUSY = frozenset({429, 500, 502, 503, 504, 529})
_NOT_UNDERSTOOD = frozenset({400, 415, 422, 501})


@dataclass(frozen=True, slots=True)
class Server:
    """Where a served model is: the address without its last part, and the model's name there."""

    address: str
    model: str


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds, how large an answer may be, and how often one is asked for."""

    seconds: float = 300.0
    answer_bytes: int = 2_000_000
    attempts: int = 4
    longest_wait: float = 60.0
    sleep: Callable[[float], None] = time.sleep


def parse_server(name: str, *, offline: bool = False, has_key: bool = False) -> Server:
    """The server that a model name such as `openai:https://host/v1#model` means.

    Args:
        name: The name.
        offline: Refuse a server on any other machine.
        has_key: A key would be sent.

    Raises:
        UsageError: When it is no such name, or would send a key unprotected over the network, or is
            offline and elsewhere.
    """
    try:
        parts = urlsplit(name.removeprefix(SCHEME))
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(Code.BAD_OPTION, f"a served model has no usable address; {SYNTAX}") from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or parts.query:
        raise UsageError(Code.BAD_OPTION, f"a served model has no usable address; {SYNTAX}")
    if not _MODEL.fullmatch(parts.fragment):
        raise UsageError(Code.BAD_OPTION, f"a served model has no usable name after #; {SYNTAX}")
    here = _is_here(host)
    if offline and not here:
        raise UsageError(Code.BLOCKED, "a served model is on another machine, and this run is offline")
    if has_key and parts.scheme == "http" and not here:
        raise UsageError(Code.BLOCKED, f"{KEY_VARIABLE} would travel unprotected; use https, or unset it")
    return Server(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", parts.fragment)


def read_key(environ: Mapping[str, str] = os.environ) -> str:
    """The key of the environment, or "".

    Raises:
        UsageError: When it could not be sent in a header; the message does not hold it.
    """
    key = environ.get(KEY_VARIABLE, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise UsageError(Code.BAD_OPTION, f"{KEY_VARIABLE} holds characters that no key has")
    return key


class RemoteChat:
    """A `ChatModel` that a server runs; what it answers to a question may differ from day to day."""

    revision = "served"
    licence = "unknown"
    window = WINDOW - ANSWER_TOKENS

    def __init__(self, server: Server, key: str = "", patience: Patience | None = None) -> None:
        self.name = server.model
        self._server = server
        self._key = key
        self._patience = patience or Patience()
        self._step = 0

    def count(self, question: Question) -> int:
        """Tokens of a question, on the safe side."""
        return ceil(len((question.system + question.user + question.data).encode()) / BYTES_PER_TOKEN)

    def ask(self, question: Question, max_tokens: int) -> Generation:
        """What the server's model writes.

        A busy server is asked again, after as long as it says unless that is too long; what it does not
        understand is left out from then on (`LEFT_OUT`).

        Raises:
            ModelError: When no whole answer came.
        """
        attempt = 1
        while True:
            step = self._step
            try:
                return self._request(question, max_tokens, LEFT_OUT[step])
            except Refusal as refusal:
                if refusal.status in _NOT_UNDERSTOOD and step + 1 < len(LEFT_OUT):
                    self._step = step + 1
                elif self._may_wait(refusal) and attempt < self._patience.attempts:
                    self._patience.sleep(refusal.wait or 2.0**attempt)
                    attempt += 1
                else:
                    raise self._explain(refusal, attempt) from None

    def _request(self, question: Question, max_tokens: int, left_out: tuple[str, ...]) -> Generation:
        import httpx

        headers = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        body = self._body(question, max_tokens)
        request = httpx.Request(
            "POST",
            f"{self._server.address}/chat/completions",
            headers={**headers, "Accept-Encoding": "identity", "Connection": "close", "User-Agent": "summarize"},
            content=json.dumps({key: body[key] for key in body if key not in left_out}).encode(),
        )
        return read_reply(request, self.name, self._patience.seconds, self._patience.answer_bytes)

    def _body(self, question: Question, max_tokens: int) -> dict[str, Any]:
        schema = {"name": "answers", "strict": True, "schema": form_schema(question.form)}
        turns = {"system": question.system, "user": question.user}
        return {
            "model": self._server.model,
            "messages": [{"role": role, "content": text.replace(SLOT, question.data)} for role, text in turns.items()],
            "max_tokens": min(max_tokens + frame_tokens(question.form), ANSWER_TOKENS),
            "temperature": 0,
            "seed": 0,
            "stream": True,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }

    def _may_wait(self, refusal: Refusal) -> bool:
        return refusal.status in _BUSY and refusal.wait <= self._patience.longest_wait

    def _explain(self, refusal: Refusal, attempt: int) -> ModelError:
        status = refusal.status
        if status in (401, 403):
            advice = f"its key is wrong or missing: set {KEY_VARIABLE}"
        elif status == 404:
            advice = "there is no such model or address; " + SYNTAX
        elif status in _BUSY:
            wait = f", in {refusal.wait:g} seconds" if refusal.wait else ""
            advice = f"it was busy or broken at attempt {attempt}; try again later{wait}"
        else:
            advice = "it does not take this request; look into its log"
        return ModelError(Code.FETCH_STATUS, f"the server of {self.name!r} answered with status {status}: {advice}")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
