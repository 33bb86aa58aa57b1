"""A small SVG writer: lengths across in per cent of the width, lengths down and text in pixels."""

from __future__ import annotations

import math
import textwrap
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from virksom.charts.chart import BadChart, Chart

# The colours of the Danish public design system, and two more that stand apart from its blue in colour, to those who
# see red and green alike, and in grey (relative luminance .10, .61 and .29).
INK, MUTED, LINE, PAPER = "#1a1a1a", "#545454", "#bfbfbf", "#ffffff"
BLUE, LIGHT, AMBER = "#0059b3", "#a9d2f5", "#d07f1a"
PALE = "#e8f1fa"
FONT = "IBM Plex Sans, Arial, sans-serif"
NARROWEST = 320  # pixels: what labels are wrapped for
TEXT, SMALL = 14, 13

Length = float | str


def across(share: float) -> str:
    """A share of the width, as SVG writes it.

    >>> across(0.125)
    '12.5%'
    """
    return f"{round(100 * share, 3):g}%"


def wrapped(text: str, size: int = TEXT, room: float = NARROWEST) -> list[str]:
    """Lines that fit into so many pixels; letters are about 0.56 of their size wide."""
    return textwrap.wrap(text, max(8, int(room / (0.56 * size)))) or [""]


class Drawing:
    """Collects shapes from top to bottom; `y` is where the next one may begin.

    Args:
        chart_id: the drawing's id, unique on the page; made up if not given.
    """

    def __init__(self, chart_id: str | None = None) -> None:
        self.id = chart_id or f"chart-{uuid.uuid4().hex[:10]}"
        self.y = 0.0
        self._parts: list[str] = []

    def shape(self, tag: str, content: str | None = None, /, **attributes: Length | None) -> None:
        """One element; underscores in attribute names become hyphens, None is left out."""
        written = "".join(
            f" {name.rstrip('_').replace('_', '-')}={quoteattr(_length(value))}"
            for name, value in attributes.items()
            if value is not None
        )
        self._parts.append(f"<{tag}{written}/>" if content is None else f"<{tag}{written}>{escape(content)}</{tag}>")

    @contextmanager
    def inside(self, tag: str, **attributes: Length | None) -> Iterator[None]:
        """Shapes drawn in here become children of an element."""
        self.shape(tag, "", **attributes)
        self._parts[-1] = self._parts[-1].removesuffix(f"</{tag}>")
        yield
        self._parts.append(f"</{tag}>")

    def text(
        self,
        content: str,
        x: Length = 0,
        y: float | None = None,
        *,
        size: int = TEXT,
        bold: bool = False,
        anchor: str | None = None,
        fill: str | None = None,
    ) -> None:
        """A line of text with its baseline at y."""
        self.shape(
            "text",
            content,
            x=x,
            y=self.y if y is None else y,
            font_size=size,
            font_weight=600 if bold else None,
            text_anchor=anchor,
            fill=fill,
        )

    def lines(self, content: str, *, size: int = TEXT, bold: bool = False, room: float = NARROWEST) -> None:
        """Text over as many lines as it needs; moves y below them."""
        for line in wrapped(content, size, room):
            self.y += size + 4
            self.text(line, size=size, bold=bold)

    def headed(self, label: str, figure: str, *, size: int = TEXT, bold: bool = True, strong: bool = False) -> None:
        """A label to the left and a figure to the right; beside each other where the narrowest page has room."""
        lines = wrapped(label, size)
        self.lines(label, size=size, bold=bold)
        if _width(lines[-1], size) + _width(figure, SMALL) + 12 > NARROWEST:
            self.y += size + 3
        self.text(figure, "100%", size=SMALL, anchor="end", bold=strong, fill=None if strong else MUTED)

    def chart(self, title: str, description: str, table: pd.DataFrame) -> Chart:
        """Finish the drawing."""
        if not title or not description:
            raise BadChart("En figur skal have en titel og en beskrivelse for dem, der ikke kan se den.")
        height = math.ceil(self.y)
        name, words = f"{self.id}-title", f"{self.id}-desc"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" id={quoteattr(self.id)} width="100%" height="{height}" role="img" '
            f"aria-labelledby={quoteattr(name)} aria-describedby={quoteattr(words)} "
            f'font-family="{FONT}" font-size="{TEXT}" fill="{INK}">'
            f"<title id={quoteattr(name)}>{escape(title)}</title>"
            f"<desc id={quoteattr(words)}>{escape(description)}</desc>{''.join(self._parts)}</svg>"
        )
        return Chart(svg, title, description, table, height)


def legend(drawing: Drawing, entries: Sequence[tuple[str, dict[str, Length | None]]]) -> None:
    """Swatches with their words, two or three to a line."""
    longest = max(_width(words, SMALL) for words, _ in entries)
    across_one = 3 if longest <= 90 else 2  # a third of the narrowest page, less its swatch
    for position, (words, look) in enumerate(entries):
        if position % across_one == 0:
            drawing.y += 20
        left, width = across(position % across_one / across_one), across(1 / across_one)
        with drawing.inside("svg", x=left, y=drawing.y - 14, width=width, height=20):
            drawing.shape("rect", x=1, y=2, width=14, height=14, **look)
            drawing.text(words, 22, 14, size=SMALL)
    drawing.y += 8


def _width(text: str, size: int) -> float:
    return 0.56 * size * len(text)


def _length(value: Length) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"
