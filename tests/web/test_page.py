"""The interface as a visitor meets it, in a browser."""

from __future__ import annotations

import io
import json
import re

import docx
import pytest
from playwright.sync_api import expect

from summarize.limits import Limits

ARABIC = "[\u0600-\u06ff]"

# Gradio and Playwright leave closing their event loops to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


def paste(page, *texts):
    boxes = page.locator(".article textarea")
    for place, text in enumerate(texts):
        if place:
            page.get_by_role("button", name="Add another article").click()
        boxes.nth(place).fill(text)


def run(page):
    """Press the button, and wait for the end of this run, not of the one before."""
    page.evaluate("document.querySelector('#status .done')?.classList.remove('done')")
    page.locator("#run").click()
    page.locator("#status .done").wait_for()


def test_paste_gives_points_and_a_chip_marks_the_exact_sentence(visit, article, shoot):
    page = visit()
    paste(page, article)
    run(page)
    points = page.locator("#digest ol > li")
    assert points.count() == 5
    expect(points.first).to_contain_text("supported")
    shoot(page, "points")
    points.nth(1).locator(".chip").first.click()
    marked = page.locator("mark.current")
    expect(marked.first).to_be_focused()
    sentence = " ".join(marked.all_inner_texts())
    assert sentence in " ".join(article.split())
    assert sentence[:40] in points.nth(1).inner_text()
    shoot(page, "sentence")
    page.keyboard.press("Escape")
    expect(points.nth(1).locator(".chip").first).to_be_focused()


def test_every_kind_of_file_and_several_boxes_are_read_together(visit, story, article):
    page = visit()
    paste(page, article, "The ferry line opens a second pier on Monday. It was built in nine months.")
    page.locator("#files input[type=file]").set_input_files(story)
    expect(page.locator("#files")).to_contain_text("tarnholm-courier")
    run(page)
    assert page.locator(".paper").count() == len(story) + 2
    assert "Where the sources disagree" in page.locator("#digest").inner_text()
    assert page.locator("#digest .matrix").count() == 1
    page.locator(".dropped summary").click()
    expect(page.locator(".dropped")).to_contain_text("matters less")


def test_an_error_stands_beside_its_field_and_nothing_is_lost(visit, article, tmp_path):
    page = visit()
    page.locator("#run").click()
    expect(page.locator("#sources-error [role=alert]")).to_contain_text("no article yet")
    paste(page, article)
    run(page)
    before = page.locator("#digest ol").first.inner_text()
    page.locator("#addresses textarea").fill("/etc/hostname")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nonsense")
    page.locator("#files input[type=file]").set_input_files(bad)
    expect(page.locator("#files")).to_contain_text(re.compile(r"bad\s*\.pdf"))  # name and ending may stand apart
    run(page)
    complaints = page.locator("#sources-error li").all_inner_texts()
    assert [line.split(":")[0] for line in complaints] == ["bad.pdf", "/etc/hostname"]
    page.locator(".article textarea").first.fill("")
    page.locator("#run").click()
    expect(page.locator("#sources-error p")).to_contain_text("bad.pdf")
    assert page.locator("#digest ol").first.inner_text() == before


def test_exports_open_again(visit, article):
    page = visit()
    paste(page, article)
    run(page)
    files = {}
    for name in ("markdown", "html", "docx", "json"):
        page.locator("#format input").click()
        page.get_by_role("option", name=name, exact=True).click()
        page.locator("#save").click()
        ending = "md" if name == "markdown" else name
        link = page.locator(f"#file a[href$='digest.{ending}']").first
        link.wait_for()
        with page.expect_download() as download:
            link.click()
        files[name] = download.value.path().read_bytes()
    assert files["markdown"].startswith(b"# River Velm")
    assert files["html"].startswith(b"<!DOCTYPE html>")
    assert "River Velm" in docx.Document(io.BytesIO(files["docx"])).paragraphs[0].text
    record = json.loads(files["json"])
    text = record["documents"][0]["text"]
    quotes = [e for point in record["points"] for e in point["evidence"]]
    assert quotes
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in quotes)


def test_arabic_stands_beside_the_original_unit_by_unit(visit, article, shoot):
    page = visit()
    paste(page, article)
    page.locator("#to input").click()
    page.get_by_role("option", name="(Arabic)").click()
    page.keyboard.press("Escape")
    run(page)
    cells = page.locator("#digest td[lang=ar], #digest p[lang=ar]").filter(has_text="غادر")
    assert cells.count() == 5
    expect(cells.first).to_have_attribute("dir", "rtl")
    expect(page.locator("#digest .checks").first).to_contain_text("12,000 is missing")
    shoot(page, "translation")


def test_a_language_without_a_model_is_said_beside_the_settings(visit, article):
    page = visit("?to=fr")
    paste(page, article)
    page.locator("#run").click()
    expect(page.locator("#settings-error [role=alert]")).to_contain_text("summarize models get")


def test_stop_ends_a_run_and_the_next_one_goes(visit, article):
    page = visit("?query=slow")
    page.wait_for_timeout(2000)  # until the address has filled the settings, which are folded away
    paste(page, article)
    page.locator("#run").click()
    expect(page.locator("#status progress")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Translating into ar")
    page.locator("#stop").click()
    expect(page.locator("#status")).to_contain_text("Nothing of what you gave is lost", timeout=20000)
    page.goto(page.url.split("?")[0])
    page.locator("#run").wait_for()
    paste(page, article)
    run(page)


def test_a_visitor_who_leaves_frees_the_desk(browser, open_server, article):
    address = open_server(Limits(web_runs=1))
    leaving = browser.new_page()
    leaving.goto(f"{address}/?query=slow")
    leaving.wait_for_timeout(2000)
    leaving.locator("#run").wait_for()
    paste(leaving, article)
    leaving.locator("#run").click()
    expect(leaving.locator("#status")).to_contain_text("Translating into ar")
    leaving.close()
    coming = browser.new_page()
    coming.goto(address)
    coming.locator("#run").wait_for()
    paste(coming, article)
    run(coming)
    coming.close()


def test_hostile_text_does_nothing(visit):
    page = visit()
    page.evaluate("window.hit = 0")
    payload = '<img src=x onerror="window.hit=1"> ${window.hit=1} {{window.hit=1}} </mark><script>window.hit=1</script>'
    paste(page, f"The dam {payload} held on Monday. The river {payload} rose by two metres in six hours.")
    run(page)
    assert page.evaluate("window.hit") == 0
    assert page.locator("#digest img, .papers img, .papers script").count() == 0


def test_the_interface_speaks_arabic_from_right_to_left(visit, story, shoot):
    page = visit(locale="ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#run")).to_have_text(re.compile(ARABIC))
    page.locator("#files input[type=file]").set_input_files(story)
    expect(page.locator("#files")).to_contain_text("tarnholm-courier")
    run(page)
    expect(page.locator("#status")).to_have_text(re.compile(ARABIC))
    shoot(page, "arabic")


def test_settings_travel_in_the_link(visit, article):
    page = visit("?points=3&style=paragraph&to=ar&model=/etc")
    assert page.locator("input[type=number]").first.input_value() == "5"
    page = visit("?points=3&query=river")
    expect(page.locator("input[type=number]").first).to_have_value("3")
    paste(page, article)
    run(page)
    assert "points=3" in page.locator(".link a").get_attribute("href")
    assert page.locator("#digest ol > li").count() == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_no_serious_barrier_in_either_theme_and_direction(visit, story, shoot, axe, scheme, locale):
    page = visit("?to=ar", color_scheme=scheme, locale=locale)
    page.locator("#files input[type=file]").set_input_files(story)
    expect(page.locator("#files")).to_contain_text("tarnholm-courier")
    run(page)
    shoot(page, f"{scheme}-{locale}")
    assert axe(page) == []


def test_a_phone_shows_everything_in_one_column(visit, article, shoot):
    page = visit("?to=ar", viewport={"width": 375, "height": 800}, is_mobile=True, has_touch=True)
    paste(page, article)
    run(page)
    shoot(page, "phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.locator("#digest .chip").first.tap()
    expect(page.locator("mark.current").first).to_be_in_viewport()
