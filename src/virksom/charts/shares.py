"""How the outcomes spread within each level of a condition."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from virksom.charts.chart import BadChart, Chart
from virksom.charts.drawing import (
    AMBER,
    BLUE,
    INK,
    LIGHT,
    LINE,
    MUTED,
    PALE,
    PAPER,
    SMALL,
    Drawing,
    Length,
    across,
    legend,
)
from virksom.methods.wording import Lang, percent

BAR = 30
LOOKS = ((BLUE, PAPER), (LIGHT, INK), (AMBER, INK), (PAPER, INK), ("#737373", PAPER), (PALE, INK))


@dataclass(frozen=True)
class ShareLabels:
    """The words of the chart, in the reader's language.

    Attributes:
        level: heading of the column of levels.
        cases: what is counted, in the plural; `case` in the singular.
        missing: cases without an outcome.
        hidden: counts that are not shown because they are small.
    """

    level: str = "Værdi"
    case: str = "sag"
    cases: str = "sager"
    missing: str = "uoplyst"
    hidden: str = "vises ikke (under fem)"


def stacked_shares(
    counts: pd.DataFrame,
    *,
    title: str,
    description: str,
    missing: pd.Series | None = None,
    labels: ShareLabels | None = None,
    lang: Lang = "da",
    chart_id: str | None = None,
) -> Chart:
    """One bar for each level of a condition, divided by outcome, with counts and what is missing.

    Args:
        counts: levels (rows) by outcomes (columns), in the order to be shown; `<NA>` where a count is hidden, and the
            bar of that level is then not drawn, for its lengths would tell.
        title: what it shows.
        description: what is to be seen in it.
        missing: by level, cases without an outcome; they are named beside the bar and are no part of the shares.
        labels: words; Danish by default.
        lang: how numbers are written.
        chart_id: the drawing's id, unique on the page.

    Raises:
        BadChart: no counts, more than six outcomes, or an empty title or description.

    >>> counts = pd.DataFrame({"Nået": [8], "Ikke nået": [2]}, index=["Høj alliance"])
    >>> chart = stacked_shares(counts, title="Alliance og udfald", description="Otte af ti nåede målet.")
    >>> chart.table.loc[0].tolist()
    ['Høj alliance', '8 (80 %)', '2 (20 %)', '0', '10']
    """
    words = labels or ShareLabels()
    if counts.empty or counts.shape[1] > len(LOOKS):
        raise BadChart("Der skal være mindst en værdi og højst seks udfald at tegne.")
    drawing = Drawing(chart_id)
    legend(drawing, [(str(outcome), _look(i)) for i, outcome in enumerate(counts.columns)])
    rows = []
    for level, row in counts.iterrows():
        unknown = 0 if missing is None else missing.get(level, 0)
        rows.append(_bar(drawing, str(level), row, unknown, words, lang))
    columns = [words.level, *map(str, counts.columns), words.missing, words.cases]
    return drawing.chart(title, description, pd.DataFrame(rows, columns=columns))


def _look(position: int) -> dict[str, Length | None]:
    """Light colours get an outline, so that they stand out from the paper."""
    fill = LOOKS[position][0]
    return {"fill": fill, "stroke": MUTED if fill in (LIGHT, PAPER, PALE) else fill, "stroke_width": 1}


def _bar(drawing: Drawing, level: str, row: pd.Series, unknown: object, words: ShareLabels, lang: Lang) -> list[str]:
    hidden = bool(row.isna().any())
    total = 0 if hidden else int(row.sum())
    drawing.y += 8
    missing = words.hidden if pd.isna(unknown) else str(unknown)  # type: ignore[call-overload]
    right = f"{total} {words.case if total == 1 else words.cases}"
    if missing != "0":
        right += f" + {missing} {words.missing}"
    drawing.headed(level, words.hidden if hidden else right)
    drawing.y += 6
    if hidden or total == 0:
        drawing.shape(
            "rect", x=0.5, y=drawing.y, width="99.7%", height=BAR, fill="none", stroke=LINE, stroke_dasharray="4 4"
        )
    else:
        _segments(drawing, [int(count) for count in row], total, lang)
    drawing.y += BAR
    cells = [_cell(count, total, hidden, words, lang) for count in row]
    return [level, *cells, missing, words.hidden if hidden else str(total)]


def _segments(drawing: Drawing, counts: list[int], total: int, lang: Lang) -> None:
    left = 0.0
    for position, count in enumerate(counts):
        if not count:
            continue
        share = count / total
        with drawing.inside("svg", x=across(left), y=drawing.y, width=across(share), height=BAR):
            drawing.shape("rect", x=0.5, y=0.5, width="100%", height=BAR - 1, **_look(position))
            if left:
                drawing.shape("line", x1=0, x2=0, y1=0, y2=BAR, stroke=PAPER, stroke_width=3)
            inside = f"{count} ({percent(share, 0, lang)})" if share >= 0.21 else str(count) if share >= 0.07 else ""
            if inside:
                drawing.text(inside, "50%", 20, size=SMALL, anchor="middle", fill=LOOKS[position][1])
        left += share


def _cell(count: object, total: int, hidden: bool, words: ShareLabels, lang: Lang) -> str:
    if pd.isna(count):  # type: ignore[call-overload]
        return words.hidden
    return str(count) if hidden or not total else f"{count} ({percent(int(str(count)) / total, 0, lang)})"
