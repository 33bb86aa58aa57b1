"""Charts: data in; an SVG that reads aloud, prints and fits a phone, and its data as a table, out.

No script, no style attribute, no font from elsewhere. Bars and lines stretch with the page while text keeps its size,
so that one drawing is legible from 320 pixels up.
"""

from virksom.charts.chart import BadChart, Chart
from virksom.charts.flow import FlowLabels, FlowStep, flow
from virksom.charts.forest import Estimate, ForestLabels, ForestRow, forest
from virksom.charts.shares import ShareLabels, stacked_shares
from virksom.charts.spread import SpreadLabels, spread

__all__ = [
    "BadChart",
    "Chart",
    "Estimate",
    "FlowLabels",
    "FlowStep",
    "ForestLabels",
    "ForestRow",
    "ShareLabels",
    "SpreadLabels",
    "flow",
    "forest",
    "spread",
    "stacked_shares",
]
