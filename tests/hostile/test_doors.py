"""What the source text itself must keep to: where connections, processes and unpickling may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "summarize"
NETWORK = {
    "httpx", "httpx2", "httpcore", "socket", "requests", "urllib3", "aiohttp", "ftplib", "smtplib", "http",
    "socketserver", "huggingface_hub", "asyncio",
}  # fmt: skip
MAY_CONNECT = {
    "sources/fetching/fetcher.py": "the one door for articles",
    "sources/fetching/connections.py": "its connections, pinned to a judged address",
    "sources/fetching/resolution.py": "its resolver",
    "engines/chat/remote.py": "a chat server that the user names, never a document",
    "engines/chat/streams.py": "its connections",
    "models/hub.py": "models that the user asks for",
}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple((path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths)


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported when the program runs, wherever the import stands."""
    checked = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in checked:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_no_other_door_to_the_network():
    found = {
        name: sorted(
            {module for module in imported(tree) if module.split(".")[0] in NETWORK or module == "urllib.request"}
        )
        for name, tree in modules()
    }
    assert {name: doors for name, doors in found.items() if doors and name not in MAY_CONNECT} == {}


@pytest.mark.parametrize("banned", ["pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle"])
def test_nothing_is_unpickled(banned):
    assert [name for name, tree in modules() if banned in {module.split(".")[0] for module in imported(tree)}] == []


def test_no_text_is_run_as_code():
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in FORBIDDEN_CALLS, f"{name}:{node.lineno}"
            if isinstance(node, ast.keyword) and node.arg in {"shell", "trust_remote_code"}:
                assert isinstance(node.value, ast.Constant), name
                assert node.value.value is False, name


def test_certificates_are_always_verified():
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in {"verify", "check_hostname"}:
                assert isinstance(node.value, ast.Constant), name
                assert node.value.value is True, name
            assert not isinstance(node, ast.Attribute) or node.attr not in {
                "CERT_NONE",
                "_create_unverified_context",
            }, name
