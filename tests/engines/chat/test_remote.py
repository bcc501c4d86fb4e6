"""A real server on this machine that speaks the protocol, well and badly."""

import contextlib
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from summarize.cli import main
from summarize.engines.chat.remote import Patience, RemoteChat, Server, parse_server, read_key
from summarize.errors import Code, ModelError, UsageError

GOOD = '{"answers": [{"ids": ["1.1"], "text": "It rained – مطر."}]}'
KEY = "sk-secret-0123"


class Script:
    """What the server does with each request in turn, and what it was sent."""

    def __init__(self, *steps):
        self.steps, self.requests = list(steps), []

    def handle(self, handler):
        length = int(handler.headers["content-length"])
        self.requests.append((handler.path, dict(handler.headers), json.loads(handler.rfile.read(length))))
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        with contextlib.suppress(OSError):  # the client may have left
            step(handler)


@pytest.fixture
def serve():
    """`serve(step, …)`: a server on this machine; each step writes one answer to its handler."""
    servers = []

    def start(*steps):
        script = Script(*steps)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                script.handle(self)

            def log_message(self, *arguments):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.script = script
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        script.address = f"http://127.0.0.1:{server.server_port}/v1"
        return script

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def send(handler, body, content_type="application/json", status=200, **headers):
    handler.send_response(status)
    handler.send_header("Content-Type", content_type)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def event(content=None, finish=None):
    choice = {"index": 0, "delta": {} if content is None else {"content": content}, "finish_reason": finish}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


def streamed(text=GOOD, finish="stop", ending=b"data: [DONE]\n\n"):
    def step(handler):
        parts = [event(text[i : i + 5]) for i in range(0, len(text), 5)]
        closing = event(finish=finish) if finish else b""
        send(handler, b": comment\n\n" + b"".join(parts) + closing + ending, "text/event-stream; charset=utf-8")

    return step


def whole(text=GOOD, finish="stop"):
    message = {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}]}
    return lambda handler: send(handler, json.dumps(message).encode())


def refusing(status, body=b"{}", **headers):
    return lambda handler: send(handler, body, status=status, **headers)


def raw(body, content_type="application/json"):
    return lambda handler: send(handler, body, content_type)


def dripping(handler):
    send(handler, b"", "text/event-stream")
    for _ in range(100):
        handler.wfile.write(b": still here\n")
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler):
    send(handler, b"", "text/event-stream")
    for _ in range(1000):
        handler.wfile.write(event("x" * 1000))


def breaking(handler):
    send(handler, event('{"answers"'), "text/event-stream", Content_Length="100000")


@pytest.fixture
def chat(serve):
    """`chat(step, …)`: a model on such a server that never really sleeps, the script, and its waits."""

    def make(*steps, key="", **patience):
        script = serve(*steps)
        waits = []
        settings = Patience(**{"seconds": 20, "sleep": waits.append, **patience})
        return RemoteChat(Server(script.address, "tiny"), key, settings), script, waits

    return make


@pytest.mark.parametrize("step", [streamed(), whole(), streamed(ending=b""), streamed(finish=None)])
def test_an_answer_whole_or_streamed(chat, question, step):
    model, _, _ = chat(step)
    written = model.ask(question({"1.1": "It rained."}), 50)
    assert (written.text, written.finish) == (GOOD, "stop")


@pytest.mark.parametrize("step", [streamed(finish="length"), whole(finish="length")])
def test_an_answer_that_the_limit_cut_says_so(chat, question, step):
    model, _, _ = chat(step)
    assert model.ask(question({"1.1": "It rained."}), 50).finish == "length"


def test_what_is_sent(chat, question):
    model, script, _ = chat(streamed(), key=KEY)
    asked = question({"1.1": "It rained.", "2.1": "It pours."})
    model.ask(asked, 50)
    path, headers, body = script.requests[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert [turn["role"] for turn in body["messages"]] == ["system", "user"]
    assert "[1.1] It rained.\n[2.1] It pours." in body["messages"][1]["content"]
    assert "It rained" not in body["messages"][0]["content"]
    schema = body["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["answers"]["items"]["properties"]["ids"]["items"]["enum"] == ["1.1", "2.1"]
    assert (body["model"], body["temperature"], "tools" in body) == ("tiny", 0, False)


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_knows_no_schema_is_asked_without_one_from_then_on(chat, question, status):
    model, script, waits = chat(refusing(status), streamed(), attempts=1)
    for _ in range(2):
        assert model.ask(question({"1.1": "It rained."}), 50).text == GOOD
    assert ["response_format" in body for _, _, body in script.requests] == [True, False, False]
    assert all(body["temperature"] == 0 for _, _, body in script.requests)
    assert waits == []


def test_a_server_that_knows_only_the_bare_request(chat, question):
    model, script, _ = chat(refusing(400), refusing(400), streamed())
    assert model.ask(question({"1.1": "It rained."}), 50).text == GOOD
    assert set(script.requests[2][2]) == {"model", "messages", "stream"}


def test_a_busy_server_is_asked_again_when_it_says(chat, question):
    model, _, waits = chat(refusing(429, Retry_After="7"), refusing(503), refusing(500), streamed())
    assert model.ask(question({"1.1": "It rained."}), 50).text == GOOD
    assert waits == [7.0, 4.0, 8.0]


def test_a_server_that_is_busy_for_long_is_not_waited_for(chat, question):
    model, _, waits = chat(refusing(429, Retry_After="7200"))
    with pytest.raises(ModelError, match="try again later, in 7200 seconds"):
        model.ask(question({"1.1": "It rained."}), 50)
    assert waits == []


@pytest.mark.parametrize(
    ("step", "code", "words"),
    [
        (refusing(503), Code.FETCH_STATUS, "status 503: it was busy or broken at attempt 4; try again later"),
        (refusing(401, KEY.encode()), Code.FETCH_STATUS, "set SUMMARIZE_API_KEY"),
        (refusing(404), Code.FETCH_STATUS, "no such model or address"),
        (refusing(400, b"the article was: It rained"), Code.FETCH_STATUS, "does not take this request"),
        (refusing(302, Location="http://169.254.169.254/"), Code.FETCH_STATUS, "status 302"),
        (raw(b"<html>Welcome</html>", "text/html"), Code.FETCH_PROTOCOL, "OpenAI-compatible"),
        (raw(b"\xff\x00{", "text/event-stream"), Code.FETCH_INCOMPLETE, "broke off"),
        (raw(b"data: {not json}\n\n", "text/event-stream"), Code.FETCH_PROTOCOL, "OpenAI-compatible"),
        (raw(b'data: {"error": "sk-secret-0123"}\n\n', "text/event-stream"), Code.FETCH_PROTOCOL, "OpenAI-compatible"),
        (raw(b'{"choices": [7]}'), Code.FETCH_PROTOCOL, "OpenAI-compatible"),
        (raw(b'{"choices": [{"message": {"content": [1]}}]}'), Code.FETCH_PROTOCOL, "OpenAI-compatible"),
        (raw(b"[" * 200_000), Code.FETCH_PROTOCOL, "OpenAI-compatible"),
        (raw(b"", "text/event-stream"), Code.FETCH_INCOMPLETE, "broke off"),
        (streamed(finish=None, ending=b""), Code.FETCH_INCOMPLETE, "broke off"),
        (breaking, Code.FETCH_PROTOCOL, "broke off"),
        (endless, Code.TOO_LARGE, "more than 500,000 bytes"),
        (lambda handler: handler.wfile.write(b"SMTP ready\r\n"), Code.FETCH_PROTOCOL, "proper HTTP"),
        (lambda handler: handler.connection.close(), Code.FETCH_PROTOCOL, "broke off"),
    ],
)
def test_a_server_that_misbehaves_is_one_line_without_its_words(chat, question, step, code, words):
    model, _, _ = chat(step, key=KEY, answer_bytes=500_000)
    with pytest.raises(ModelError) as caught:
        model.ask(question({"1.1": "It rained."}), 50)
    assert caught.value.code is code
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    assert KEY not in str(caught.value)
    assert "It rained" not in str(caught.value)


def test_a_server_that_drips_is_left_at_the_deadline(chat, question):
    model, _, _ = chat(dripping, seconds=0.6)
    began = time.monotonic()
    with pytest.raises(ModelError, match=r"took longer than 0\.6 seconds"):
        model.ask(question({"1.1": "It rained."}), 50)
    assert time.monotonic() - began < 4


def test_nobody_there(question):
    with pytest.raises(ModelError, match="is it running") as caught:
        RemoteChat(Server("http://127.0.0.1:9/v1", "tiny")).ask(question({"1.1": "It rained."}), 50)
    assert caught.value.code is Code.FETCH_INCOMPLETE


def test_a_server_name():
    assert parse_server("openai:https://api.example.org/v1/#org/model-7b:q4") == Server(
        "https://api.example.org/v1", "org/model-7b:q4"
    )
    assert parse_server("openai:http://[::1]:8000#m", offline=True).address == "http://[::1]:8000"
    assert parse_server("openai:http://127.0.0.1:1/v1#m", offline=True, has_key=True).model == "m"


@pytest.mark.parametrize(
    "name",
    [
        "openai:",
        "openai:http://host/v1",
        "openai:http://host/v1#",
        "openai:http://host/v1#a|b",
        "openai:http://host/v1#a b",
        "openai:ftp://host/v1#m",
        "openai:http:///v1#m",
        "openai:http://me:secret@host/v1#m",
        "openai:http://host:99999/v1#m",
        "openai:http://[::1/v1#m",
        "openai:http://host/v1?key=secret#m",
        "openai:file:///etc/passwd#m",
    ],
)
def test_what_is_no_server_name(name):
    with pytest.raises(UsageError, match="openai:http://HOST:PORT/v1#MODEL") as caught:
        parse_server(name)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["192.168.1.5", "api.example.org", "169.254.169.254"])
def test_offline_means_this_machine(host):
    with pytest.raises(UsageError, match="offline"):
        parse_server(f"openai:https://{host}/v1#m", offline=True)


def test_a_key_never_travels_unprotected():
    with pytest.raises(UsageError, match="unprotected"):
        parse_server("openai:http://192.168.1.5/v1#m", has_key=True)
    assert parse_server("openai:https://192.168.1.5/v1#m", has_key=True).model == "m"


def test_the_key_is_the_environments():
    assert read_key({"SUMMARIZE_API_KEY": f" {KEY}\n"}) == KEY
    assert read_key({}) == ""
    with pytest.raises(UsageError, match="SUMMARIZE_API_KEY") as caught:
        read_key({"SUMMARIZE_API_KEY": f"{KEY}\r\nX: y"})
    assert KEY not in str(caught.value)


def test_the_key_shows_nowhere():
    model = RemoteChat(Server("https://api.example.org/v1", "m"), KEY)
    assert KEY not in repr(model) + model.name + model.revision + model.licence


ARTICLE = (
    "The river Sell flooded the lower town of Verin on Tuesday. Forty houses were left without power by the flood. "
    "The bakery of the lower town gave away bread to the volunteers."
)


def echoing(handler):
    """Answers every question with its own first line, in another language where it is to translate."""
    body = handler.server.script.requests[-1][2]
    instructions, question = (turn["content"] for turn in body["messages"])
    name, text = re.search(r"^\[([\d.]+)\] (.*)$", question, re.MULTILINE).groups()
    text = "نص مترجم عن النهر." if "translate" in instructions else text
    streamed(json.dumps({"answers": [{"ids": [name], "text": text}]}))(handler)


def test_a_whole_digest_from_the_terminal(serve, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SUMMARIZE_API_KEY", KEY)
    monkeypatch.setenv("SUMMARIZE_HOME", str(tmp_path / "home"))
    script = serve(echoing)
    (tmp_path / "article.txt").write_text(ARTICLE)
    model = f"openai:{script.address}#tiny"
    command = [str(tmp_path / "article.txt"), "--points", "1", "--to", "ar", "--offline", "--format", "json"]
    with pytest.raises(SystemExit) as end:
        main([*command, "--model", model, "--translator", model])
    streams = capsys.readouterr()
    assert end.value.code == 0, streams.err
    digest = json.loads(streams.out)
    (point,) = digest["points"]
    assert (point["support"], point["evidence"][0]["quote"]) == ("supported", point["text"])
    assert re.search(r"model:tiny@served\+prompts\.[0-9a-f]{12}\|", digest["signature"])
    assert digest["translations"]["ar"]["points"][0]["text"]
    assert KEY not in streams.out + streams.err
    assert {headers["Authorization"] for _, headers, _ in script.requests} == {f"Bearer {KEY}"}
