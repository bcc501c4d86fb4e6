"""What changed since an earlier digest, from two lists of points."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Code, UsageError
from summarize.evidence.changes import MOST_POINTS, Earlier, EarlierPoint, compare_digests, read_earlier
from summarize.limits import LIMITS
from summarize.types import Change, Evidence, KeyPoint

FLOOD = "The river Sell flooded the lower town of Verin and left 40 houses without power."
BRIDGE = "Engineers closed the old bridge on Friday because two pillars had moved."
TAX = "The council approved a new tax on parking in the harbour district."


def point(text, *quotes):
    return KeyPoint(text, "supported", 1.0, 1, tuple(Evidence("a", 0, len(q), q) for q in quotes or (text,)))


def earlier(*texts):
    return Earlier("Flood", "en", tuple(EarlierPoint(text, (text,)) for text in texts), "0" * 12)


def compare(old, new, language="en"):
    return compare_digests(earlier(*old), [point(text) for text in new], language)


def kinds(changes):
    return [change.kind for change in changes]


def test_the_same_points_in_another_order_are_no_change():
    assert compare([FLOOD, BRIDGE, TAX], [TAX, FLOOD, BRIDGE]) == ()


def test_new_then_changed_then_gone_each_with_its_evidence():
    update = FLOOD.replace("40", "65")
    assert compare([FLOOD, BRIDGE], [update, TAX]) == (
        Change("new", TAX, "", point(TAX).evidence),
        Change("changed", update, FLOOD, point(update).evidence),
        Change("gone", BRIDGE, BRIDGE, ()),
    )


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        (FLOOD, FLOOD.replace("40", "65"), "en"),
        (FLOOD, FLOOD.replace("Verin", "Marlow"), "en"),
        ("Mayor Lena Ostrow opened the shelter in Verin.", "Mayor Oda Ostrow opened the shelter in Verin.", "en"),
        (TAX, TAX.replace("approved", "never approved"), "en"),
        (TAX.replace("approved", "never approved"), TAX, "en"),
        (BRIDGE, BRIDGE.replace("closed", "may have closed"), "en"),
        (BRIDGE.replace("closed", "reportedly closed"), BRIDGE, "en"),
        (FLOOD, f"{FLOOD[:-1]}, drowned a herd of goats, tore up the railway and cut the southern motorway.", "en"),
        ("Le pont de Verin a tenu 12 heures.", "Le pont de Verin a tenu 15 heures.", "fr"),
        ("غمر النهر أربعين منزلا في المدينة.", "غمر النهر ستين منزلا في المدينة.", "ar"),
    ],
)
def test_another_figure_name_negation_hedge_or_much_more_content_is_a_change(old, new, language):
    other = TAX if old.startswith("Engineers") else BRIDGE
    (change,) = compare([other, old], [other, new], language)
    assert (change.kind, change.text, change.before) == ("changed", new, old)


@pytest.mark.parametrize(
    "new",
    [
        "The river Sell flooded the lower town of Verin and left forty houses without power.",
        "The lower town of Verin was flooded by the river Sell, which left 40 houses without power.",
        f"  {FLOOD.replace(' ', '  ')}",
    ],
)
def test_the_same_meaning_in_other_words_is_no_change(new):
    assert compare([FLOOD, BRIDGE], [new, BRIDGE]) == ()


def test_a_shared_quote_brings_a_paraphrase_together():
    old, new = "Water cut the power of the lower town.", "Forty homes in the lower town are dark."
    quoted = Earlier("", "en", (EarlierPoint(old, (FLOOD,)), EarlierPoint(BRIDGE, (BRIDGE,))), "")
    assert kinds(compare_digests(quoted, [point(new, FLOOD), point(BRIDGE)], "en")) == ["changed"]
    assert kinds(compare_digests(earlier(old, BRIDGE), [point(new, FLOOD), point(BRIDGE)], "en")) == ["new", "gone"]


def test_a_shared_quote_alone_does_not_make_two_points_one():
    old = Earlier("", "en", (EarlierPoint("Engineers closed the bridge.", (FLOOD,)),), "")
    assert kinds(compare_digests(old, [point("Parking costs more in summer.", FLOOD)], "en")) == ["new", "gone"]


def test_the_likest_pair_is_matched_first_and_each_point_once():
    close, far = FLOOD.replace("40", "65"), "The river Sell flooded the harbour of Verin."
    changes = compare([FLOOD], [far, close])
    assert [(c.kind, c.text) for c in changes] == [("new", far), ("changed", close)]


def test_repeated_points_are_counted_one_by_one():
    assert kinds(compare([FLOOD, FLOOD], [FLOOD])) == ["gone"]
    assert kinds(compare([], [FLOOD, FLOOD])) == ["new", "new"]


@given(st.lists(st.sampled_from([FLOOD, BRIDGE, TAX, "", "…", "12", "a b"]), max_size=6), st.randoms())
def test_any_order_of_the_same_points_is_no_change(texts, random):
    shuffled = random.sample(texts, len(texts))
    assert compare(texts, shuffled) == ()


@given(st.lists(st.text(max_size=40), max_size=5), st.lists(st.text(max_size=40), max_size=5))
def test_every_point_is_matched_or_listed_once(old, new):
    changes = compare(old, new)
    added, gone, changed = (sum(c.kind == kind for c in changes) for kind in ("new", "gone", "changed"))
    assert len(new) - added == len(old) - gone
    assert changed <= len(new) - added
    assert {c.text for c in changes if c.kind != "gone"} <= set(new)
    assert changes == compare(old, new)


def record(**changes):
    piece = {"document": "a", "start": 0, "end": 3, "quote": "Rain fell."}
    whole = {
        "schema": "summarize/1",
        "title": "Flood",
        "language": "en",
        "points": [{"text": "Rain.", "evidence": [piece]}],
    }
    return json.dumps(whole | changes).encode()


def test_a_digest_is_read_with_its_points_and_quotes():
    read = read_earlier(record())
    assert (read.title, read.language) == ("Flood", "en")
    assert read.points == (EarlierPoint("Rain.", ("Rain fell.",)),)
    assert read.fingerprint == read_earlier(record()).fingerprint != read_earlier(record(title="x")).fingerprint


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"schema": "summarize/1"}',
        record(schema="summarize/2"),
        record(schema=["summarize/1"]),
        record(language=None),
        record(title=1),
        record(points={}),
        record(points=["Rain."]),
        record(points=[{"text": None, "evidence": []}]),
        record(points=[{"text": "Rain."}]),
        record(points=[{"text": "Rain.", "evidence": ["Rain fell."]}]),
        record(points=[{"text": "Rain.", "evidence": [{"quote": 1}]}]),
    ],
)
def test_anything_else_is_wrong_use_in_one_line(data):
    with pytest.raises(UsageError) as caught:
        read_earlier(data)
    assert caught.value.code == Code.BAD_FORMAT
    assert "\n" not in caught.value.message
    assert "--format json" in caught.value.message
    assert "Rain" not in caught.value.message


def test_a_digest_over_a_limit_is_refused_with_the_limit():
    with pytest.raises(UsageError, match=f"{LIMITS.input_bytes:,}") as caught:
        read_earlier(b" " * (LIMITS.input_bytes + 1))
    assert caught.value.code == Code.TOO_LARGE
    points = [{"text": "", "evidence": []}] * (MOST_POINTS + 1)
    with pytest.raises(UsageError, match=f"{MOST_POINTS:,}"):
        read_earlier(record(points=points))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda v: st.lists(v) | st.dictionaries(st.sampled_from(["text", "evidence", "quote"]), v),
    )
)
def test_no_points_of_any_shape_raise_anything_but_wrong_use(points):
    with contextlib.suppress(UsageError):
        assert isinstance(read_earlier(record(points=points)), Earlier)
