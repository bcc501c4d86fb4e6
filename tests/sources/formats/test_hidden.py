from __future__ import annotations

import pytest

from summarize.sources.formats.hidden import remove_hidden
from summarize.sources.formats.markup import parse_markup, visible_paragraphs
from summarize.sources.formats.styles import colour_of, hides, parse_style

NINE = {
    "no display": '<p style="display: none">SECRET</p>',
    "hidden": "<p hidden>SECRET</p>",
    "aria-hidden": '<p aria-hidden="true">SECRET</p>',
    "template": "<template><p>SECRET</p></template>",
    "noscript": "<noscript><p>SECRET</p></noscript>",
    "comment": "<!-- SECRET -->",
    "no font": '<p style="font-size:0">SECRET</p>',
    "off screen": '<p style="position:absolute;left:-9999px">SECRET</p>',
    "white on white": '<p style="color:#fff;background:white">SECRET</p>',
}
MORE = {
    "invisible": '<p style="visibility:hidden">SECRET</p>',
    "clear": '<p style="opacity: 0.0">SECRET</p>',
    "important": '<p style="DISPLAY:NONE !important">SECRET</p>',
    "comment in a style": '<p style="dis/**/play:block;display/**/:none">SECRET</p>',
    "tiny": '<p style="font-size: 0.5px">SECRET</p>',
    "tiny inherited": '<div style="font-size:0"><p style="font-size:2em">SECRET</p></div>',
    "indented away": '<p style="text-indent:-100em">SECRET</p>',
    "moved away": '<p style="transform: translateX(-9999px)">SECRET</p>',
    "above the page": '<p style="position:fixed;top:-2000px">SECRET</p>',
    "no height": '<p style="height:0;overflow:hidden">SECRET</p>',
    "clipped": '<p style="position:absolute;clip:rect(0,0,0,0)">SECRET</p>',
    "transparent": '<p style="color:transparent">SECRET</p>',
    "no alpha": '<p style="color:rgba(0,0,0,0)">SECRET</p>',
    "nearly white": '<p style="color:#fefefe">SECRET</p>',
    "white inherited": '<div style="color:white"><p><b>SECRET</b></p></div>',
    "black on black": '<div style="background:#000"><p style="color:rgb(2,2,2)">SECRET</p></div>',
    "font element": '<font color="white">SECRET</font>',
    "closed dialog": "<dialog><p>SECRET</p></dialog>",
    "script": "<script>SECRET</script>",
    "style": "<style>SECRET</style>",
    "frame": "<iframe>SECRET</iframe>",
    "svg": "<svg><text>SECRET</text></svg>",
    "deep inside": "<div hidden><section><p><b>SECRET</b></p></section></div>",
}
SHOWN = {
    "white on a dark cell": '<table><tr><td bgcolor="#003366"><font color="#fff">SHOWN</font></td></tr></table>',
    "white on a picture": '<div style="background:url(x.png)"><p style="color:white">SHOWN</p></div>',
    "white on a gradient": '<div style="background-image:linear-gradient(red)"><p style="color:#fff">SHOWN</p></div>',
    "black inside white": '<div style="color:white;background:white"><p style="color:black">SHOWN</p></div>',
    "large inside nothing": '<div style="font-size:0"><p style="font-size:16px">SHOWN</p></div>',
    "not hidden at all": '<p aria-hidden="false" style="left:-9999px;height:0">SHOWN</p>',
    "open dialog": "<dialog open><p>SHOWN</p></dialog>",
    "moved a little": '<p style="position:relative;left:-20px;text-indent:-2em">SHOWN</p>',
    "gradient text": '<p style="background-clip:text;color:transparent">SHOWN</p>',
}


def text_of(page):
    tree = parse_markup(page).tree
    remove_hidden(tree)
    return " ".join(visible_paragraphs(tree))


@pytest.mark.parametrize("trick", [*NINE.values(), *MORE.values()], ids=[*NINE, *MORE])
def test_hidden_text_is_removed_and_what_surrounds_it_stays(trick, prose):
    text = text_of(f"<body><p>{prose}</p>before {trick} after<p>End.</p></body>")
    assert "SECRET" not in text
    assert prose in text
    assert "before" in text
    assert "after" in text
    assert "End." in text


@pytest.mark.parametrize("page", SHOWN.values(), ids=SHOWN)
def test_visible_text_stays(page, prose):
    assert "SHOWN" in text_of(f"<body><p>{prose}</p>{page}</body>")


def test_a_page_written_in_white_is_a_dark_page(prose):
    assert prose in text_of(f'<body><h1>Port</h1><p style="color:#fff">{prose}</p></body>')


def test_removing_twice_changes_nothing(prose):
    tree = parse_markup(f"<body><p>{prose}</p>{''.join(NINE.values())}</body>").tree
    remove_hidden(tree)
    once = visible_paragraphs(tree)
    remove_hidden(tree)
    assert visible_paragraphs(tree) == once == [prose]


@pytest.mark.parametrize(
    "style", ["display:none", "DISPLAY : none", "max-height:0px;overflow:hidden", "left:-1e9;position:fixed;top:-999px"]
)
def test_styles_that_hide(style):
    assert hides(parse_style(style))


@pytest.mark.parametrize("style", ["", ";;:", "display:block", "opacity:", "height:0", "left:abc;position:absolute"])
def test_styles_that_do_not(style):
    assert not hides(parse_style(style))


def test_colours():
    assert colour_of("rgb(255 255 255 / 50%)") == (255, 255, 255)
    assert colour_of("#1234") == (0x11, 0x22, 0x33)
    assert colour_of("#12345") is None
    assert colour_of("off-white-ish") is None
