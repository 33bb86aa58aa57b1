"""What a page or a report of an analysis shows, ready for the template: nothing here asks the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from virksom.charts import Chart
from virksom.methods.wording import number, p_value
from virksom.study.crosscase import figures, queries, words
from virksom.study.crosscase.analysing import Condition, Family, Specification
from virksom.study.crosscase.models import Analysis
from virksom.study.crosscase.words.findings import (
    headline,
    probability_sentences,
    robustness_sentences,
    variation_sentence,
)
from virksom.study.crosscase.words.names import outcome_label, ratio, ratio_interval, share, share_interval, step

Told = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart and its data as rows of text."""

    svg: SafeString
    title: str
    columns: list[str]
    rows: list[list[str]]

    @classmethod
    def of(cls, chart: Chart | None) -> Figure | None:
        """Make a chart ready for a template."""
        if chart is None:
            return None
        # The chart library escapes every label it writes.
        svg = mark_safe(chart.svg)  # noqa: S308
        table: pd.DataFrame = chart.table
        return cls(svg, chart.title, [str(name) for name in table.columns], table.astype(str).to_numpy().tolist())


@dataclass(frozen=True)
class Test:
    """One look at one condition."""

    key: str
    label: str
    family: str
    measure: str
    p: str
    p_holm: str
    n: int | None
    looks: int
    explored: bool


@dataclass(frozen=True)
class Cell:
    """A count in a table; `level` and `outcome` lead to the cases behind it."""

    count: int | None
    share: str
    interval: str
    level: int | None
    outcome: str


@dataclass(frozen=True)
class Row:
    """A level of a condition."""

    label: str
    cells: list[Cell]
    total: int | None
    missing: int | None


@dataclass(frozen=True)
class ShownCondition:
    """One condition with its distribution, its test and where it stands in the model."""

    key: str
    label: str
    explored: bool
    figure: Figure | None
    test: Test | None
    outcomes: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    missing: list[Cell] = field(default_factory=list)
    missing_both: int | None = None


@dataclass(frozen=True)
class Shown:
    """Everything an analysis shows."""

    everything: bool
    headline: list[str]
    facts: list[tuple[str, str]]
    flow: Figure | None
    left_out: list[tuple[str, str, int]]
    chances: Figure | None
    chance_sentences: list[str]
    forest: Figure | None
    refused: bool
    conditions: list[ShownCondition]
    tests: list[Test]
    variation: str
    spread: Figure | None
    robustness: list[str]
    robust_rows: list[dict[str, Any]]
    agreement: list[dict[str, Any]]
    limits: list[str]
    basis: str


def shown(analysis: Analysis, *, everything: bool) -> Shown:
    """Return what the reader may see of an analysis.

    Args:
        analysis: a finished one.
        everything: with small counts, for those who may read the cases behind them.
    """
    told, asked = queries.told(analysis, everything=everything), queries.specification(analysis)
    refused = "refused" in told["model"]
    tests = [_test(line, asked) for line in told["ledger"]]
    return Shown(
        everything=everything,
        headline=headline(told, asked),
        facts=_facts(told, asked),
        flow=Figure.of(figures.flow_chart(told, asked)),
        left_out=_left_out(told, asked),
        chances=None if refused else Figure.of(figures.chances_chart(told, asked)),
        chance_sentences=[] if refused else probability_sentences(told, asked),
        forest=None if refused else Figure.of(figures.forest_chart(told, asked)),
        refused=refused,
        conditions=[_brief(one, told, asked) for one in asked.conditions if told["distributions"].get(one.key)],
        tests=tests,
        variation=variation_sentence(told),
        spread=Figure.of(figures.spread_chart(told)),
        robustness=robustness_sentences(told, asked) if not refused else [],
        robust_rows=_robust_rows(told, asked) if not refused else [],
        agreement=[_agreement(one) for one in told["agreement"]],
        limits=words.limits(told, asked),
        basis=_basis(told),
    )


def shown_condition(analysis: Analysis, key: str, *, everything: bool) -> ShownCondition | None:
    """Return one condition of an analysis; None where it is not part of it, or not to be shown."""
    told, asked = queries.told(analysis, everything=everything), queries.specification(analysis)
    condition = asked.condition(key)
    if condition is None:
        return None
    test = next((_test(line, asked) for line in told["ledger"] if line["key"] == key), None)
    explored = condition.family == Family.EXPLORATORY
    if not told["distributions"].get(key):
        return ShownCondition(key, words.label(condition), explored, None, test)
    return _condition(condition, told, asked, test)


def _facts(told: Told, asked: Specification) -> list[tuple[str, str]]:
    n = told["flow"][-1]["n"]
    facts = [(_("Sager med i analysen"), str(n))]
    first = told["flow"][0]["n"]
    if first is not None:
        facts.append((_("Lukkede sager i alt"), str(first)))
    best = told["outcomes"]["analysed"][-1]
    if best is not None and n:
        facts.append((_("Nåede målet"), share(best / n)))
    groups = told["model"].get("groups") or 0
    if groups:
        facts.append((_("Medarbejdere"), str(groups)))
    return facts


def _left_out(told: Told, asked: Specification) -> list[tuple[str, str, int]]:
    """Why cases are not in the analysis: key, words and how many; each leads to the cases."""
    reasons = [why for step_ in told["flow"] for why in step_["left_out"]]
    return [(why["key"], words.reason(why["key"], asked), why["n"]) for why in reasons]


def _test(line: Told, asked: Specification) -> Test:
    condition = asked.condition(line["key"])
    assert condition is not None
    p, p_holm = (
        _("ikke regnet") if line[name] is None else p_value(line[name], words.lang()) for name in ("p", "p_holm")
    )
    return Test(
        key=line["key"],
        label=words.label(condition),
        family=str(words.FAMILIES[condition.family]),
        measure=_measure(line),
        p=p,
        p_holm=p_holm,
        n=line.get("n"),
        looks=line.get("looks", 0),
        explored=condition.family == Family.EXPLORATORY,
    )


def _measure(line: Told) -> str:
    if line.get("measure") is None:
        return _("ens i alle sager")
    value = number(line["value"], 2, words.lang())
    if line["measure"] == "epsilon_squared":
        return f"ε² = {value}"
    interval = (
        ""
        if line["low"] is None
        else _(" ({low} til {high})").format(
            low=number(line["low"], 2, words.lang()), high=number(line["high"], 2, words.lang())
        )
    )
    return f"d = {value}{interval}"


def _brief(one: Condition, told: Told, asked: Specification) -> ShownCondition:
    """As the analysis shows it: drawn if it was said beforehand, else only named."""
    if one.family == Family.EXPLORATORY:
        return ShownCondition(one.key, words.label(one), True, None, None)
    drawn = Figure.of(figures.shares_chart(told["distributions"][one.key], one, asked))
    return ShownCondition(one.key, words.label(one), False, drawn, None)


def _condition(one: Condition, told: Told, asked: Specification, test: Test | None) -> ShownCondition:
    counted = told["distributions"][one.key]
    outcomes = list(reversed(asked.outcomes))
    return ShownCondition(
        key=one.key,
        label=words.label(one),
        explored=one.family == Family.EXPLORATORY,
        figure=Figure.of(figures.shares_chart(counted, one, asked)),
        test=test,
        outcomes=[outcome_label(outcome) for outcome in outcomes],
        rows=[_row(counted, place, asked) for place in range(len(counted["levels"]))],
        missing=[
            Cell(n, "", "", None, outcome[0])
            for n, outcome in zip(reversed(counted.get("missing_condition", [])), outcomes, strict=False)
        ],
        missing_both=counted.get("missing_both"),
    )


def _row(counted: Told, place: int, asked: Specification) -> Row:
    counts = counted["counts"][place]
    whole = all(n is not None for n in counts)
    total = counted["totals"][place] if "totals" in counted else sum(counts)
    cells = []
    for column in reversed(range(len(asked.outcomes))):
        n, interval, part = counts[column], "", ""
        if whole and total:
            part = share(n / total)
        if "shares" in counted and total:
            _value, low, high = counted["shares"][place][column]
            interval = share_interval(low, high)
        cells.append(Cell(n, part, interval, place, asked.outcomes[column][0]))
    missing = counted["missing_outcome"][place] if "missing_outcome" in counted else None
    return Row(words.label(counted["levels"][place]), cells, total, missing)


def _robust_rows(told: Told, asked: Specification) -> list[dict[str, Any]]:
    """Odds ratios of the main analysis beside those under each other assumption."""
    adjusted = told["model"]["adjusted"]
    rows = []
    for one in asked.model:
        cells = [f"{ratio(adjusted[one.key]['odds'])} ({ratio_interval(adjusted[one.key])})"]
        for name in ("endings", "lowest", "highest"):
            again = told["robustness"].get(name, {}).get("estimates", {}).get(one.key)
            cells.append("–" if again is None else f"{ratio(again['odds'])} ({ratio_interval(again)})")
        rows.append({"label": f"{words.label(one)} ({step(one)})", "cells": cells})
    return rows


def _agreement(one: Told) -> dict[str, Any]:
    grades = {
        "good": _("god"),
        "tentative": _("brugbar med forbehold"),
        "low": _("for lav"),
        "none": _("kan ikke regnes ud"),
    }
    known = one["value"] is not None
    interval = "–"
    if known and one["low"] is not None:
        interval = _("{low} til {high}").format(
            low=number(one["low"], 2, words.lang()), high=number(one["high"], 2, words.lang())
        )
    n = "–" if one["n"] is None else str(one["n"])
    return {
        "label": words.label(one),
        "value": number(one["value"], 2, words.lang()) if known else "–",
        "interval": interval,
        "n": _("mindst {n}").format(n=n) if one.get("at_least") else n,
        "grade": grades[one["grade"] if known else "none"],
        "code": one["grade"] if known else "none",
    }


def _basis(told: Told) -> str:
    """How the model was fitted, for those who want to check it."""
    model = told["model"]
    if "refused" in model:
        return ""
    text = _(
        "Proportional odds-model (kumulativ logit) af udfaldet i tre trin med alle betingelser på én gang og "
        "sværhedsgrad ved indskrivning holdt fast."
    )
    if model["groups"]:
        text += " " + _(
            "Medarbejdere indgår som tilfældig effekt (adaptiv Gauss-Hermite-kvadratur, {points} punkter)."
        ).format(points=model["quadrature_points"])
    else:
        text += " " + _("Der er for få kendte medarbejdere til at tage dem med som tilfældig effekt.")
    unknown = model.get("unknown_professional")
    if unknown:
        text += " " + _("{n} sager uden kendt medarbejder tæller hver for sig.").format(n=unknown)
    return text + " " + _("Betingelserne alene er regnet på de samme sager.")
