"""What every chart is: a drawing, its words, and its data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from virksom.errors import VirksomError


class BadChart(VirksomError):
    """Data that cannot be drawn; the text says why."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A drawing that a screen reader, a printer and a phone can use.

    Attributes:
        svg: the drawing: as wide as what it stands in, at its own height. Safe to put into a page as it is: every
            label in it is escaped, and it holds no script and no style.
        title: what it shows; the drawing's accessible name.
        description: what is to be seen in it, for those who cannot see it.
        table: the same data as text, ready to be set as a table beside or below the drawing.
        height: in pixels.
    """

    svg: str
    title: str
    description: str
    table: pd.DataFrame = field(repr=False)
    height: int

    def fixed(self, width: int = 640) -> str:
        """The drawing at a fixed width, as a file of its own needs it.

        >>> chart = Chart('<svg width="100%" height="20"></svg>', "t", "d", pd.DataFrame(), 20)
        >>> chart.fixed(300)
        '<svg width="300" height="20" viewBox="0 0 300 20"></svg>'
        """
        size = f'width="{width}" height="{self.height}" viewBox="0 0 {width} {self.height}"'
        return re.sub(r'width="100%" height="\d+"', size, self.svg, count=1)
