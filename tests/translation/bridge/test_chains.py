"""Any direction: two models that meet in a third language, step by step and through the whole pipeline."""

from __future__ import annotations

import shutil

import pytest

from summarize.errors import Code, ModelError
from summarize.models.relays import PivotTranslator
from summarize.models.store import fetch
from summarize.options import Options
from summarize.summarizer import Summarizer
from summarize.translation.desk import Desk
from summarize.translation.ladder import translate_units
from summarize.types import Document

ARTICLE = Document("نفت سلطة الميناء تسرب أي وقود من الخزانات. وأشعل الأهالي المواقد في ساحة المدرسة.", language="ar")

STEPS = {
    ("it", "en"): {"la barca": "the boat", "il porto": "the harbour", "lascia": "leaves", "chiude": "closes"},
    ("en", "fr"): {"the boat": "le bateau", "the harbour": "le port", "leaves": "quitte", "closes": "ferme"},
}


class Narrow:
    """One step of a chain, word by word; refuses what is longer than its window."""

    revision, licence = "1", "MIT"

    def __init__(self, source, target, window):
        self.name, self.pair, self.window = f"{source}-{target}", (source, target), window

    def supports(self, source, target):
        return (source, target) == self.pair

    def translate(self, texts, source, target, *, beams=None):
        if not self.supports(source, target):
            raise ModelError(Code.UNSUPPORTED_LANG, f"{self.name!r} does not translate {source!r} into {target!r}")
        if max(map(len, texts)) > self.window:
            raise ModelError(Code.TOO_LARGE, f"a text exceeds the window of {self.name}")
        for word, other in STEPS[self.pair].items():
            texts = [text.replace(word, other) for text in texts]
        return texts


@pytest.mark.parametrize("windows", [(30, 400), (400, 30)])
def test_the_narrower_step_of_a_chain_decides_how_long_a_piece_may_be(windows):
    chain = PivotTranslator(Narrow("it", "en", windows[0]), Narrow("en", "fr", windows[1]), "en")
    text = "la barca lascia il porto, il porto chiude, la barca chiude."
    (unit,) = translate_units([text], Desk((chain,), "it", "fr"))
    assert unit.text == "le bateau quitte le port, le port ferme, le bateau ferme."
    assert unit.flags == ()


def test_a_step_that_a_chain_lacks_is_named():
    chain = PivotTranslator(Narrow("it", "en", 400), Narrow("de", "fr", 400), "en")
    with pytest.raises(ModelError, match="'de-fr' does not translate 'en' into 'fr'"):
        translate_units(["la barca"], Desk((chain,), "it", "fr"))


@pytest.fixture
def install(checkpoints, home):
    """A tiny checkpoint under a catalogue name, its vocabulary tagged with the language that it writes."""
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)  # sharing a network this small costs more than running it

    def put(name, written):
        def download(_, folder):
            shutil.copytree(checkpoints.path("marian-multi"), folder, dirs_exist_ok=True)
            return "c0ffee"

        folder = fetch(name, accept_non_commercial=True, download=download)
        vocabulary = (folder / "vocab.json").read_text().replace(">>heb<<", f">>{written}<<")
        (folder / "vocab.json").write_text(vocabulary)

    return put


def test_two_installed_models_make_a_chain_and_each_points_language_is_its_own(install):
    install("opus-mt-ar-en", "eng")
    install("opus-mt-en-fr", "fra")
    result = Summarizer(Options(device="cpu", engine="transformers")).digest(ARTICLE, to=["fr"], points=1)
    translation = result.translations[0]
    assert translation.model.startswith("opus-mt-ar-en+opus-mt-en-fr@c0ffee")
    assert len(translation.points) == len(result.points) == 1
    assert result.points[0].languages == ("ar",)


def test_a_chain_that_lacks_a_step_says_what_to_get(install):
    install("opus-mt-ar-en", "eng")
    with pytest.raises(ModelError, match="no model is installed that translates 'ar' into 'fr'; run: summarize models"):
        Summarizer(Options(device="cpu", engine="transformers")).digest(ARTICLE, to=["fr"], points=1)
