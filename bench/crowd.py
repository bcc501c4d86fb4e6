"""A crowd before the web interface: 1,000 requests, 100 at a time, 50 places in the queue.

    python -m bench.crowd

Every request is about a valley of its own, so that an answer that was swapped for another shows. Prints how many were
answered, told busy, lost and swapped, how long refusals took, and the server's resident memory before and after.
"""

from __future__ import annotations

import gc
import json
import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

REQUESTS, AT_A_TIME = 1_000, 100
WARMING = 50
"""Requests before memory is first read: a server that has answered nothing yet has not loaded anything."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a crowd; times in seconds."""

    counts: Counter[str]
    slowest_refusal: float
    seconds: float


def send_order(server: str, order: dict[str, Any], client: httpx.Client) -> tuple[str, Any]:
    """The last event of a request and its data; "busy" where the server has no place for it."""
    answer = client.post(f"{server}/gradio_api/call/v2/digest", json=order)
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        return "busy", answer.text
    answer.raise_for_status()
    stream = client.get(f"{server}/gradio_api/call/digest/{answer.json()['event_id']}").text
    event, data = re.findall(r"event: (\w+)\ndata: (.*)", stream)[-1]
    return event, json.loads(data)


def send_crowd(server: str, requests: int, at_a_time: int) -> Outcome:
    """Send many requests at a time and see what becomes of each."""
    refusals = [0.0]
    lock = threading.Lock()

    def send(number: int) -> str:
        began = time.monotonic()
        event, data = send_order(server, {"texts": [f"The dam of valley {number} held on Monday."]}, client)
        if event == "busy":
            with lock:
                refusals.append(time.monotonic() - began)
            return "busy"
        if event != "complete":
            return "lost"
        return "answered" if f"valley {number} " in data[0]["points"][0]["text"] else "swapped"

    began = time.monotonic()
    limits = httpx.Limits(max_connections=2 * at_a_time)
    with httpx.Client(limits=limits, timeout=60) as client, ThreadPoolExecutor(at_a_time) as pool:
        counts = Counter(pool.map(send, range(requests)))
    return Outcome(counts, max(refusals), time.monotonic() - began)


def _resident_megabytes() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Serve, warm up, send the crowd, print."""
    from summarize.summarizer import Summarizer
    from summarize.web.serving import Place, open_page

    page = open_page(Summarizer(), Place(port=0))
    server = str(page.local_url).rstrip("/")
    send_crowd(server, WARMING, 10)
    before = _resident_megabytes()
    outcome = send_crowd(server, REQUESTS, AT_A_TIME)
    after = _resident_megabytes()
    print(f"{REQUESTS} requests, {AT_A_TIME} at a time, {outcome.seconds:.1f} s: {dict(outcome.counts)}")
    print(f"slowest refusal {outcome.slowest_refusal:.2f} s; resident {before:.0f} MB before, {after:.0f} MB after")
    page.close(verbose=False)


if __name__ == "__main__":
    main()
