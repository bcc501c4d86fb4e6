"""Charts: the same bytes each time, well-formed, and names from files stay names."""

from xml.etree import ElementTree as ET

from summarize.evaluation.bootstrap import Interval
from summarize.evaluation.charts import draw_bars, draw_curves


def test_charts_are_well_formed_and_the_same_each_time():
    bars = {"<one> $x^": {"ROUGE-1": Interval(0.4, 0.3, 0.5), "none": Interval(0.1, float("nan"), float("nan"))}}
    curves = {"one": [(100, 0.1), (1_000, 0.9)], "two": [(100, 0.1), (1_000, 1.5)]}
    for draw in (
        lambda: draw_bars("Bars", bars | {"two": {"ROUGE-1": Interval(0.2, 0.1, 0.3)}}),
        lambda: draw_curves("Curves", ("sentences", "seconds"), curves),
    ):
        assert draw() == draw()
        assert ET.fromstring(draw()).tag.endswith("svg")


def test_a_longer_bar_is_drawn_for_a_larger_share():
    def draw(value):
        return draw_bars("Bars", {"": {"share": Interval(value, value, value), "all": Interval(1.0, 1.0, 1.0)}})

    assert draw(0.2) != draw(0.4)
