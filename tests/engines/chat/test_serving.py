"""The reference server, `transformers serve`, over a tiny model: started here, asked over a real socket."""

import os
import socket
import subprocess
import sys
import time
from importlib.util import find_spec

import httpx
import pytest

from summarize.engines.chat.generators import ChatGenerator
from summarize.engines.chat.remote import RemoteChat, parse_server
from summarize.models.protocols import Generation

STARTING_SECONDS = 60
pytestmark = pytest.mark.skipif(
    not all(map(find_spec, ("fastapi", "uvicorn", "openai", "accelerate"))),
    reason="transformers serve needs openai and accelerate",
)


@pytest.fixture(scope="module")
def served(chat_folder):
    """The name of a model that a real server serves."""
    folder = chat_folder("qwen2")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(folder)]
    options = ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen([*command, *options], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        yield f"openai:http://127.0.0.1:{port}/v1#{folder}"
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_for(address, process):
    end = time.monotonic() + STARTING_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            if httpx.get(address, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    process.terminate()
    pytest.fail(process.communicate(timeout=20)[1].decode()[-2000:])


def test_a_streamed_answer_up_to_the_limit(served, question):
    model = RemoteChat(parse_server(served, offline=True))
    asked = question({"1.1": "It rained."})
    written = model.ask(asked, 8)
    assert written.text
    assert written.finish == "length"
    assert model.ask(asked, 8) == written


def test_what_a_random_model_says_is_no_point(served, prompts):
    generator = ChatGenerator(RemoteChat(parse_server(served)), prompts)
    assert generator.generate([["It rained.", "It stopped."]], max_tokens=8) == [Generation("")]
