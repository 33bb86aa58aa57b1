"""The results as charts, in the reader's language; hidden counts stay hidden."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from virksom.charts import (
    Chart,
    Estimate,
    FlowLabels,
    FlowStep,
    ForestLabels,
    ForestRow,
    ShareLabels,
    SpreadLabels,
    flow,
    forest,
    spread,
    stacked_shares,
)
from virksom.charts.drawing import BLUE, LINE, MUTED, PALE, SMALL, Drawing, across
from virksom.methods.wording import percent
from virksom.study.crosscase.analysing import Condition, Specification
from virksom.study.crosscase.words import STEPS, label, lang, reason
from virksom.study.crosscase.words.names import outcome_label, share, share_interval, step, value_words

Told = dict[str, Any]


def flow_chart(told: Told, asked: Specification) -> Chart:
    """Draw the way from closed cases to analysed ones."""
    steps = [
        FlowStep(str(STEPS[one["key"]]), one["n"], [(reason(why["key"], asked), why["n"]) for why in one["left_out"]])
        for one in told["flow"]
    ]
    words = FlowLabels(_("Trin"), _("Sager"), _("Andel"), _("udgår"), _("vises ikke"))
    described = " ".join(f"{one.label}: {one.count if one.count is not None else words.hidden}." for one in steps)
    title = _("Fra lukkede sager til dem, der er med i analysen")
    return flow(steps, title=title, description=described, labels=words, lang=lang(), chart_id="sagernes-vej")


def shares_chart(distribution: Told, condition: Condition, asked: Specification) -> Chart:
    """Draw how the outcomes spread within each level of a condition."""
    names = [label(level) for level in distribution["levels"]]
    counts = pd.DataFrame(
        distribution["counts"], index=names, columns=[outcome_label(one) for one in asked.outcomes], dtype="Int64"
    )
    counts = counts[counts.columns[::-1]]  # reached first: it is what is asked for
    missing = pd.Series(distribution["missing_outcome"], index=names) if "missing_outcome" in distribution else None
    words = ShareLabels(label(condition), _("sag"), _("sager"), _("uoplyst"), _("vises ikke"))
    chart = stacked_shares(
        counts,
        title=_("{name} og udfald").format(name=label(condition)),
        description=_describe(counts),
        missing=missing,
        labels=words,
        lang=lang(),
        chart_id=f"fordeling-{condition.key}",
    )
    # Where what is missing is not told here, a column of noughts would tell something untrue.
    return chart if missing is not None else replace(chart, table=chart.table.drop(columns=words.missing))


def _describe(counts: pd.DataFrame) -> str:
    """The share with the best outcome at the first and last level that is shown in full."""
    shown = counts[~counts.isna().any(axis=1) & (counts.fillna(0).sum(axis=1) > 0)]
    if shown.empty:
        return _("Antallene er for små til at blive vist.")
    best = str(counts.columns[0])
    parts = [
        _("{level}: {share} {outcome}.").format(
            level=level, share=percent(int(row.iloc[0]) / int(row.sum()), 0, lang()), outcome=best.lower()
        )
        for level, row in (shown if len(shown) < 3 else shown.iloc[[0, -1]]).iterrows()
    ]
    return " ".join(parts)


def forest_chart(told: Told, asked: Specification) -> Chart:
    """Draw each condition's odds ratio with the others held, beside the one alone."""
    model = told["model"]
    rows = [
        ForestRow(
            f"{label(one)} ({step(one)})",
            _estimate(model["adjusted"][one.key]),
            _estimate(model["unadjusted"][one.key]),
        )
        for one in asked.model
    ]
    words = ForestLabels(
        _("Betingelse"),
        _("Med de andre holdt fast"),
        _("Alene"),
        _("lavere udfald"),
        _("højere udfald"),
        _("Oddsratio med 95 %-interval; 1 er ingen forskel"),
        _("kan ikke måles"),
    )
    text = " ".join(f"{row.label}: {row.adjusted.words(words, lang())}." for row in rows)
    return forest(
        rows,
        title=_("Hvad følges med udfaldet?"),
        description=text,
        labels=words,
        lang=lang(),
        chart_id="betingelser",
    )


def _estimate(told: Told) -> Estimate:
    ends = [told.get(name) for name in ("odds", "odds_low", "odds_high")]
    return Estimate(*(math.nan if end is None else end for end in ends))


def spread_chart(told: Told) -> Chart | None:
    """Draw the spread between professionals as the model sees it; None where there is too little to draw."""
    found = told.get("variation")
    if not found or "refused" in found or found["middle"] is None:
        return None
    if found["sd_high"] is None:
        return None
    words = SpreadLabels(
        _("Andel af typiske sager, der når målet"),
        _("Hos en medarbejder i midten"),
        _("Halvdelen af medarbejderne"),
        _("Ni ud af ti medarbejdere"),
        _("Ni ud af ti, hvis forskellene er så store, som tallene tillader"),
        _("Spredning"),
        _("Fra"),
        _("Til"),
        _("Om der er forskel, kan ikke afgøres med så få sager."),
    )
    return spread(
        found["middle"],
        found["sd"],
        title=_("Spredning mellem medarbejdere"),
        description=_("Tegnet ud fra modellen alene; ingen medarbejder er med i tegningen."),
        sd_interval=(found["sd_low"], found["sd_high"]),
        labels=words,
        lang=lang(),
        chart_id="spredning",
    )


def chances_chart(told: Told, asked: Specification) -> Chart:
    """Draw how likely the best outcome is at low, typical and high values of each condition."""
    names = {
        "low": _("lav"),
        "typical": _("typisk"),
        "high": _("høj"),
        "without": _("uden"),
        "with": _("med"),
    }
    drawing = Drawing("sandsynligheder")
    drawing.lines(_("Andel af ellers typiske sager, der når målet, med 95 %-interval"), size=SMALL)
    top = len(asked.outcomes) - 1
    rows: list[list[str]] = []
    said: list[str] = []
    for one in told["probabilities"]:
        condition = asked.condition(one["key"])
        assert condition is not None
        drawing.y += 10
        drawing.lines(label(condition), bold=True)
        for point in one["points"]:
            words = value_words(condition, point["value"])
            shown = words if point["name"] in {"with", "without"} else f"{names[point['name']]}: {words}"
            _chance(drawing, shown, point["outcomes"][top])
            told_shares = [f"{share(p)} ({share_interval(low, high)})" for p, low, high in reversed(point["outcomes"])]
            rows.append([label(condition), shown, *told_shares])
            said.append(f"{label(condition)}, {shown}: {share(point['outcomes'][top][0])}.")
    _percent_axis(drawing)
    headings = [_("Betingelse"), _("Værdi"), *(outcome_label(one) for one in reversed(asked.outcomes))]
    title = _("Hvor tit når sager som disse målet?")
    return drawing.chart(title, " ".join(said), pd.DataFrame(rows, columns=headings))


def _chance(drawing: Drawing, words: str, chance: list[float | None]) -> None:
    value, low, high = chance
    drawing.y += 4
    drawing.headed(words, share(value), size=SMALL, bold=False, strong=True)
    drawing.y += 10
    drawing.shape("rect", x=0, y=drawing.y - 4, width="100%", height=8, fill=PALE)
    for at in (0.25, 0.5, 0.75):
        drawing.shape("line", x1=across(at), x2=across(at), y1=drawing.y - 4, y2=drawing.y + 4, stroke=LINE)
    if value is not None and low is not None and high is not None:
        drawing.shape("line", x1=across(low), x2=across(high), y1=drawing.y, y2=drawing.y, stroke=BLUE, stroke_width=3)
        drawing.shape("circle", cx=across(value), cy=drawing.y, r=6, fill=BLUE)
    drawing.y += 8


def _percent_axis(drawing: Drawing) -> None:
    drawing.y += 4
    for at, anchor in ((0.0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"), (1.0, "end")):
        drawing.text(share(at), across(at), drawing.y + 14, size=SMALL, anchor=anchor, fill=MUTED)
    drawing.y += 20
