"""What holds for every chart: a screen reader, a strict page, a printer and a phone can use it."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re

import pandas as pd
import pytest
from lxml import etree

import virksom.charts
from virksom.charts import (
    BadChart,
    Estimate,
    FlowStep,
    ForestRow,
    flow,
    forest,
    spread,
    stacked_shares,
)

NASTY = '<script>alert("x")</script> & co'
SVG = "{http://www.w3.org/2000/svg}"


def shares(**more):
    counts = pd.DataFrame({"Nået": [6, 1], NASTY: [3, 9]}, index=["Høj", NASTY])
    return stacked_shares(counts, title=NASTY, description="Seks af ni.", **more)


def odds(**more):
    rows = [ForestRow(NASTY, Estimate(1.5, 1.1, 2.1), Estimate(1.8, 1.2, 2.6)), ForestRow("B", Estimate(0.5, 0.001, 9))]
    return forest(rows, title=NASTY, description="A følges med højere udfald.", **more)


def way(**more):
    steps = [FlowStep(NASTY, 10), FlowStep("Læsbare", 7, [(NASTY, 2), ("få", None)]), FlowStep("Få", None)]
    return flow(steps, title=NASTY, description="Ti lukkede, syv læsbare.", **more)


def differences(**more):
    return spread(0.5, 0.5, sd_interval=(0.2, 1), title=NASTY, description="Grupperne ligger tæt.", **more)


ALL = [shares, odds, way, differences]
every_chart = pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)


@every_chart
def test_it_is_an_image_with_a_name_and_a_description(make):
    chart = make()
    root = etree.fromstring(chart.svg)
    assert root.get("role") == "img"
    named = root.xpath("//*[@id=$id]", id=root.get("aria-labelledby"))
    described = root.xpath("//*[@id=$id]", id=root.get("aria-describedby"))
    assert [node.text for node in named] == [chart.title] == [NASTY]
    assert [node.text for node in described] == [chart.description]


@every_chart
def test_a_strict_page_has_nothing_to_refuse(make):
    root = etree.fromstring(make().svg)
    assert {etree.QName(node).localname for node in root.iter()} <= {
        "svg", "title", "desc", "rect", "line", "path", "circle", "text",
    }  # fmt: skip
    names = {name for node in root.iter() for name in node.attrib}
    assert "style" not in names
    assert "class" not in names
    assert not any(name.startswith("on") or name.endswith("href") for name in names)
    assert "url(" not in make().svg


@every_chart
def test_labels_are_written_as_text_whatever_they_hold(make):
    assert "<script" not in make().svg
    assert NASTY in "".join(etree.fromstring(make().svg).itertext())


@every_chart
def test_two_on_a_page_share_no_id(make):
    first, second = (set(re.findall(r' id="([^"]+)"', make().svg)) for _ in range(2))
    assert len(first) == 3
    assert not first & second


@every_chart
def test_the_page_may_choose_the_id_and_then_the_drawing_is_the_same_each_time(make):
    assert make(chart_id="alliance").svg == make(chart_id="alliance").svg
    assert 'id="alliance"' in make(chart_id="alliance").svg


@every_chart
def test_text_keeps_its_size_at_any_width_and_is_never_small(make):
    root = etree.fromstring(make().svg)
    assert root.get("width") == "100%"
    assert root.get("viewBox") is None
    sizes = [float(node.get("font-size", "14")) for node in root.iter(f"{SVG}text")]
    assert min(sizes) >= 12
    for node in root.iter(f"{SVG}text"):
        assert all(parent.get("viewBox") is None for parent in node.iterancestors())


@every_chart
def test_nothing_is_drawn_below_the_edge(make):
    chart = make()
    root = etree.fromstring(chart.svg)
    lowest = 0.0
    for node in root.iter(f"{SVG}text", f"{SVG}rect", f"{SVG}svg"):
        if node.getparent() is root:
            lowest = max(lowest, float(node.get("y")) + float(node.get("height", "0")))
    assert lowest <= chart.height <= lowest + 30


@every_chart
def test_the_same_data_comes_as_a_table_of_text(make):
    table = make().table
    assert len(table) >= 2
    assert all(isinstance(value, str) for value in table.to_numpy().ravel())
    assert NASTY in "".join([*table.columns, *table.to_numpy().ravel()]) or make is differences


@every_chart
def test_a_file_of_its_own_has_a_fixed_size(make):
    chart = make()
    root = etree.fromstring(chart.fixed(500))
    assert (root.get("width"), root.get("viewBox")) == ("500", f"0 0 500 {chart.height}")


@every_chart
def test_numbers_follow_the_language(make):
    danish, english = (" ".join(make(lang=lang).table.to_numpy().ravel()) for lang in ("da", "en"))
    assert danish != english
    assert " %" not in english
    assert not re.search(r"\d\.\d", danish)


def test_a_chart_needs_words_for_those_who_cannot_see_it():
    with pytest.raises(BadChart, match="titel og en beskrivelse"):
        stacked_shares(pd.DataFrame({"Nået": [6]}), title="Alliance", description="")


@pytest.mark.parametrize(
    "name", [f"virksom.charts.{m.name}" for m in pkgutil.iter_modules(virksom.charts.__path__) if m.name != "tests"]
)
def test_the_examples_in_the_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
