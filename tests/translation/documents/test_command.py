"""`summarize translate` as a user meets it, with a translator of a few lines behind it."""

from __future__ import annotations

import codecs
import io
import json
from dataclasses import replace

import pytest

from summarize.aids import Aids
from summarize.cli import main
from summarize.errors import InputError, StorageError, UsageError
from summarize.options import Options
from summarize.sources.blobs import Blob
from summarize.translation.commands import Wish, translate_file
from summarize.translation.desk import Desk
from summarize.translation.documents.layouts import open_document, translate_document
from summarize.translation.terms.names import NameBook

ARTICLE = (
    "The council of the town met in the evening and closed the old bridge.\r\n\r\n"
    "- Engineers expect the repairs to take three weeks, and they said so.\r\n"
)


def turn(text):
    """Words that no check takes for English."""
    return codecs.encode(text, "rot13")


class Turned:
    name, revision, licence = "turned", "1", "Apache-2.0"

    def __init__(self, refused=()):
        self.refused = refused

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        return ["" if any(word in text for word in self.refused) else turn(text) for text in texts]


def translate(content, name="a.txt", target="fr", refused=(), **options):
    model = Turned(refused)
    return translate_document(Blob(name, content), target, lambda s, t: Desk((model,), s, t), **options)


def test_a_text_keeps_its_line_ends_and_byte_order_mark():
    content = b"\xef\xbb\xbf" + ARTICLE.encode()
    made = translate(content)
    assert made.content == content[:3] + turn(ARTICLE).encode()
    assert (made.kind, made.source_language, made.language, made.model) == ("text", "en", "fr", "turned@1")
    assert made.rungs == (("plain", 2),)


def test_what_no_rung_translates_is_kept_and_counted():
    made = translate(ARTICLE.encode(), refused=["Engineers", "repairs", "expect", "they"])
    assert dict(made.rungs) == {"plain": 1, "source": 1}
    assert "- Engineers expect" in made.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "error", "message"),
    [
        (b"<html><body><p>Rain</p></body></html>", "a.html", InputError, "is web page"),
        (b"%PDF-1.4 nonsense", "a.pdf", InputError, "a.pdf"),
        (b"", "a.txt", InputError, "is empty"),
        (b"Rain.", "a.txt", UsageError, "--from sets it"),
        (ARTICLE.encode() + b"\x00", "a.txt", InputError, "NUL"),
    ],
)
def test_what_is_no_document_is_refused_in_one_line(content, name, error, message):
    with pytest.raises(error, match=message) as caught:
        translate(content, name)
    assert "\n" not in str(caught.value)


def test_a_document_in_the_wanted_language_is_refused():
    with pytest.raises(UsageError, match="is in 'fr' already"):
        translate(ARTICLE.encode(), source_language="fr")


class Terminal(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8")

    def text(self):
        self.flush()
        return self.buffer.getvalue().decode()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "article.md"
    path.write_text("# The old bridge\n\n" + ARTICLE.replace("\r", ""))
    return path


def translate_with_turned(path, target, *, progress, memory=""):
    """`Summarizer.translate` with the model of this file in the place of an installed one."""
    aids = Aids(Options(memory=memory))
    model = Turned(["Engineers", "they"])
    return translate_document(
        open_document(path), target, lambda s, t: aids.lay_desk((model,), s, t, NameBook()), progress=progress
    )


def run(wish, **changes):
    out, err = Terminal(), Terminal()
    status = translate_file(wish, changes, out, err, translate_with_turned)
    return status, out.text(), err.text()


def test_the_translation_goes_to_stdout_and_what_became_of_it_to_stderr(file):
    status, out, err = run(Wish(str(file), "fr"))
    assert status == 3
    assert out.startswith(turn("# The old bridge\n\nThe council of the town"))
    assert "- Engineers expect" in out
    assert err.splitlines() == [
        "summarize: 3 units: 2 at once, 1 kept in the original",
        "summarize: flagged by checks: untranslated 1; --bilingual shows where",
    ]


def test_the_memory_is_filled_and_used(file, tmp_path):
    memory = str(tmp_path / "m.sqlite")
    run(Wish(str(file), "fr"), memory=memory)
    _, _, err = run(Wish(str(file), "fr"), memory=memory)
    assert err.startswith("summarize: 3 units: 2 from the memory, 1 kept in the original\n")


@pytest.mark.parametrize(("format_", "start"), [("", b"|  | English"), ("html", b"<!DOCTYPE html>"), ("docx", b"PK")])
def test_both_languages_stand_side_by_side(file, tmp_path, format_, start):
    output = tmp_path / "out"
    wish = Wish(str(file), "fr", str(output), bilingual=True, format=format_)
    assert run(wish)[:2] == (3, "")
    assert output.read_bytes().startswith(start)


def test_json_pairs_each_unit_with_its_translation(file):
    _, out, _ = run(Wish(str(file), "fr", bilingual=True, format="json"))
    record = json.loads(out)
    assert (record["schema"], record["language"], record["to"]) == ("summarize-translation/1", "en", "fr")
    assert record["paragraphs"][0] == [
        {"source": "The old bridge", "text": turn("The old bridge"), "rung": "plain", "flags": []}
    ]
    assert [units[0]["rung"] for units in record["paragraphs"]] == ["plain", "plain", "source"]


def test_wrong_wishes_are_refused_before_any_work(file, tmp_path):
    wish = Wish(str(file), "fr")
    for wrong, message in [
        (replace(wish, format="html"), "--format is for --bilingual"),
        (replace(wish, format="pdf", bilingual=True), "format must be one of"),
        (replace(wish, output=str(file)), "never changed"),
    ]:
        with pytest.raises(UsageError, match=message):
            run(wrong)
    with pytest.raises(StorageError):
        run(replace(wish, output=str(tmp_path / "no" / "file")))


def test_the_command_is_known_and_a_missing_model_is_status_5(file, home, capsys):
    with pytest.raises(SystemExit) as end:
        main(["translate", str(file), "--to", "ar", "--from", "en"])
    assert end.value.code == 5
    assert "summarize models get" in capsys.readouterr().err
    assert file.read_text().startswith("# The old bridge")


def test_a_real_checkpoint_translates_a_document_from_end_to_end(file, checkpoints, capsys):
    import torch

    torch.set_num_threads(1)  # sharing a network this small costs more than running it
    file.write_text("# Rain\n\n`kept`\n")
    with pytest.raises(SystemExit) as end:
        main(["translate", str(file), "--to", "fr", "--from", "en", "--translator", str(checkpoints.path("marian"))])
    out, err = capsys.readouterr()
    assert end.value.code in (0, 3)
    assert out.startswith("# ")
    assert out.endswith("\n\n`kept`\n")
    assert err.startswith("summarize: 1 units: ")


@pytest.mark.parametrize("options", [["--bilingual"], ["--bilingual", "--to", "ar", "--format", "text"]])
def test_a_bilingual_digest_needs_two_languages_and_a_format_that_can_show_them(file, options, capsys):
    with pytest.raises(SystemExit) as end:
        main([str(file), *options])
    assert end.value.code == 2
    assert "--bilingual needs --to, and --format markdown" in capsys.readouterr().err
