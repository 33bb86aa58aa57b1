"""Names of steps, reasons, conditions and values in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from virksom.methods.wording import Lang, number, percent
from virksom.study.crosscase.analysing.conditions import Condition, Family, How, Specification

STEPS = {
    "closed": gettext_lazy("Lukkede sager i undersøgelsen"),
    "readable": gettext_lazy("Har dokumenter, der kan læses"),
    "coded": gettext_lazy("Kodet færdig"),
    "analysed": gettext_lazy("Med i analysen"),
}
_REASONS = {
    "no_material": gettext_lazy("ingen dokumenter at læse"),
    "not_coded": gettext_lazy("ikke kodet endnu"),
    "in_progress": gettext_lazy("kodningen er ikke færdig"),
    "several": gettext_lazy("flere grunde, lagt sammen"),
    "several_missing": gettext_lazy("udfaldet eller en betingelse er uoplyst"),
}
FAMILIES = {
    Family.ADJUSTER: gettext_lazy("holdt fast"),
    Family.MAIN: gettext_lazy("sagt på forhånd"),
    Family.EXPLORATORY: gettext_lazy("kigget på undervejs"),
}
# What more, and what less, of a well-known condition is called; noun phrases that fit after "kendetegner" and in a list.
_MORE = {
    "severity": (
        gettext_lazy("større sværhedsgrad ved indskrivning"),
        gettext_lazy("mindre sværhedsgrad ved indskrivning"),
    ),
    "duration_months": (gettext_lazy("en længere indsats"), gettext_lazy("en kortere indsats")),
    "alliance": (gettext_lazy("en stærkere professionel alliance"), gettext_lazy("en svagere professionel alliance")),
    "frame": (
        gettext_lazy("social-spatiale rammer, der støtter mere"),
        gettext_lazy("social-spatiale rammer, der støtter mindre"),
    ),
}


def lang() -> Lang:
    """Return the language that pages and figures are written in."""
    return "en" if (get_language() or "da").startswith("en") else "da"


def label(told: Condition | Mapping[str, Any]) -> str:
    """Return the name of a condition, level or variable in the reader's language."""
    if isinstance(told, Condition):
        return told.label_en if lang() == "en" else told.label_da
    return str(told[lang()])


def mid(told: Condition | Mapping[str, Any]) -> str:
    """Return the name of a condition as it stands in the middle of a sentence."""
    name = label(told)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def outcome_label(told: tuple[str, str, str]) -> str:
    """Return the name of an outcome."""
    return told[2] if lang() == "en" else told[1]


def step(condition: Condition) -> str:
    """Return what an odds ratio is counted for: six months, a step, yes against no."""
    words = condition.step_en if lang() == "en" else condition.step_da
    return words if condition.how == How.IS else _("pr. {step}").format(step=words)


def reason(key: str, specification: Specification) -> str:
    """Return why cases are left out."""
    if key in _REASONS:
        return str(_REASONS[key])
    what = key.removeprefix("missing:")
    condition = specification.condition(what)
    if condition is not None:
        return _("{condition} er uoplyst").format(condition=mid(condition))
    return _("udfaldet er uoplyst")


def tendency(condition: Condition, direction: int) -> str:
    """Return a noun phrase for what goes with better outcomes: more of the condition, or less."""
    if condition.key in _MORE:
        return str(_MORE[condition.key][0 if direction > 0 else 1])
    if condition.how == How.IS:
        name = mid(condition)
        return name if direction > 0 else _("andre metoder end {name}").format(name=name)
    more = _("en højere værdi af {name}") if direction > 0 else _("en lavere værdi af {name}")
    return more.format(name=mid(condition))


def value_words(condition: Condition, value: float) -> str:
    """Return a value of a condition as people say it."""
    if condition.how == How.IS:
        return next((outcome_label(one) for one in condition.levels if float(one[0]) == value), str(value))
    unit = condition.unit_en if lang() == "en" else condition.unit_da
    written = number(value, 0 if float(value).is_integer() else 1, lang())
    named = {float(one[0]): outcome_label(one) for one in condition.levels if one[0].isdigit()}
    if value in named:
        return _("»{}«").format(named[value])
    if unit:
        return f"{written} {unit}"
    return _("{value} på skalaen").format(value=written)


def ratio(value: float | None) -> str:
    """An odds ratio as text."""
    return _("kan ikke måles") if value is None else number(value, 2 if value < 10 else 1, lang())


def ratio_interval(told: Mapping[str, Any]) -> str:
    """The interval of an odds ratio as text."""
    if told.get("odds_low") is None or told.get("odds_high") is None:
        return "–"
    return _("{low} til {high}").format(low=ratio(told["odds_low"]), high=ratio(told["odds_high"]))


def share(value: float | None, digits: int = 0) -> str:
    """A share as per cent; a dash where there is none."""
    return "–" if value is None else percent(value, digits, lang())


def listed(words: list[str]) -> str:
    """A list as people say it: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} og {last}").format(first=", ".join(words[:-1]), last=words[-1])


def selection_words(
    specification: Specification, condition: Condition | None, level: str, level_label: str, outcome: str, why: str
) -> str:
    """Return in words which cases a figure counts."""
    if why:
        return _("Ikke med i analysen: {reason}").format(reason=reason(why, specification))
    parts = []
    if condition is not None:
        value = level_label or (_("uoplyst") if level else _("alle værdier"))
        parts.append(f"{label(condition)}: {value}")
    if outcome:
        known = next((outcome_label(one) for one in specification.outcomes if one[0] == outcome), _("uoplyst"))
        parts.append(_("udfald: {outcome}").format(outcome=known.lower()))
    return " · ".join(parts)


def share_interval(low: float | None, high: float | None) -> str:
    """The interval of a share, the sign of per cent once."""
    if low is None or high is None:
        return "–"
    return f"{number(100 * low, 0, lang())}–{share(high)}"
