"""The Space's folder: its header and requirements agree with the package, and its app serves the interface."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
SPACE = ROOT / "space"


def test_the_header_names_what_the_package_is_tested_with():
    header = dict(re.findall(r"^(\w+): (.*)$", (SPACE / "README.md").read_text().split("---")[1], re.MULTILINE))
    assert header["sdk"] == "gradio"
    assert f"gradio=={header['sdk_version']}" in (ROOT / "constraints.txt").read_text().splitlines()
    assert header["python_version"].strip('"') == "3.12.12"  # one of the two that ZeroGPU has
    assert (SPACE / header["app_file"]).is_file()
    assert len(header["short_description"]) <= 60


def test_the_requirements_are_those_of_the_package():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    lines = (SPACE / "requirements.txt").read_text().splitlines()
    listed = [line for line in lines if not line.startswith("#")]
    assert listed == [item for item in wanted if not item.startswith("gradio")]


def test_the_app_serves_the_interface():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"GRADIO_SERVER_NAME": "127.0.0.1", "GRADIO_SERVER_PORT": str(port), "PYTHONPATH": str(ROOT)}
    app = subprocess.Popen([sys.executable, SPACE / "app.py"], env={**os.environ, **settings})
    try:
        assert "River flood" in wait_for(f"http://127.0.0.1:{port}/config")
    finally:
        app.terminate()
        app.wait(10)


def wait_for(address):
    for _ in range(300):
        try:
            return httpx.get(address).text
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("the app did not start in 30 seconds")
