"""What goes with the outcome, condition by condition, adjusted beside unadjusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from virksom.charts.chart import BadChart, Chart
from virksom.charts.drawing import BLUE, INK, LINE, MUTED, PALE, PAPER, SMALL, Drawing, across, wrapped
from virksom.methods.wording import Lang, number

WIDEST = 16.0  # the scale ends here; longer intervals end in an arrow


@dataclass(frozen=True)
class Estimate:
    """An odds ratio with its interval; NaN or infinite where it could not be measured."""

    value: float
    low: float
    high: float

    @property
    def measured(self) -> bool:
        """Whether there is a finite estimate with an interval."""
        return all(math.isfinite(end) and end > 0 for end in (self.value, self.low, self.high))

    def words(self, labels: ForestLabels, lang: Lang) -> str:
        """Estimate (low to high)."""
        if not self.measured:
            return labels.not_measured
        value, low, high = (_ratio(end, lang) for end in (self.value, self.low, self.high))
        return f"{value} ({low}–{high})"


@dataclass(frozen=True)
class ForestRow:
    """A condition.

    Attributes:
        label: its name.
        adjusted: its odds ratio with the other conditions held.
        unadjusted: its odds ratio alone; None where there is none.
    """

    label: str
    adjusted: Estimate
    unadjusted: Estimate | None = None


@dataclass(frozen=True)
class ForestLabels:
    """The words of the chart, in the reader's language.

    Attributes:
        condition: heading of the column of conditions.
        adjusted: the estimate with the others held.
        unadjusted: the estimate alone.
        lower: what the left side means.
        higher: what the right side means.
        scale: what the numbers are.
        not_measured: in place of an estimate that could not be had.
    """

    condition: str = "Betingelse"
    adjusted: str = "Justeret"
    unadjusted: str = "Ujusteret"
    lower: str = "lavere udfald"
    higher: str = "højere udfald"
    scale: str = "Oddsratio med 95 %-interval"
    not_measured: str = "kan ikke måles"


def forest(
    rows: Sequence[ForestRow],
    *,
    title: str,
    description: str,
    labels: ForestLabels | None = None,
    lang: Lang = "da",
    chart_id: str | None = None,
) -> Chart:
    """Odds ratios with intervals on a log scale around 1.

    Args:
        rows: conditions from top to bottom.
        title: what it shows.
        description: what is to be seen in it.
        labels: words; Danish by default.
        lang: how numbers are written.
        chart_id: the drawing's id, unique on the page.

    Raises:
        BadChart: no rows.

    >>> row = ForestRow("Alliance", Estimate(1.58, 1.33, 1.89), Estimate(1.7, 1.4, 2.05))
    >>> forest([row], title="Hvad følges ad", description="Alliance.").table.loc[0].tolist()
    ['Alliance', '1,58 (1,33–1,89)', '1,70 (1,40–2,05)']
    """
    if not rows:
        raise BadChart("Der er ingen betingelser at tegne.")
    words = labels or ForestLabels()
    reach = _reach(rows)
    both = any(row.unadjusted is not None for row in rows)
    drawing = Drawing(chart_id)
    _heading(drawing, words, both)
    for position, row in enumerate(rows):
        if position % 2 == 0:
            drawing.shape("rect", x=0, y=drawing.y, width="100%", height=_row_height(row), fill=PALE)
        _row(drawing, row, reach, words, lang)
    _scale(drawing, reach, lang)
    headings = [words.condition, words.adjusted, *([words.unadjusted] if both else [])]
    table = [
        [row.label, row.adjusted.words(words, lang)]
        + ([row.unadjusted.words(words, lang) if row.unadjusted else ""] if both else [])
        for row in rows
    ]
    return drawing.chart(title, description, pd.DataFrame(table, columns=headings))


def _ratio(value: float, lang: Lang) -> str:
    """Two decimals where they matter, none where they would only pretend."""
    return number(value, 2 if value < 10 else 1 if value < 100 else 0, lang)


def _reach(rows: Sequence[ForestRow]) -> float:
    """The scale goes from 1 / reach to reach: a power of two that holds all intervals, up to a limit."""
    ends = [1.6]
    for row in rows:
        for estimate in (row.adjusted, row.unadjusted):
            if estimate is not None and estimate.measured:
                ends += [estimate.high, 1 / estimate.low]
    return float(min(WIDEST, 2 ** math.ceil(math.log2(max(ends)))))


def _place(value: float, reach: float) -> float:
    """Where a ratio lies on the width; a little room is kept at both edges."""
    along = (math.log(value) / math.log(reach) + 1) / 2
    return 0.04 + 0.92 * min(1.0, max(0.0, along))


def _heading(drawing: Drawing, words: ForestLabels, both: bool) -> None:
    drawing.lines(words.scale, size=SMALL)
    drawing.y += 22
    _mark(drawing, 9, drawing.y - 5, filled=True)
    drawing.text(words.adjusted, 22, size=SMALL)
    if both:
        with drawing.inside("svg", x="50%", y=drawing.y - 16, width="50%", height=24):
            _mark(drawing, 9, 11, filled=False)
            drawing.text(words.unadjusted, 22, 16, size=SMALL)
    drawing.y += 26
    drawing.text(f"← {words.lower}", 0, size=SMALL, fill=MUTED)
    drawing.text(f"{words.higher} →", "100%", size=SMALL, anchor="end", fill=MUTED)
    drawing.y += 8


def _mark(drawing: Drawing, x: float | str, y: float, *, filled: bool) -> None:
    drawing.shape(
        "circle", cx=x, cy=y, r=6, fill=BLUE if filled else PAPER, stroke=BLUE if filled else INK, stroke_width=2
    )


def _row_height(row: ForestRow) -> float:
    return 56 + 18 * len(wrapped(row.label)) + (18 if row.unadjusted is not None else 0)


def _row(drawing: Drawing, row: ForestRow, reach: float, words: ForestLabels, lang: Lang) -> None:
    drawing.y += 4
    drawing.lines(row.label, bold=True)
    drawing.y += 18
    drawing.text(row.adjusted.words(words, lang), 22, size=SMALL)
    _mark(drawing, 9, drawing.y - 5, filled=True)
    if row.unadjusted is not None:
        with drawing.inside("svg", x="50%", y=drawing.y - 16, width="50%", height=24):
            _mark(drawing, 9, 11, filled=False)
            drawing.text(row.unadjusted.words(words, lang), 22, 16, size=SMALL, fill=MUTED)
    _grid(drawing, reach, drawing.y + 6, drawing.y + (28 if row.unadjusted is None else 46))
    drawing.y += 18
    _interval(drawing, row.adjusted, reach, filled=True)
    if row.unadjusted is not None:
        drawing.y += 18
        _interval(drawing, row.unadjusted, reach, filled=False)
    drawing.y += 16


def _interval(drawing: Drawing, estimate: Estimate, reach: float, *, filled: bool) -> None:
    if not estimate.measured:
        return
    low, value, high = (_place(end, reach) for end in (estimate.low, estimate.value, estimate.high))
    ink, y = (BLUE if filled else INK), drawing.y
    drawing.shape("line", x1=across(low), x2=across(high), y1=y, y2=y, stroke=ink, stroke_width=3 if filled else 1.5)
    for end, beyond, head in ((low, estimate.low < 1 / reach, -1), (high, estimate.high > reach, 1)):
        with drawing.inside("svg", x=across(end), y=y, width=1, height=1, overflow="visible"):
            shape = f"M0 -5L{8 * head} 0L0 5Z" if beyond else "M0 -5V5"
            drawing.shape("path", d=shape, fill=ink if beyond else "none", stroke=ink, stroke_width=1.5)
    if 1 / reach <= estimate.value <= reach:
        _mark(drawing, across(value), y, filled=filled)


def _ticks(reach: float) -> list[int]:
    """Powers of two: 1 in the middle, and at most two steps to each side, so that they fit a phone."""
    steps = round(math.log2(reach))
    jump = max(1, math.ceil(steps / 2))
    return sorted({sign * step for step in range(0, steps + 1, jump) for sign in (-1, 1)})


def _grid(drawing: Drawing, reach: float, top: float, bottom: float) -> None:
    """Lines behind the intervals only, for a line through words makes them hard to read."""
    for exponent in _ticks(reach):
        at, middle = across(_place(2.0**exponent, reach)), exponent == 0
        drawing.shape(
            "line", x1=at, x2=at, y1=top, y2=bottom, stroke=MUTED if middle else LINE, stroke_width=1.5 if middle else 1
        )


def _scale(drawing: Drawing, reach: float, lang: Lang) -> None:
    drawing.y += 18
    for exponent in _ticks(reach):
        label = number(2**exponent, 0, lang) if exponent >= 0 else f"1/{2**-exponent}"
        at = across(_place(2.0**exponent, reach))
        drawing.text(label, at, size=SMALL, anchor="middle", bold=exponent == 0)
    drawing.y += 6
