"""How much groups differ, drawn from the model alone: no group is in the drawing, so none can be found in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from virksom.charts.chart import BadChart, Chart
from virksom.charts.drawing import BLUE, INK, LIGHT, LINE, MUTED, PALE, SMALL, Drawing, across
from virksom.methods.wording import Lang, percent

HILL = 120
HALF, MOST = 0.6745, 1.6449  # normal quantiles: the middle half and the middle nine tenths


@dataclass(frozen=True)
class SpreadLabels:
    """The words of the chart, in the reader's language.

    Attributes:
        axis: what the axis measures.
        typical: a group in the middle.
        half: the middle half of the groups.
        most: nine groups in ten.
        uncertain: nine groups in ten if the spread is as large as the data allow.
        measure: heading of the first column.
        low: heading of the column of lower ends.
        high: heading of the column of upper ends.
        cannot_tell: in place of the hill where no spread could be measured.
    """

    axis: str = "Andel af sager, der når målet"
    typical: str = "I midten"
    half: str = "Halvdelen af grupperne"
    most: str = "Ni ud af ti grupper"
    uncertain: str = "Ni ud af ti, hvis forskellene er så store, som tallene tillader"
    measure: str = "Spredning"
    low: str = "Fra"
    high: str = "Til"
    cannot_tell: str = "Forskellene kan ikke afgøres med så få sager."


def spread(
    middle: float,
    sd: float,
    *,
    title: str,
    description: str,
    sd_interval: tuple[float, float] | None = None,
    labels: SpreadLabels | None = None,
    lang: Lang = "da",
    chart_id: str | None = None,
) -> Chart:
    """The spread of an outcome's probability between groups, as the model sees it.

    It takes no value of any group: only the middle and the standard deviation of a model with normal group effects
    on the log-odds scale. So it cannot be ranked or tied to a person.

    Args:
        middle: probability of the outcome in a group in the middle, between 0 and 1.
        sd: standard deviation of the group effects (log-odds), such as `fit.random_sd`.
        title: what it shows.
        description: what is to be seen in it.
        sd_interval: interval of the sd; its upper end is drawn as what the data still allow.
        labels: words; Danish by default.
        lang: how numbers are written.
        chart_id: the drawing's id, unique on the page.

    Raises:
        BadChart: a middle outside (0, 1), or an sd that is negative or not a number.

    >>> chart = spread(0.5, 0.52, title="Forskelle", description="Grupperne ligger mellem 30 og 70 %.")
    >>> chart.table.iloc[-1].tolist()
    ['Ni ud af ti grupper', '30 %', '70 %']
    """
    if not 0 < middle < 1 or not 0 <= sd < math.inf:
        raise BadChart("Midten skal ligge mellem 0 og 1, og spredningen skal være et tal fra 0.")
    words = labels or SpreadLabels()
    upper = None if sd_interval is None or not math.isfinite(sd_interval[1]) else sd_interval[1]
    bands = [(words.typical, 0.0, 0.0), (words.half, HALF * sd, HALF * sd), (words.most, MOST * sd, MOST * sd)]
    if upper is not None:
        bands.append((words.uncertain, MOST * upper, MOST * upper))
    drawing = Drawing(chart_id)
    if sd > 0:
        _hill(drawing, middle, sd)
    else:
        drawing.lines(words.cannot_tell)
        drawing.y += 6
    ends = [(name, _probability(middle, -below), _probability(middle, above)) for name, below, above in bands]
    _bands(drawing, ends, middle, sd > 0, lang)
    _axis(drawing, words.axis, lang)
    rows = [[name, percent(low, 0, lang), percent(high, 0, lang)] for name, low, high in ends if sd > 0 or high != low]
    return drawing.chart(title, description, pd.DataFrame(rows, columns=[words.measure, words.low, words.high]))


def _probability(middle: float, shift: float) -> float:
    return 1 / (1 + (1 - middle) / middle * math.exp(-shift))


def _density(at: npt.NDArray[np.float64], middle: float, sd: float) -> npt.NDArray[np.float64]:
    """Of the logit-normal distribution."""
    shift = np.log(at / (1 - at)) - math.log(middle / (1 - middle))
    result: npt.NDArray[np.float64] = np.exp(-0.5 * (shift / sd) ** 2) / (at * (1 - at))
    return result


def _hill(drawing: Drawing, middle: float, sd: float) -> None:
    """The density, its middle nine tenths and middle half shaded; stretched across while its line keeps its width."""
    stretch = {"viewBox": "0 0 1000 100", "preserveAspectRatio": "none"}
    with drawing.inside("svg", x=0, y=drawing.y, width="100%", height=HILL, **stretch):
        top = float(_density(np.linspace(0.002, 0.998, 997), middle, sd).max())
        for reach, fill in ((MOST * sd, LIGHT), (HALF * sd, BLUE)):
            at = np.linspace(_probability(middle, -reach), _probability(middle, reach), 60)
            drawing.shape("path", d=_outline(at, _density(at, middle, sd) / top, closed=True), fill=fill)
        at = np.linspace(0.002, 0.998, 250)
        line = _outline(at, _density(at, middle, sd) / top, closed=False)
        drawing.shape("path", d=line, fill="none", stroke=INK, stroke_width=1.5, vector_effect="non-scaling-stroke")
    drawing.y += HILL


def _outline(at: npt.NDArray[np.float64], height: npt.NDArray[np.float64], *, closed: bool) -> str:
    points = " ".join(f"{1000 * x:.1f},{98 - 94 * h:.1f}" for x, h in zip(at, height, strict=True))
    return f"M{1000 * at[0]:.1f},98 L{points} L{1000 * at[-1]:.1f},98 Z" if closed else f"M{points}"


def _bands(drawing: Drawing, ends: list[tuple[str, float, float]], middle: float, known: bool, lang: Lang) -> None:
    drawing.shape("line", x1=0, x2="100%", y1=drawing.y, y2=drawing.y, stroke=MUTED)
    looks = [(INK, None), (BLUE, None), (LIGHT, BLUE), ("none", MUTED)]
    for (name, low, high), (fill, stroke) in zip(ends, looks, strict=False):
        if high == low and name != ends[0][0]:
            continue
        figure = percent(low, 0, lang) if high == low else f"{percent(low, 0, lang)}–{percent(high, 0, lang)}"
        drawing.y += 4
        drawing.headed(name, figure, size=SMALL, bold=False, strong=True)
        drawing.y += 6
        drawing.shape("rect", x=0, y=drawing.y, width="100%", height=10, fill=PALE)
        if high == low:
            drawing.shape("circle", cx=across(low), cy=drawing.y + 5, r=6, fill=fill)
        else:
            drawing.shape(
                "rect",
                x=across(low),
                y=drawing.y,
                width=across(high - low),
                height=10,
                fill=fill,
                stroke=stroke,
                stroke_dasharray="4 3" if fill == "none" else None,
            )
        drawing.y += 12


def _axis(drawing: Drawing, words: str, lang: Lang) -> None:
    drawing.y += 6
    for share, anchor in ((0.0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"), (1.0, "end")):
        at = across(share)
        drawing.shape("line", x1=at, x2=at, y1=drawing.y, y2=drawing.y + 6, stroke=LINE)
        drawing.text(percent(share, 0, lang), at, drawing.y + 20, size=SMALL, anchor=anchor, fill=MUTED)
    drawing.y += 24
    drawing.lines(words, size=SMALL)
    drawing.y += 4
