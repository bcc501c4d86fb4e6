"""How the interface looks, and the little script that its chips and directions need.

Local fonts only; Gradio's own components are themed through its variables. The digest's inside is styled by the
rules that the written web page has. Not here: components.
"""

from __future__ import annotations

from typing import Any

from summarize.rendering.stylesheet import DARK, LIGHT, RULES

FONTS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "sans-serif")

_STYLE = f"""
.gradio-container {{ {LIGHT} --mark: #fff3c4; --current: #ffd766; }}
.dark .gradio-container, .gradio-container.dark {{ {DARK} --mark: #3d361c; --current: #6b5a14; }}
.gradio-container {{ width: 100%; max-width: 78rem !important; margin-inline: auto !important; }}
.digest, .papers {{ color: var(--ink); font-size: 1.0625rem; line-height: 1.6; overflow-wrap: anywhere;
{RULES}
  h2 {{ font-weight: 700; }}
  details > summary {{ cursor: pointer; padding-block: .35rem; }}
}}
.digest .standing, .papers small {{ color: var(--quiet); }}
.digest .standing.supported {{ color: var(--supported); }}
.digest .standing.partial {{ color: var(--partial); }}
.digest .standing.unsupported {{ color: var(--unsupported); }}
.digest ol {{ list-style: decimal; }}
.digest .chip {{ min-width: 1.75em; min-height: 1.75em; line-height: 1.75; vertical-align: baseline; }}
.digest .parallel {{ table-layout: fixed; }}
.digest .parallel thead th:first-child {{ width: 2.75rem; }}
.gradio-container :is(.min_value, .max_value, .show-api) {{ color: var(--quiet) !important; }}
.gradio-container .download-link {{ color: var(--accent) !important; }}
.digest .dropped {{ margin-block-start: 2rem; }}
.papers {{ max-height: calc(100vh - 2rem); overflow-y: auto; padding-inline: .75rem; }}
.papers .paper {{ color: var(--ink); font-size: 1rem; border-block-end: 1px solid var(--line); padding-block: .5rem; }}
.papers .paper p {{ margin-block: .5rem; }}
.papers mark {{ background: var(--mark); color: inherit; border-radius: .15em; padding: .05em 0; }}
.papers mark.current {{ background: var(--current); outline: 2px solid var(--accent); outline-offset: 1px; }}
#articles {{ position: sticky; top: 1rem; align-self: flex-start; }}
[dir="rtl"] .masthead {{ direction: rtl; text-align: right; }}
[dir="rtl"] :is(.block, textarea, input) {{ direction: rtl; }}
[dir="rtl"] label > input + span {{ margin-inline-start: .5rem; }}
[dir="rtl"] label[data-testid="block-label"] {{ direction: rtl; }}
[dir="rtl"] .icon-button-wrapper {{ left: .5rem !important; right: auto !important; }}
[dir="rtl"] .file-preview {{ direction: ltr; }}
[dir="rtl"] .icon-wrap {{ left: .75rem !important; right: auto !important; }}
[dir="rtl"] input[type="range"] {{ direction: ltr; }}
.gradio-container .html-container {{ padding: 0 !important; }}
:is(#sources-error, #settings-error):not(:has([role])) {{ display: none; }}
.masthead {{ border-block-end: 3px double var(--line); padding-block: .5rem 1rem; }}
.masthead h1 {{ font: 700 2rem/1.2 Georgia, "Noto Naskh Arabic", serif; margin: 0; color: var(--ink); }}
.masthead p {{ margin: .25rem 0 0; color: var(--quiet); }}
.error {{ color: var(--unsupported, #a32020); margin: .25rem 0; padding-inline-start: 1rem; }}
p.error {{ padding: 0; }}
.run progress {{ width: 100%; height: .5rem; accent-color: var(--accent); }}
.quiet {{ color: var(--quiet); font-size: .875rem; }}
.link a {{ color: var(--accent); }}
textarea, input, .quiet * {{ unicode-bidi: plaintext; text-align: start; }}
:focus-visible {{ outline: 2px solid var(--accent) !important; outline-offset: 2px; }}
@media (max-width: 48rem) {{ #articles {{ position: static; }} .papers {{ max-height: none; padding-inline: 0; }} }}
@media (max-width: 30rem) {{
  .digest .parallel, .digest .parallel :is(tbody, tr, td, th) {{
    display: block; width: auto; border: 0; padding-inline: 0; }}
  .digest .parallel thead {{ display: none; }}
  .digest .parallel tbody {{ border-block-start: 1px solid var(--line); }}
}}
@media (prefers-reduced-motion: reduce) {{ * {{ animation: none !important; transition: none !important; }} }}
"""

_SCRIPT = """
(() => {
  const language = (navigator.language || "en").toLowerCase();
  document.documentElement.dir = language.startsWith("ar") ? "rtl" : "ltr";
  // Gradio puts a button into a button; a screen reader can tell only one of the two.
  new MutationObserver(() => document.querySelectorAll("button:has(button)").forEach((outer) => {
    outer.setAttribute("role", "group");
    outer.tabIndex = -1;
  })).observe(document, { childList: true, subtree: true });
  let chip = null;
  const show = (number) => {
    document.querySelectorAll("mark.current").forEach((mark) => mark.classList.remove("current"));
    const marks = [...document.querySelectorAll(`.papers mark[data-quotes~="${number}"]`)];
    if (!marks.length) return;
    for (const mark of marks) { mark.classList.add("current"); mark.closest("details").open = true; }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    marks[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    marks[0].focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a.chip[href^="#quote-"]');
    if (!link) return;
    event.preventDefault();
    chip = link;
    show(Number(link.hash.slice("#quote-".length)));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chip && document.activeElement.matches("mark.current")) chip.focus();
  });
})();
"""

HEAD = f"<style>{_STYLE}</style><script>{_SCRIPT}</script>"
"""What the page's head holds besides Gradio's own."""


def choose_theme() -> Any:
    """Gradio's plainest theme with our fonts and colours."""
    import gradio as gr

    theme = gr.themes.Base(
        primary_hue="sky", neutral_hue="stone", font=list(FONTS), font_mono=["ui-monospace", "monospace"]
    )
    return theme.set(
        body_background_fill="#fdfcfa",
        body_background_fill_dark="#191816",
        button_primary_background_fill="#0b5c8a",
        button_primary_background_fill_dark="#0b5c8a",
        button_primary_background_fill_hover="#094a70",
        button_primary_background_fill_hover_dark="#0e6da4",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
    )
