"""What a reader sees in each kind of chart."""

from __future__ import annotations

import inspect
import math
from itertools import pairwise

import pandas as pd
import pytest
from lxml import etree

from virksom.charts import (
    BadChart,
    Estimate,
    FlowLabels,
    FlowStep,
    ForestLabels,
    ForestRow,
    ShareLabels,
    flow,
    forest,
    spread,
    stacked_shares,
)

WORDS = {"title": "Titel", "description": "Beskrivelse"}
SVG = "{http://www.w3.org/2000/svg}"


def seen(chart):
    """All text drawn, in order."""
    return [node.text for node in etree.fromstring(chart.svg).iter(f"{SVG}text")]


def bars(chart):
    """Widths of the segments of stacked bars, in per cent."""
    root = etree.fromstring(chart.svg)
    return [float(n.get("width").rstrip("%")) for n in root.iter(f"{SVG}svg") if n.get("height") == "30"]


# Shares


def test_segments_are_as_long_as_their_shares_of_the_known_cases():
    counts = pd.DataFrame({"Nået": [5], "Delvist": [3], "Ikke": [2]}, index=["Høj"])
    chart = stacked_shares(counts, missing=pd.Series({"Høj": 4}), **WORDS)
    assert bars(chart) == [50, 30, 20]
    assert "10 sager + 4 uoplyst" in seen(chart)
    assert chart.table.loc[0].tolist() == ["Høj", "5 (50 %)", "3 (30 %)", "2 (20 %)", "4", "10"]


def test_a_wide_segment_holds_count_and_share_a_small_one_the_count_a_sliver_nothing():
    counts = pd.DataFrame({"Nået": [88], "Delvist": [10], "Ikke": [2]}, index=["Høj"])
    texts = seen(stacked_shares(counts, **WORDS))
    assert "88 (88 %)" in texts
    assert "10" in texts
    assert "2" not in texts


def test_an_outcome_nobody_has_takes_no_room():
    assert bars(stacked_shares(pd.DataFrame({"Nået": [4], "Ikke": [0]}, index=["Høj"]), **WORDS)) == [100]


def test_a_level_with_a_hidden_count_gets_no_bar_for_its_lengths_would_tell():
    counts = pd.DataFrame({"Nået": [pd.NA, 9], "Ikke": [7, 3]}, index=["Høj", "Lav"], dtype="Int64")
    chart = stacked_shares(counts, missing=pd.Series({"Høj": pd.NA, "Lav": 0}, dtype="Int64"), **WORDS)
    assert bars(chart) == [75, 25]
    assert "vises ikke (under fem)" in seen(chart)
    hidden = "vises ikke (under fem)"
    assert chart.table.loc[0].tolist() == ["Høj", hidden, "7", hidden, hidden]


def test_a_level_without_cases_is_shown_empty_and_one_case_is_singular():
    chart = stacked_shares(pd.DataFrame({"Nået": [0, 1]}, index=["Høj", "Lav"]), **WORDS)
    assert {"0 sager", "1 sag"} <= set(seen(chart))
    assert bars(chart) == [100]


def test_the_words_are_the_callers():
    labels = ShareLabels(level="Level", case="case", cases="cases", missing="unknown", hidden="hidden")
    chart = stacked_shares(
        pd.DataFrame({"Reached": [3]}, index=["High"]),
        missing=pd.Series({"High": 1}),
        labels=labels,
        lang="en",
        **WORDS,
    )
    assert "3 cases + 1 unknown" in seen(chart)
    assert chart.table.columns.tolist() == ["Level", "Reached", "unknown", "cases"]


def test_outcomes_differ_in_grey_too():
    chart = stacked_shares(pd.DataFrame({"a": [1], "b": [1], "c": [1]}, index=["x"]), **WORDS)
    fills = [n.get("fill") for n in etree.fromstring(chart.svg).iter(f"{SVG}rect")][:3]

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted(luminance(fill) for fill in fills)
    assert all((above + 0.05) / (below + 0.05) > 1.8 for below, above in pairwise(lights))


def test_nothing_or_too_much_is_not_drawn():
    with pytest.raises(BadChart):
        stacked_shares(pd.DataFrame(), **WORDS)
    with pytest.raises(BadChart):
        stacked_shares(pd.DataFrame([[1] * 7]), **WORDS)


def test_a_long_label_is_wrapped_and_nothing_of_it_is_lost():
    label = "Nogen alliance, men skiftende kontaktpersoner undervejs i hele forløbet"
    chart = stacked_shares(pd.DataFrame({"Nået": [4]}, index=[label]), **WORDS)
    lines = [text for text in seen(chart) if text in label]
    assert len(lines) > 1
    assert " ".join(lines) == label


# Forest


def centres(chart):
    root = etree.fromstring(chart.svg)
    return [float(n.get("cx").rstrip("%")) for n in root.iter(f"{SVG}circle") if n.get("cx").endswith("%")]


def test_one_lies_in_the_middle_and_inverse_ratios_mirror_each_other():
    rows = [ForestRow("a", Estimate(r, r * 0.9, r * 1.1)) for r in (1, 2, 0.5)]
    one, two, half = centres(forest(rows, **WORDS))
    assert one == 50
    assert two - 50 == pytest.approx(50 - half, abs=0.01)


def test_adjusted_stands_beside_unadjusted_in_figures_and_table():
    chart = forest([ForestRow("Alliance", Estimate(1.58, 1.33, 1.89), Estimate(1.7, 1.4, 2.05))], **WORDS)
    assert {"1,58 (1,33–1,89)", "1,70 (1,40–2,05)", "Justeret", "Ujusteret"} <= set(seen(chart))
    assert chart.table.columns.tolist() == ["Betingelse", "Justeret", "Ujusteret"]
    adjusted, unadjusted = centres(chart)
    assert 50 < adjusted < unadjusted


def test_without_unadjusted_figures_there_is_no_column_and_no_mark_for_them():
    chart = forest([ForestRow("Alliance", Estimate(1.58, 1.33, 1.89))], **WORDS)
    assert "Ujusteret" not in seen(chart)
    assert chart.table.columns.tolist() == ["Betingelse", "Justeret"]


def test_what_could_not_be_measured_is_said_and_not_drawn():
    rows = [
        ForestRow("Akut", Estimate(math.inf, math.nan, math.nan), Estimate(2, 1, 4)),
        ForestRow("B", Estimate(1, 0.5, 2)),
    ]
    chart = forest(rows, **WORDS)
    assert "kan ikke måles" in seen(chart)
    assert len(centres(chart)) == 2
    assert chart.table.loc[0, "Justeret"] == "kan ikke måles"


def test_an_interval_beyond_the_scale_ends_in_an_arrow_and_keeps_its_figures():
    chart = forest([ForestRow("a", Estimate(30, 2, 450)), ForestRow("b", Estimate(12.3, 3, 15))], **WORDS)
    assert "30,0 (2,00–450)" in seen(chart)
    assert len(centres(chart)) == 1
    arrows = [n.get("d") for n in etree.fromstring(chart.svg).iter(f"{SVG}path") if "Z" in n.get("d")]
    assert arrows == ["M0 -5L8 0L0 5Z"]
    assert {"1/16", "16"} <= set(seen(chart))


def test_the_words_of_the_forest_are_the_callers():
    labels = ForestLabels(adjusted="Adjusted", higher="higher outcomes", scale="Odds ratio")
    chart = forest([ForestRow("Alliance", Estimate(1.5, 1.2, 1.9))], labels=labels, lang="en", **WORDS)
    assert {"Adjusted", "higher outcomes →", "Odds ratio", "1.50 (1.20–1.90)"} <= set(seen(chart))


def test_a_forest_needs_a_condition():
    with pytest.raises(BadChart):
        forest([], **WORDS)


# Flow


def test_every_step_shows_how_many_go_on_and_why_the_others_do_not():
    steps = [FlowStep("Lukkede", 160), FlowStep("Læsbare", 120, [("ingen tekst", 30), ("i stykker", 10)])]
    chart = flow(steps, **WORDS)
    assert {"160 · 100 %", "120 · 75 %", "30 udgår: ingen tekst", "10 udgår: i stykker"} <= set(seen(chart))
    widths = [n.get("width") for n in etree.fromstring(chart.svg).iter(f"{SVG}rect")]
    assert widths == ["100%", "100%", "100%", "75%"]
    assert chart.table["Sager"].tolist() == ["160", "30", "10", "120"]
    assert chart.table["Andel"].tolist() == ["100 %", "19 %", "6 %", "75 %"]


def test_a_hidden_count_is_named_and_has_no_bar():
    chart = flow([FlowStep("Lukkede", 60), FlowStep("Læsbare", None, [("få", None)])], **WORDS)
    assert {"under fem", "under fem udgår: få"} <= set(seen(chart))
    assert len(list(etree.fromstring(chart.svg).iter(f"{SVG}rect"))) == 3


def test_a_step_that_grows_is_refused():
    with pytest.raises(BadChart, match="flere sager end trinnet før"):
        flow([FlowStep("Lukkede", 10), FlowStep("Læsbare", 11)], **WORDS)
    with pytest.raises(BadChart, match="ingen trin"):
        flow([], **WORDS)


def test_the_words_of_the_flow_are_the_callers():
    labels = FlowLabels(step="Step", cases="Cases", share="Share", left_out="left out", hidden="under five")
    chart = flow([FlowStep("Closed", 9), FlowStep("Read", 8, [("no text", 1)])], labels=labels, lang="en", **WORDS)
    assert "1 left out: no text" in seen(chart)
    assert chart.table.columns.tolist() == ["Step", "Cases", "Share"]


# Spread


def test_the_spread_is_that_of_the_model_on_the_scale_of_shares():
    chart = spread(0.5, 0.52, **WORDS)
    low, high = 1 / (1 + math.exp(1.6449 * 0.52)), 1 / (1 + math.exp(-1.6449 * 0.52))
    assert chart.table.iloc[-1].tolist() == ["Ni ud af ti grupper", f"{100 * low:.0f} %", f"{100 * high:.0f} %"]
    assert chart.table["Spredning"].tolist() == ["I midten", "Halvdelen af grupperne", "Ni ud af ti grupper"]


def test_it_cannot_be_given_a_group_so_it_cannot_show_one():
    assert not {"groups", "effects", "names", "values"} & set(inspect.signature(spread).parameters)
    chart = spread(0.5, 0.5, **WORDS)
    assert len(list(etree.fromstring(chart.svg).iter(f"{SVG}circle"))) == 1  # the middle, and no other point


def test_a_spread_of_zero_says_cannot_tell_and_shows_what_the_data_allow():
    chart = spread(0.6, 0, sd_interval=(0, 1), **WORDS)
    assert any("kan ikke afgøres" in text for text in seen(chart))
    assert chart.table["Spredning"].tolist() == ["Ni ud af ti, hvis forskellene er så store, som tallene tillader"]
    assert not list(etree.fromstring(chart.svg).iter(f"{SVG}path"))


def test_an_endless_interval_is_not_drawn():
    chart = spread(0.6, 0.5, sd_interval=(0.1, math.inf), **WORDS)
    assert len(chart.table) == 3


@pytest.mark.parametrize(("middle", "sd"), [(0, 1), (1, 1), (0.5, -1), (0.5, math.nan), (0.5, math.inf)])
def test_an_impossible_spread_is_refused(middle, sd):
    with pytest.raises(BadChart):
        spread(middle, sd, **WORDS)
