"""One server and one browser for all tests of the interface, and example articles."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.errors import Code, ModelError
from summarize.limits import LIMITS
from summarize.options import Options
from summarize.summarizer import Summarizer
from summarize.types import Flag, TranslatedPoint, TranslatedUnit, Translation
from summarize.web.serving import Place, open_page

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

CHROMIUM = Path("/usr/bin/chromium")
STORY = Path(__file__).parents[2] / "space" / "examples" / "river-flood"
SENTENCE = "غادر نحو 12 ألف شخص بيوتهم في Tarnholm، وعاد بعضهم في 3.40 صباحاً."
SHOTS = Path(__file__).parents[2] / "build" / "shots"


@pytest.fixture(scope="session")
def story() -> list[Path]:
    """The files of an example story: text, HTML, Markdown and JSON."""
    return sorted(STORY.iterdir())


@pytest.fixture(scope="session")
def article(story) -> str:
    return next(path for path in story if path.suffix == ".txt").read_text()


class Interpreter(Summarizer):
    """Makes real digests; "translates" them into one Arabic sentence, and takes its time where the query says so."""

    def digest(self, sources, *, progress=lambda _: None, **changes):
        to = changes.pop("to", [])
        if changes.get("query") == "slow":
            for _ in range(300):
                progress("translate ar")
                time.sleep(0.1)
        made = super().digest(sources, progress=progress, **changes)
        return replace(made, translations=tuple(self.translate(made, language) for language in to))

    def translate(self, digest, language):
        if language != "ar":
            raise ModelError(Code.NO_MODEL, "no model is installed; run summarize models get standard")
        flags = (Flag("number", "12,000 is missing"),)
        point = TranslatedPoint(SENTENCE, flags, (TranslatedUnit("", SENTENCE, "plain", flags),))
        points = tuple(
            replace(point, units=(replace(point.units[0], source=original.text),)) for original in digest.points
        )
        return Translation(language, "rtl", "فيضان في تارنهولم", "tiny@0", points)


@pytest.fixture(scope="session")
def open_server():
    """`open_server(limits)`: a running interface with an interpreter; it fetches nothing."""
    pages = []

    def start(limits=LIMITS):
        page = open_page(Interpreter(Options(offline=True)), Place(port=0), limits)
        pages.append(page)
        return page.local_url.rstrip("/")

    yield start
    for page in pages:
        page.close(verbose=False)


@pytest.fixture(scope="session")
def server(open_server):
    """The address of the interface that all tests share."""
    return open_server()


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, server):
    """`visit(locale="ar", …)`: a fresh visitor's page, ready for input; what it asks other hosts for fails the test."""
    contexts, strangers = [], []

    def note(request):
        if not request.url.startswith((server, "data:", "blob:")):
            strangers.append(request.url)

    def go(path: str = "", **settings):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", note)
        page.goto(f"{server}/{path}")
        page.locator("#run").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
    assert strangers == []


@pytest.fixture(scope="session")
def shoot():
    """`shoot(page, "dark")` keeps a picture of a page under build/shots."""
    SHOTS.mkdir(parents=True, exist_ok=True)

    def take(page, name: str):
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return take


@pytest.fixture(scope="session")
def axe():
    """`axe(page)`: the serious and critical barriers that axe-core finds, as "rule: element"."""
    script = Path(__file__).parents[2] / "build" / "axe" / "axe.min.js"
    if not script.exists():
        pytest.skip("needs axe-core: make build/axe, with npm")

    def check(page):
        page.evaluate(script.read_text())
        found = page.evaluate("axe.run().then((result) => result.violations)")
        return [
            f"{rule['id']}: {node['html'][:120]}"
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]

    return check
