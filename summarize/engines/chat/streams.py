"""One request to a chat server and its answer, whole or streamed, within a deadline and a size.

Nothing of what a server sends in an error is ever shown: it may quote the article, or the key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from summarize.errors import Code, InputError, ModelError
from summarize.models.protocols import Generation
from summarize.sources.fetching.connections import Deadline, DirectTransport

if TYPE_CHECKING:
    import httpx

_DATA, _DONE = b"data:", b"[DONE]"


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """A status other than 200, and the seconds that the server asked to wait, 0 where it did not say."""

    def __init__(self, status: int, wait: float) -> None:
        super().__init__(status)
        self.status = status
        self.wait = wait


def read_reply(request: httpx.Request, name: str, seconds: float, most_bytes: int) -> Generation:
    """Send a request and read what the model wrote.

    Args:
        request: The request.
        name: The model, for error messages.
        seconds: For all of it.
        most_bytes: The largest answer.

    Raises:
        Refusal: When the server answers with another status than 200.
        ModelError: FETCH_TIMEOUT, FETCH_TLS, FETCH_INCOMPLETE, FETCH_PROTOCOL or TOO_LARGE.
    """
    deadline = Deadline(seconds)
    transport = DirectTransport(deadline)
    try:
        with _our_errors(name, seconds):
            response = transport.handle_request(request)
            if response.status_code != 200:
                raise Refusal(response.status_code, _wait(response.headers.get("retry-after", "")))
            chunks = _limited(cast("Iterable[bytes]", response.stream), deadline, name, most_bytes)
            if response.headers.get("content-type", "").startswith("text/event-stream"):
                return _read_events(_lines(chunks), name)
            return _read_whole(b"".join(chunks), name)
    finally:
        transport.close()


def _wait(retry_after: str) -> float:
    return float(retry_after) if retry_after.isdecimal() and len(retry_after) < 6 else 0.0


def _limited(stream: Iterable[bytes], deadline: Deadline, name: str, most: int) -> Iterator[bytes]:
    total = 0
    for chunk in stream:
        deadline.left()
        total += len(chunk)
        if total > most:
            raise ModelError(Code.TOO_LARGE, f"the server of {name!r} sent more than {most:,} bytes for one answer")
        yield chunk


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    yield rest


def _read_events(lines: Iterable[bytes], name: str) -> Generation:
    """Server-sent events put together; one that breaks off before its end is no answer."""
    written: list[str] = []
    finish = ""
    for line in lines:
        if not line.startswith(_DATA):
            continue
        data = line.removeprefix(_DATA).strip()
        if data == _DONE:
            break
        choice = _first_choice(data, name)
        delta = choice.get("delta") or {}
        written.append(_text(delta, name))
        finish = choice.get("finish_reason") or finish
    else:
        if not finish:
            raise ModelError(Code.FETCH_INCOMPLETE, f"the server of {name!r} broke off its answer; try again later")
    return Generation("".join(written), "length" if finish == "length" else "stop")


def _read_whole(body: bytes, name: str) -> Generation:
    choice = _first_choice(body, name)
    text = _text(choice.get("message"), name)
    return Generation(text, "length" if choice.get("finish_reason") == "length" else "stop")


def _first_choice(data: bytes, name: str) -> dict[str, Any]:
    """The first choice of one JSON message; {} where it has none, as in a final count of tokens."""
    try:
        message = json.loads(data)
        choices = message["choices"] or [{}]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _nonsense(name) from None
    if not isinstance(choices, list) or not isinstance(choices[0], dict):
        raise _nonsense(name)
    return choices[0]


def _text(message: object, name: str) -> str:
    content = message.get("content") if isinstance(message, dict) else message
    if content is not None and not isinstance(content, str):
        raise _nonsense(name)
    return content or ""


def _nonsense(name: str) -> ModelError:
    return ModelError(Code.FETCH_PROTOCOL, f"the server of {name!r} does not answer as an OpenAI-compatible one does")


@contextmanager
def _our_errors(name: str, seconds: float) -> Iterator[None]:
    import ssl

    import httpcore

    try:
        yield
    except InputError as error:  # the deadline's own
        raise ModelError(error.code, f"the server of {name!r} took longer than {seconds:g} seconds") from None
    except (httpcore.TimeoutException, TimeoutError):
        raise ModelError(Code.FETCH_TIMEOUT, f"the server of {name!r} took longer than {seconds:g} seconds") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
        code, what = Code.FETCH_INCOMPLETE, "cannot be reached or broke off; is it running?"
        if any(isinstance(cause, ssl.SSLError) for cause in (error, error.__cause__, error.__context__)):
            code, what = Code.FETCH_TLS, "has no valid certificate; it is never asked without one"
        elif isinstance(error, httpcore.ProtocolError):
            code, what = Code.FETCH_PROTOCOL, "does not speak proper HTTP, or broke off"
        raise ModelError(code, f"the server of {name!r} {what}") from None
