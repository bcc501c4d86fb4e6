"""Markdown: what a CommonMark renderer makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarize.rendering.escaping import clean_line
from summarize.rendering.markdown import write_markdown

PARSER = MarkdownIt().enable(["table", "strikethrough"])
HOSTILE = [
    "[x](javascript:alert(1))",
    "![](http://evil.example/pixel.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<http://evil.example>",
    "[1]: http://evil.example",
    "# heading",
    "- item\n\n    code",
    "```\ncode\n```",
    "| a | b |\n|---|---|",
    "&lt;b&gt; *stars* __under__ ~~gone~~ $x$",
]


def test_points_quotes_and_notes(flood):
    assert (
        write_markdown(flood)
        == """\
# Flood in Tarnholm

1. Floods killed 14 people. [1] [2]
   - supported, 2 sources
2. The river rose to 8 metres. [3]
   - partly supported, 1 source
   - number: 8 is not quoted

## Which source says what

| Point | Northbridge Wire | Courier |
| ---: | :---: | :---: |
| 1 | ● | ○ |
| 2 | ● | · |

● quoted first, ○ quoted too, · not quoted

## Where the sources disagree

- dead: 14 [1] (Northbridge Wire); 11 [2] (Courier)

## Figures that changed

- missing: 3 [2] (Courier), then 12 [1] (Northbridge Wire)

## Timeline

- 2026-11-16: The bank broke. [2]

## Quotes

- [1] “Floods killed 14 people in Tarnholm.” — River bursts (Northbridge Wire, 2026-11-17)
- [2] “The town hall counts 11 dead.” — Losses (Courier)
- [3] “The river stood at 7.8 metres.” — River bursts (Northbridge Wire, 2026-11-17)

## Sources

- River bursts (Northbridge Wire, 2026-11-17)
- Losses (Courier)

## Notes

- few sources (LOW\\_CONTENT)
- Courier: cut short (TRUNCATED)
- not read: scan.pdf: no text found (NO\\_TEXT)

Signature: summarize:0.1.0\\|points:2
"""
    )


def test_a_paragraph_and_a_headline(flood):
    paragraph = "Floods killed 14 people. [1] [2] The river rose to 8 metres. [3] "
    remark = "*(partly supported; number: 8 is not quoted)*"
    assert f"# Flood in Tarnholm\n\n{paragraph}{remark}\n\n## Where" in write_markdown(flood, layout="paragraph")
    headline = write_markdown(replace(flood, points=flood.points[:1]), layout="headline")
    assert headline.startswith("Floods killed 14 people. [1] [2]\n\n## Where")


def test_a_translation_is_a_section_without_bidi_characters(flood, translation):
    written = write_markdown(replace(flood, translations=(translation,)))
    assert (
        "## العربية (translated by tiny)\n\n### فيضان في تارنهولم\n\n"
        "1. لقي 14 شخصاً حتفهم في Tarnholm. [1] [2]\n2. بلغ النهر 8 أمتار. [3]\n   - name: النهر\n"
    ) in written
    assert not set(written) & set("\u2066\u2067\u2068\u2069\u200e\u200f")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("layout", ["points", "paragraph", "headline"])
def test_hostile_text_is_shown_and_does_nothing(fill_digest, text, layout):
    check_inert(write_markdown(fill_digest(text), layout=layout), text)


@given(st.text(alphabet="ab1 \n#*_`~[](){}<>!|\\&;:/-+=.$'\"", max_size=40))
def test_any_markup_in_any_field_is_inert(fill_digest, text):
    check_inert(write_markdown(fill_digest(text)), text)


def check_inert(written, text):
    tokens = PARSER.parse(written)
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        *("heading", "paragraph", "inline", "ordered_list", "bullet_list", "list_item"),
    }
    # The writer's own emphasis around remarks is the only markup inside a line.
    assert {child.type for child in inline} <= {"text", "em_open", "em_close", "softbreak"}
    shown = "".join(child.content for child in inline)
    assert shown.count(clean_line(text)) >= 5
