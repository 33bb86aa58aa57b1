"""From all closed cases to those analysed: how many go on at each step, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from virksom.charts.chart import BadChart, Chart
from virksom.charts.drawing import BLUE, LIGHT, MUTED, PALE, SMALL, Drawing, across, wrapped
from virksom.methods.wording import Lang, percent


@dataclass(frozen=True)
class FlowStep:
    """A step of the flow.

    Attributes:
        label: what the cases at this step are.
        count: how many they are; None where it is not shown because it is small.
        left_out: why cases of the step before do not come this far: (reason, count), None as above.
    """

    label: str
    count: int | None
    left_out: Sequence[tuple[str, int | None]] = ()


@dataclass(frozen=True)
class FlowLabels:
    """The words of the chart, in the reader's language."""

    step: str = "Trin"
    cases: str = "Sager"
    share: str = "Andel"
    left_out: str = "udgår"
    hidden: str = "under fem"


def flow(
    steps: Sequence[FlowStep],
    *,
    title: str,
    description: str,
    labels: FlowLabels | None = None,
    lang: Lang = "da",
    chart_id: str | None = None,
) -> Chart:
    """A bar for each step, as long as its share of the first one, and the reasons for leaving in between.

    Args:
        steps: from all cases to those analysed. Hiding one reason's small count protects it only if another reason or
            step is hidden too: the difference between two steps gives it away otherwise.
        title: what it shows.
        description: what is to be seen in it.
        labels: words; Danish by default.
        lang: how numbers are written.
        chart_id: the drawing's id, unique on the page.

    Raises:
        BadChart: no steps, or a step with more cases than the one before it.

    >>> steps = [FlowStep("Lukkede", 10), FlowStep("Læsbare", 8, [("ingen tekst", 2)])]
    >>> flow(steps, title="Sagernes vej", description="8 af 10 kan læses.").table["Sager"].tolist()
    ['10', '2', '8']
    """
    words = labels or FlowLabels()
    _check(steps)
    first = next((step.count for step in steps if step.count is not None), None)
    drawing = Drawing(chart_id)
    rows: list[list[str]] = []
    for position, step in enumerate(steps):
        for reason, count in step.left_out:
            rows.append(["– " + reason, _count(count, words), _share(count, first, lang)])
            _leave(drawing, f"{_count(count, words)} {words.left_out}: {reason}")
        rows.append([step.label, _count(step.count, words), _share(step.count, first, lang)])
        _step(drawing, step, first, position == len(steps) - 1, words, lang)
    return drawing.chart(title, description, pd.DataFrame(rows, columns=[words.step, words.cases, words.share]))


def _check(steps: Sequence[FlowStep]) -> None:
    if not steps:
        raise BadChart("Der er ingen trin at tegne.")
    known = [step.count for step in steps if step.count is not None]
    if any(after > before for before, after in pairwise(known)):
        raise BadChart("Et trin har flere sager end trinnet før; tallene kan ikke passe.")


def _count(count: int | None, words: FlowLabels) -> str:
    return words.hidden if count is None else str(count)


def _share(count: int | None, first: int | None, lang: Lang) -> str:
    return "" if count is None or not first else percent(count / first, 0, lang)


def _step(drawing: Drawing, step: FlowStep, first: int | None, last: bool, words: FlowLabels, lang: Lang) -> None:
    drawing.y += 6
    figure = " · ".join(part for part in (_count(step.count, words), _share(step.count, first, lang)) if part)
    drawing.headed(step.label, figure, strong=True)
    drawing.y += 6
    drawing.shape("rect", x=0, y=drawing.y, width="100%", height=16, fill=PALE)
    if step.count and first:
        width = across(step.count / first)
        drawing.shape("rect", x=0, y=drawing.y, width=width, height=16, fill=BLUE if last else LIGHT)
        if not last:  # light on pale: an edge shows where the bar ends
            drawing.shape("line", x1=width, x2=width, y1=drawing.y, y2=drawing.y + 16, stroke=BLUE, stroke_width=2)
    drawing.y += 22


def _leave(drawing: Drawing, words: str) -> None:
    """A reason, hung on a line that leads from one step to the next."""
    start = drawing.y
    for line in wrapped(words, SMALL, 290):
        drawing.y += SMALL + 6
        drawing.text(line, 22, size=SMALL, fill=MUTED)
    drawing.shape("path", d=f"M8 {start:g}V{start + 15:g}H17", fill="none", stroke=MUTED, stroke_width=1)
    drawing.y += 2
