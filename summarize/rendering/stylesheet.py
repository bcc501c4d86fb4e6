"""The one stylesheet of the web page: system fonts, logical sides, light and dark.

Margins and borders are logical (`inline-start`), so that one rule serves both directions; lists keep
room for markers on both sides, because an item stands on the side of its own language.
"""

from __future__ import annotations

LIGHT = """--ink: #1c1b19; --paper: #fdfcfa; --quiet: #625e57; --line: #dcd8d0;
  --accent: #0b5c8a; --supported: #1d6b3a; --partial: #8a5a00; --unsupported: #a32020;"""
DARK = """--ink: #eae7e1; --paper: #191816; --quiet: #a8a399; --line: #3a3732;
    --accent: #7cc1ea; --supported: #7fcf9a; --partial: #e3b45a; --unsupported: #f08d8d;"""
"""The palette: names of colours, for paper and for night."""

RULES = """
* { box-sizing: border-box; }
[dir="rtl"] { line-height: 1.9; }
h1, .title { font-size: 1.6rem; font-weight: 700; line-height: 1.3; margin: 0 0 1rem; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; padding-block-end: .25rem;
  border-block-end: 1px solid var(--line); }
p { margin: 0 0 .4rem; }
ol, ul { margin: 0; padding-inline: 1.6rem; }
li { margin-block-end: .9rem; }
.pair { display: grid; gap: .5rem 2rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.language, .origin, .standing, .checks, .signature, details { color: var(--quiet); font-size: .875rem; }
.supported { color: var(--supported); }
.partial, .checks { color: var(--partial); }
.unsupported { color: var(--unsupported); }
.checks { list-style: none; padding: 0; }
.checks li, details li { margin-block-end: .25rem; }
.chip { display: inline-block; min-width: 1.5em; padding: 0 .4em;
  border: 1px solid var(--line); border-radius: 1em;
  color: var(--accent); font-size: .75rem; line-height: 1.5; text-align: center; text-decoration: none; }
.chip:hover, .chip:focus-visible { border-color: var(--accent); }
:target { outline: 2px solid var(--accent); outline-offset: .4rem; }
cite { font-style: normal; font-weight: 600; }
blockquote { margin: 0; padding-inline-start: .9rem; border-inline-start: 3px solid var(--line); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .6rem; border: 1px solid var(--line); text-align: start; vertical-align: top; }
th { font-weight: 600; }
.matrix td { text-align: center; }
.matrix th:first-child { white-space: nowrap; }
.matrix caption { caption-side: bottom; padding-block-start: .4rem; color: var(--quiet); font-size: .875rem;
  text-align: start; }
.matrix .first { color: var(--accent); }
.matrix .silent { color: var(--quiet); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
time { color: var(--quiet); font-variant-numeric: tabular-nums; }
"""
"""How what `webpage.write_outline` writes looks, wherever it stands."""

STYLE = f"""
:root {{ color-scheme: light dark; {LIGHT} }}
@media (prefers-color-scheme: dark) {{ :root {{ {DARK} }} }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Naskh Arabic", sans-serif; }}
main {{ max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }}
{RULES}@media print {{ :root {{ color-scheme: light; }} main {{ max-width: none; padding: 0; }} }}
"""
