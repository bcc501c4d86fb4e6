"""The interface for programs: its examples run, hostile requests are refused, many at a time are all answered."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from bench.crowd import send_crowd, send_order
from summarize.errors import UsageError
from summarize.limits import Limits
from summarize.summarizer import Summarizer
from summarize.web.serving import Place, open_page

GUIDE = (Path(__file__).parents[2] / "space" / "README.md").read_text()

# Gradio and Playwright leave closing their event loops to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


def examples(language):
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def ask():
    """`ask(server, order)`: the last event of a request, and its data."""
    with httpx.Client(timeout=60) as client:
        yield lambda server, order: send_order(server, order, client)


@pytest.mark.parametrize("example", examples("python"), ids=["gradio_client", "urllib"])
def test_the_python_examples_run(server, example, capsys):
    exec(compile(example.replace("http://127.0.0.1:7860", server), "README.md", "exec"), {})
    assert "two metres" in capsys.readouterr().out


def test_the_curl_example_runs(server):
    script = examples("sh")[0].replace("http://127.0.0.1:7860", server)
    out = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout
    assert '"schema": "summarize/1"' in out
    assert "event: complete" in out


def test_the_record_is_that_of_the_terminal_and_holds_its_quotes(server, ask, article):
    event, data = ask(server, {"texts": [article], "points": 3, "include_text": True})
    assert event == "complete"
    record = data[0]
    text = record["documents"][0]["text"]
    quotes = [e for point in record["points"] for e in point["evidence"]]
    assert quotes
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in quotes)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"texts": []}, "no article yet"),
        ({"texts": ["A. B."], "points": 0}, "from 1 to 100"),
        ({"texts": ["A. B."], "style": "song"}, "style must be one of"),
        ({"texts": ["A. B."], "model": "/etc"}, "is not offered here"),
        ({"texts": ["A. B."], "translator": "../x"}, "is not offered here"),
        ({"texts": ["A. B."], "points": "many"}, "from 1 to 100"),
        ({"texts": ["A. B."], "query": 5}, "the rest but points is text"),
        ({"texts": "A. B."}, "lists of strings"),
        ({"texts": [["deep"]]}, "lists of strings"),
        ({"texts": [], "addresses": ["/etc/passwd"]}, "is not a web address"),
        ({"texts": [], "addresses": ["file:///etc/passwd"]}, "offline"),
        ({"texts": ["x"] * 11}, "at most 10"),
        ({"texts": ["word " * 300_000]}, "1,000,000"),
    ],
)
def test_what_cannot_be_done_is_one_readable_line(server, ask, order, reason):
    event, data = ask(server, order)
    assert event == "error"
    assert reason in data["error"]
    assert "Traceback" not in data["error"]


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/file=/etc/passwd", "/gradio_api/file=..%2f..%2fpyproject.toml", "/gradio_api/file=http://127.0.0.1"],
)
def test_no_file_of_the_machine_is_served(server, path):
    assert httpx.get(server + path).status_code in (403, 404)


def test_the_page_keeps_to_itself(server):
    answer = httpx.get(server)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert httpx.get(server, headers={"Host": "evil.example"}).status_code == 400
    files = {"files": ("big.txt", b"x" * 20_000_001)}
    assert httpx.post(f"{server}/gradio_api/upload", files=files, timeout=30).status_code == 413


def test_a_taken_port_is_one_readable_line(server):
    taken = int(server.rsplit(":", 1)[1])
    with pytest.raises(UsageError, match=f"port {taken} .* is taken"):
        open_page(Summarizer(), Place(port=taken))


def test_a_request_that_takes_too_long_is_ended(open_server, ask):
    server = open_server(Limits(web_seconds=1))
    began = time.monotonic()
    event, data = ask(server, {"texts": ["The dam held. The river rose."], "query": "slow"})
    assert (event, "more than 1 seconds" in data["error"]) == ("error", True)
    assert time.monotonic() - began < 5


def test_many_at_a_time_are_answered_or_told_busy_and_none_is_swapped(open_server):
    """120 requests, 60 at a time, 10 places in the queue; `python -m bench.crowd` sends the full crowd."""
    outcome = send_crowd(open_server(Limits(web_queue=10)), 120, 60)
    assert outcome.counts.keys() == {"answered", "busy"}
    assert outcome.counts.total() == 120
