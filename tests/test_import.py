"""Importing the package costs nothing and its front door is what it says."""

import subprocess
import sys

import summarize

HEAVY = ("torch", "transformers", "gradio", "numpy", "scipy", "httpx", "trafilatura", "lxml", "pypdf", "docx", "rich")


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_pulls_nothing_heavy():
    loaded = run(f"import sys, summarize; print([m for m in {HEAVY!r} if m in sys.modules])")
    assert loaded.strip() == "[]"


def test_the_terminals_help_pulls_nothing_heavy():
    code = (
        "import sys\nfrom summarize.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('loaded', [m for m in {HEAVY[:-1]!r} if m in sys.modules])"
    )
    assert run(code).strip().endswith("loaded []")


def test_an_extractive_digest_loads_no_model_library():
    code = (
        "import sys, summarize\n"
        "summarize.digest(summarize.Document('The dam held. The river rose by two metres in six hours.'))\n"
        "print([m for m in ('torch', 'transformers', 'gradio', 'httpx') if m in sys.modules])"
    )
    assert run(code).strip() == "[]"


def test_importing_takes_under_50_ms_over_bare_python():
    # Processor time: what other programs do meanwhile is not ours.
    code = "import time; t = time.process_time(); import summarize; print(time.process_time() - t)"
    assert min(float(run(code)) for _ in range(5)) < 0.05


def test_the_front_door_is_what_all_says():
    assert sorted(summarize.__all__) == summarize.__all__
    assert all(hasattr(summarize, name) for name in summarize.__all__)
