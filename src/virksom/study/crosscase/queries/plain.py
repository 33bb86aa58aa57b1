"""An analysis in a few words and figures, for the command line and for other programs."""

from __future__ import annotations

from typing import Any

from virksom.methods.wording import number
from virksom.study.crosscase import words
from virksom.study.crosscase.models import Analysis
from virksom.study.crosscase.queries.analyses import specification, told
from virksom.study.crosscase.words.findings import sentences
from virksom.study.crosscase.words.names import ratio, ratio_interval, step


def plain(analysis: Analysis) -> dict[str, Any]:
    """Return flow, agreement, findings and sentences as text in the reader's language.

    The command line is run by who holds the workspace; counts are those of the study team.
    """
    asked, found = specification(analysis), told(analysis, everything=True)
    return {
        "flow": _flow(found, asked),
        "agreement": [_agreement(one) for one in found["agreement"]],
        "findings": _findings(found, asked),
        "sentences": sentences(found, asked) + words.limits(found, asked),
    }


def _flow(found: dict[str, Any], asked: Any) -> list[dict[str, Any]]:
    lines = []
    for one in found["flow"]:
        lines += [{"label": f"– {words.reason(why['key'], asked)}", "n": why["n"]} for why in one["left_out"]]
        lines.append({"label": str(words.STEPS[one["key"]]), "n": one["n"]})
    return lines


def _agreement(one: dict[str, Any]) -> dict[str, Any]:
    interval = "–"
    if one["low"] is not None:
        interval = f"{number(one['low'], 2, words.lang())} – {number(one['high'], 2, words.lang())}"
    value = "–" if one["value"] is None else number(one["value"], 2, words.lang())
    return {"label": words.label(one), "value": value, "interval": interval, "n": one["n"]}


def _findings(found: dict[str, Any], asked: Any) -> list[dict[str, Any]]:
    if "refused" in found["model"]:
        return []
    adjusted, alone = found["model"]["adjusted"], found["model"]["unadjusted"]
    return [
        {
            "key": one.key,
            "label": f"{words.label(one)} ({step(one)})",
            "adjusted": ratio(adjusted[one.key]["odds"]),
            "interval": ratio_interval(adjusted[one.key]),
            "unadjusted": f"{ratio(alone[one.key]['odds'])} ({ratio_interval(alone[one.key])})",
        }
        for one in asked.model
    ]
