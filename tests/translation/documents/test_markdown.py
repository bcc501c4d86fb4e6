"""Markdown: words change, everything else is as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarize.translation.desk import Desk
from summarize.translation.documents.markdown import read_markdown
from summarize.translation.documents.renditions import translate_passages

UNTOUCHED = """\
---
title: Kept as it is
---

```python
print("kept")
```

    indented code

<div class="kept">
  kept
</div>

[kept]: https://a.example/kept "Kept"

***

1998
"""


class Capitals:
    """French that is English in capitals, codes as they are."""

    name, revision, licence = "capitals", "1", "Apache-2.0"

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        return [text.upper() for text in texts]


def translate(text):
    layout = read_markdown(text)
    renditions = translate_passages(layout.passages, Desk((Capitals(),), "en", "fr"))
    return layout.fill([r.passage for r in renditions], "fr").decode()


def test_what_holds_no_running_text_stays_byte_for_byte():
    assert translate(UNTOUCHED) == UNTOUCHED


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("# The river rose #", "# THE RIVER ROSE #"),
        ("Setext head\n===========", "SETEXT HEAD\n==========="),
        ("- a wet day\n  1. a dry day", "- A WET DAY\n  1. A DRY DAY"),
        ("> the town\n> was dark", "> THE TOWN WAS DARK"),
        ("> It fell. \n> She left.", "> IT FELL. \n> SHE LEFT."),
        ("One line  \nnext line", "ONE LINE  \nNEXT LINE"),
        ("| a | b c |\n|---|:-:|\n| d \\| e | `x` |", "| A | B C |\n|---|:-:|\n| D \\| E | `x` |"),
        ("**Whole bold.** And *part* here.", "**WHOLE BOLD.** AND *PART* HERE."),
        ("[Whole link](https://a.example 'T').", "[WHOLE LINK](https://a.example 'T')."),
        ("See [the map](a_(b).html) now.", "SEE [THE MAP](a_(b).html) NOW."),
        ("See [it] now.\n\n[it]: https://a.example", "SEE [IT][it] NOW.\n\n[it]: https://a.example"),
        ("Run `make demo` now.", "RUN `make demo` NOW."),
        ("See [`code`](x) now.", "SEE [`code`](x) NOW."),
        ("![a map](m.png)", "![A MAP](m.png)"),
        ("Write to <mailto:a@b.example> or https://c.example/d_e_f now.", None),
        ("- [x] done work[^1]\n\n[^1]: a short note", "- [x] DONE WORK[^1]\n\n[^1]: A SHORT NOTE"),
        ("Press <kbd>the key</kbd> now.<br>Then wait.", "PRESS <kbd>THE KEY</kbd> NOW.<br>THEN WAIT."),
        ("A \\*star\\* &amp; more", "A \\*STAR\\* & MORE"),
    ],
)
def test_words_are_translated_where_they_stand(source, wanted):
    if wanted is None:
        wanted = "WRITE TO <mailto:a@b.example> OR https://c.example/d_e_f NOW."
    assert translate(source) == wanted


class Hostile(Capitals):
    def translate(self, texts, source, target, *, beams=None):
        return ["<script>x</script> [a](javascript:b) *c* `d`" for _ in texts]


def test_what_a_model_writes_is_text_and_no_markup():
    layout = read_markdown("The river rose in the night.")
    renditions = translate_passages(layout.passages, Desk((Hostile(),), "en", "fr"))
    written = layout.fill([r.passage for r in renditions], "fr").decode()
    tokens = MarkdownIt("commonmark").parse(written)
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {t.type for t in tokens[1].children} == {"text"}


SIGNS = st.text("ab .*_`[]()<>!|\\#->\n&1:~", max_size=60)


@given(SIGNS)
def test_any_text_that_is_not_translated_is_what_it_was(text):
    layout = read_markdown(text)
    assert layout.fill(layout.passages, "ar").decode() == text


@given(SIGNS)
def test_any_text_keeps_its_blocks(text):
    layout = read_markdown(text)
    changed = [replace(p, text=p.text.replace("a", "c").replace("b", "d")) for p in layout.passages]
    written = layout.fill(changed, "fr").decode()
    again = [p.text for p in read_markdown(written).passages]
    assert len(again) == len(changed)
