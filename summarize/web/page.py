"""The page: its components in the order in which they are seen, then what each event does.

Not here: what the answers are (`handlers`), and how it looks (`appearance`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import gradio as gr

from summarize.models.languages import LANGUAGES
from summarize.options import LONGEST_QUERY, STYLES
from summarize.web.handlers import EMBEDDED, EXPORTS, Handlers

# Only where a run gave something: after an error the visitor stays at the field that caused it.
SHOW_RESULT = "() => document.querySelector('#status .done') && document.querySelector('#digest').scrollIntoView()"

DESK = "desk"
"""What the page and the interface for programs share: so many runs at a time, together."""

MOST_POINTS = 15
"""As far as the slider goes; more would no longer be a short list."""


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where articles come in; all but one box is hidden at first."""

    texts: list[gr.Textbox]
    files: gr.File
    addresses: gr.Textbox
    error: gr.HTML


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Where a digest comes out."""

    digest: gr.HTML
    articles: gr.HTML
    result: gr.State
    markdown: gr.Textbox
    link: gr.HTML
    export: gr.Column


def build_page(handlers: Handlers, word: gr.I18n) -> gr.Blocks:
    """The whole interface, in words that the browser translates."""
    keep = handlers.desk.limits.web_keep_seconds
    with gr.Blocks(title="summarize", analytics_enabled=False, delete_cache=(keep, keep)) as page:
        gr.HTML('<header class="masthead"><h1>summarize</h1></header>', apply_default_css=False)
        gr.Markdown(word("tagline"), elem_classes="quiet")
        with gr.Row():
            with gr.Column(scale=3, min_width=300):
                sources = _lay_sources(handlers, word)
            with gr.Column(scale=2, min_width=300):
                glossary, settings = _lay_settings(handlers, word)
                complaint = gr.HTML(elem_id="settings-error", apply_default_css=False)
                with gr.Row():
                    run = gr.Button(word("run"), variant="primary", elem_id="run", scale=3)
                    stop = gr.Button(word("stop"), elem_id="stop", scale=1)
                status = gr.HTML(elem_id="status", apply_default_css=False)
        outcome = _lay_outcome(handlers, word)
        # The order of both lists is that of `Handlers.run`.
        running = run.click(
            handlers.run,
            [sources.files, sources.addresses, glossary, *settings, *sources.texts],
            [status, sources.error, complaint, *(getattr(outcome, name) for name in outcome.__slots__)],
            show_progress="hidden",
            concurrency_id=DESK,
            api_visibility="private",
        )
        running.success(None, None, None, js=SHOW_RESULT)
        stop.click(handlers.stop, None, status, cancels=[running], queue=False, api_visibility="private")
        page.load(handlers.restore, None, settings, queue=False, api_visibility="private")
        gr.api(handlers.answer, api_name="digest", concurrency_id=DESK)  # type: ignore[attr-defined]
    return cast("gr.Blocks", page)


def _lay_sources(handlers: Handlers, word: gr.I18n) -> _Sources:
    most = handlers.desk.limits.web_articles
    texts = [
        gr.Textbox(
            label=word("article"),
            placeholder=word("article_hint"),
            lines=8,
            max_lines=16,
            max_length=handlers.desk.limits.web_characters,
            visible=place == 0,
            elem_classes="article",
        )
        for place in range(most)
    ]
    shown = gr.State(1)
    with gr.Row():
        add = gr.Button(word("add"), size="sm")
        remove = gr.Button(word("remove"), size="sm")
    files = gr.File(label=word("files"), file_count="multiple", height=160, elem_id="files")
    addresses = gr.Textbox(label=word("addresses"), lines=2, max_lines=6, elem_id="addresses")
    error = gr.HTML(elem_id="sources-error", apply_default_css=False)
    if handlers.examples:
        gr.Markdown(word("examples"), elem_classes="quiet")
        with gr.Row():
            for name in handlers.examples:
                example = gr.Button(name.replace("-", " ").capitalize(), size="sm", min_width=110)
                example.click(partial(handlers.take_example, name), None, files, api_visibility="private")
    for button, step in ((add, 1), (remove, -1)):
        button.click(partial(_show_boxes, most, step), shown, [shown, *texts], queue=False, api_visibility="private")
    return _Sources(texts, files, addresses, error)


def _show_boxes(most: int, step: int, shown: int) -> list[Any]:
    """One box more, or one less; what stood in the one that goes is emptied with it."""
    now = min(max(shown + step, 1), most)
    boxes = [gr.update(visible=place < now, **({} if place < now else {"value": ""})) for place in range(most)]
    return [now, *boxes]


def _lay_settings(handlers: Handlers, word: gr.I18n) -> tuple[gr.File, list[Any]]:
    """The glossary, and the settings in the order of `SETTINGS`."""
    languages = [(f"{language.native} ({language.english})", language.code) for language in LANGUAGES]
    points = gr.Slider(1, MOST_POINTS, handlers.desk.summarizer.options.points, step=1, label=word("points"))
    to = gr.Dropdown(languages, value=[], multiselect=True, label=word("to"), elem_id="to")
    with gr.Accordion(word("settings"), open=False):
        styles: Any = [(word(f"style_{style}"), style) for style in STYLES]
        style = gr.Radio(styles, value=STYLES[0], label=word("style"))
        query = gr.Textbox(label=word("query"), max_length=LONGEST_QUERY, elem_id="query")
        language = gr.Dropdown([(word("detect"), ""), *languages], value="", label=word("language"))
        summarizers: Any = [(word("default"), ""), (word("extractive"), EMBEDDED), *handlers.summarizers]
        model = gr.Dropdown(summarizers, value="", label=word("model"))
        translators: Any = [(word("automatic"), ""), *handlers.translators]
        translator = gr.Dropdown(translators, value="", label=word("translator"))
        gr.Markdown(word("more_models"), elem_classes="quiet")
        glossary = gr.File(label=word("glossary"), file_types=[".csv", ".tbx", ".xml"], height=150)
    return glossary, [points, to, style, query, language, model, translator]


def _lay_outcome(handlers: Handlers, word: gr.I18n) -> _Outcome:
    result = gr.State(time_to_live=handlers.desk.limits.web_keep_seconds)
    with gr.Row():
        with gr.Column(scale=3, min_width=300):
            digest = gr.HTML(elem_id="digest", apply_default_css=False)
        with gr.Column(scale=2, min_width=300, elem_id="articles"):
            articles = gr.HTML(apply_default_css=False)
    with gr.Column(visible=False) as export, gr.Accordion(word("export"), open=True, elem_id="export"):
        with gr.Row():
            format_ = gr.Dropdown(list(EXPORTS), value="docx", label=word("format"), elem_id="format")
            bilingual = gr.Checkbox(value=True, label=word("bilingual"))
            save = gr.Button(word("save"), elem_id="save")
        file = gr.File(label=word("your_file"), interactive=False, visible=False, height=80, elem_id="file")
        markdown = gr.Textbox(label=word("copy"), lines=4, max_lines=8, buttons=["copy"], interactive=False)
        link = gr.HTML(elem_classes="link", apply_default_css=False)
    save.click(handlers.save, [result, format_, bilingual], file, api_visibility="private")
    return _Outcome(digest, articles, result, markdown, link, export)
