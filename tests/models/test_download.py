"""The hub's real client against a hub on this machine that breaks off, lies and stalls."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from summarize.models.installation import changed_file, read_installation
from summarize.models.store import locate

COMMIT = "0123456789" * 4
NAME, HUB = "opus-mt-en-ar", "Helsinki-NLP/opus-mt-en-ar"
WEIGHTS = "model.safetensors"
PATIENCE = 60


def listing(folder) -> dict:
    """A repository as the hub describes it; weights are its only large files."""
    files = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        file = {"rfilename": path.name, "size": len(content), "blobId": blob}
        if path.name == WEIGHTS:
            file["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 134}
        files.append(file)
    return {"id": HUB, "modelId": HUB, "sha": COMMIT, "siblings": files, "tags": [], "downloads": 0, "likes": 0}


class LocalHub:
    """Serves a folder; `harm` is what happens to the weights: "", "break" (once), "flip" or "stall"."""

    def __init__(self, folder):
        self.folder = folder
        self.harm = ""
        self.sent = []
        self.stalled, self.over = threading.Event(), threading.Event()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_HEAD(self):
                hub.answer(self)

            def do_GET(self):
                hub.answer(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        path = request.path.partition("?")[0]
        name = path.rpartition("/")[2]
        if path.startswith("/api/models/"):
            info = listing(self.folder)
            tree = [
                {"type": "file", "path": f["rfilename"], "size": f["size"], "oid": f["blobId"]}
                for f in info["siblings"]
            ]
            content = json.dumps(tree if "/tree/" in path else info).encode()
        elif (self.folder / name).is_file():
            content = (self.folder / name).read_bytes()
        else:
            content = b""
        request.send_response(200 if content else 404)
        request.send_header("Content-Length", str(len(content)))
        request.send_header("X-Repo-Commit", COMMIT)
        request.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        request.end_headers()
        if request.command == "GET":
            self.send(request, name, content)

    def send(self, request, name, content):
        harm = self.harm if name == WEIGHTS else ""
        if name != WEIGHTS or not harm:
            request.wfile.write(content)
        elif harm == "flip":
            request.wfile.write(content[:-1] + bytes([content[-1] ^ 1]))
        else:
            request.wfile.write(content[: len(content) // 2])
            request.wfile.flush()
            if harm == "stall":
                self.stalled.set()
                self.over.wait(PATIENCE)
            self.harm = ""
            request.close_connection = True
        if (self.folder / name).is_file():
            self.sent.append(name)


@pytest.fixture
def hub(checkpoints):
    hub = LocalHub(checkpoints.path("marian-multi"))
    yield hub
    hub.over.set()
    hub.server.shutdown()
    hub.server.server_close()


@pytest.fixture
def get(hub, environ):
    """`get()`: the process of `summarize models get`, begun."""

    def begin():
        inherited = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
        settings = {**inherited, **environ, "HF_ENDPOINT": f"http://127.0.0.1:{hub.server.server_port}"}
        command = [sys.executable, "-m", "summarize.cli", "models", "get", NAME]
        return subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return begin


def finish(process) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def assert_whole(environ):
    folder = locate(NAME, environ)
    record = read_installation(folder)
    assert record.commit == COMMIT
    assert changed_file(folder, record) == ""


def assert_the_rest_is_fetched(hub, get, environ):
    """A second try succeeds, and asks for no file again that the first had got whole."""
    before = {*hub.sent} - {WEIGHTS}
    assert before
    hub.harm = ""
    hub.sent.clear()
    assert finish(get())[0] == 0
    assert_whole(environ)
    assert WEIGHTS in hub.sent
    assert not before & {*hub.sent}


@pytest.mark.parametrize("harm", ["", "break"])
def test_what_arrives_is_installed_though_the_connection_breaks(hub, get, environ, harm):
    hub.harm = harm
    status, out, err = finish(get())
    assert (status, out) == (0, ""), err
    assert_whole(environ)


def test_a_flipped_bit_is_refused_and_the_next_try_fetches_it_anew(hub, get, environ):
    hub.harm = "flip"
    status, _, err = finish(get())
    assert status == 5
    assert err.splitlines()[-1].startswith(f"summarize: BAD_MODEL: {NAME}: {WEIGHTS} arrived other than the hub lists")
    assert "Traceback" not in err
    assert locate(NAME, environ) is None
    assert_the_rest_is_fetched(hub, get, environ)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_download_installs_nothing_and_goes_on_later(hub, get, environ, how):
    hub.harm = "stall"
    process = get()
    assert hub.stalled.wait(PATIENCE)
    process.send_signal(how)
    status, _, err = finish(process)
    assert status == (130 if how == signal.SIGINT else -how)
    assert "Traceback" not in err
    assert locate(NAME, environ) is None
    assert_the_rest_is_fetched(hub, get, environ)


def test_a_hub_that_is_not_there_is_one_line(hub, get, environ):
    hub.server.shutdown()
    hub.server.server_close()
    status, out, err = finish(get())
    assert (status, out) == (5, "")
    assert "check the network and run the command again" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert locate(NAME, environ) is None
