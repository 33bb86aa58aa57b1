"""What is asked of the cases: the outcome, the conditions held beside it, and how each is read from the codings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from virksom.methods.wording import Lang, number

MOST_LABELS = 8  # of a free label such as the target group; the rarer ones are taken together


class Family(StrEnum):
    """Why a condition is looked at; decided before the outcomes are compared."""

    ADJUSTER = "adjuster"  # known to decide both what help is given and how it ends
    MAIN = "main"  # said beforehand
    EXPLORATORY = "exploratory"  # looked at because it was there


class How(StrEnum):
    """How a condition is read from the coded variables."""

    NUMBER = "number"  # one variable as a number
    MEAN = "mean"  # the mean of several
    IS = "is"  # whether a variable has one certain value
    CODED = "coded"  # the codes themselves, without an order


@dataclass(frozen=True)
class Condition:
    """One condition.

    Attributes:
        key: its name in results and addresses.
        columns: the variables it is read from.
        how: in which way.
        family: why it is looked at.
        per: how many of its units make one step of the model.
        step_da: that step in words.
        cuts: where a number is cut into bands for counting.
        needed: how many of the variables must be known for a mean.
        value: the value asked for by `How.IS`.
        levels: code, Danish and English label of each value; empty for free labels and measured numbers.
    """

    key: str
    columns: tuple[str, ...]
    how: How
    family: Family
    label_da: str
    label_en: str
    per: float = 1.0
    step_da: str = "trin"
    step_en: str = "step"
    unit_da: str = ""
    unit_en: str = ""
    cuts: tuple[float, ...] = ()
    needed: int = 1
    value: str = ""
    levels: tuple[tuple[str, str, str], ...] = ()

    @property
    def ordered(self) -> bool:
        """Answer whether its values have an order."""
        return self.how != How.CODED

    def measure(self, table: pd.DataFrame) -> pd.Series:
        """Return its value for each case, in its own unit; NaN where it is not known."""
        first = table[self.columns[0]]
        if self.how == How.MEAN:
            parts = table[list(self.columns)]
            return parts.mean(axis=1).where(parts.notna().sum(axis=1) >= self.needed)
        if self.how == How.IS:
            return (first == self.value).astype(float).mask(first.isna())
        return first

    def bands(self, table: pd.DataFrame) -> tuple[npt.NDArray[np.intp], list[tuple[str, str]]]:
        """Return the place of each case among its levels (-1 where not known), and the levels' labels."""
        values = self.measure(table)
        if self.how == How.IS:
            return _places(values, [0.0, 1.0]), [(da, en) for _code, da, en in self.levels]
        if self.cuts:
            places = np.searchsorted(np.array(self.cuts), values.to_numpy(dtype=float), side="right")
            return np.where(values.isna(), -1, places).astype(np.intp), self._cut_labels()
        if self.levels:
            codes: list[object] = [code if self.how == How.CODED else float(code) for code, _da, _en in self.levels]
            return _places(values, codes), [(da, en) for _code, da, en in self.levels]
        frequent = [str(label) for label in values.value_counts().index[:MOST_LABELS]]
        places = np.where(values.isna(), -1, np.where(values.isin(frequent), _places(values, frequent), len(frequent)))
        rest = [("Andre", "Others")] if values.nunique() > MOST_LABELS else []
        return places.astype(np.intp), [(label, label) for label in frequent] + rest

    def span(self, labels: Sequence[tuple[str, str]], first: int, last: int) -> tuple[str, str]:
        """Return what neighbouring levels are called when they are merged."""
        if first == last:
            return labels[first]
        if self.cuts:
            return self._between(first, "da", last), self._between(first, "en", last)
        return tuple(f"{low} – {high}" for low, high in zip(labels[first], labels[last], strict=True))  # type: ignore[return-value]

    def _cut_labels(self) -> list[tuple[str, str]]:
        places = range(len(self.cuts) + 1)
        return [(self._between(place, "da", place), self._between(place, "en", place)) for place in places]

    def _between(self, first: int, lang: Lang, last: int) -> str:
        """The words for everything from the lower end of one band to the upper end of another."""
        unit = self.unit_en if lang == "en" else self.unit_da
        low, high = (
            number(cut, 0 if float(cut).is_integer() else 1, lang) if cut is not None else ""
            for cut in (
                self.cuts[first - 1] if first > 0 else None,
                self.cuts[last] if last < len(self.cuts) else None,
            )
        )
        below, above, between = (
            ("below", "and above", "to below") if lang == "en" else ("under", "og derover", "til under")
        )
        if not low:
            return f"{below} {high} {unit}".strip()
        return f"{low} {between} {high} {unit}".strip() if high else f"{low} {unit} {above}".replace("  ", " ")


@dataclass(frozen=True)
class Specification:
    """Everything that decides what an analysis of a given table finds.

    Attributes:
        outcome: variable of the outcome.
        outcomes: its values from low to high: code, Danish and English label.
        conditions: in the order they are shown; adjusters and main ones enter the model.
        ending: variable of the reason for ending.
        endings: reasons where the length was not decided by how the case went.
        seed: of permutations.
        permutations: of each test.
        quadrature_points: of the random intercept.
    """

    outcome: str
    outcomes: tuple[tuple[str, str, str], ...]
    conditions: tuple[Condition, ...]
    ending: str = "end_reason"
    # A goal reached early cuts a case short because it went well; a citizen who withdrew or was passed on cuts it short
    # because it did not. Only where the plan or the grant set the date is length not itself an outcome.
    endings: tuple[str, ...] = ("agreed", "grant_ended")
    seed: int = 1
    permutations: int = 2000
    quadrature_points: int = 10
    variables: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def model(self) -> tuple[Condition, ...]:
        """The conditions that enter the one model."""
        return tuple(one for one in self.conditions if one.family != Family.EXPLORATORY)

    def condition(self, key: str) -> Condition | None:
        """Return a condition by its key."""
        return next((one for one in self.conditions if one.key == key), None)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Specification:
        """Read what `as_dict` wrote."""
        conditions = tuple(
            Condition(
                **{
                    **one,
                    "how": How(one["how"]),
                    "family": Family(one["family"]),
                    "columns": tuple(one["columns"]),
                    "cuts": tuple(one["cuts"]),
                    "levels": tuple(tuple(level) for level in one["levels"]),
                }
            )
            for one in told["conditions"]
        )
        tuples = {
            "outcomes": tuple(tuple(one) for one in told["outcomes"]),
            "endings": tuple(told["endings"]),
            "variables": tuple(tuple(one) for one in told["variables"]),
        }
        return cls(**{**told, **tuples, "conditions": conditions})


def _places(values: pd.Series, order: Sequence[object]) -> npt.NDArray[np.intp]:
    return np.asarray(pd.Index(list(order)).get_indexer(pd.Index(values)), dtype=np.intp)


def standard_specification(terms: Mapping[str, Any], programme: str = "programme") -> Specification | None:
    """Ask the standard questions of a codebook; None where it has no outcome with at least two values.

    Said beforehand, because earlier studies point there: duration, alliance, the social-spatial frame, and whether the
    named programme was given, all with severity at intake held. Every other variable known before or during the
    intervention is looked at too, and is told apart as exploratory.

    Args:
        terms: the codebook's variables by key (`coding.queries.terms`).
        programme: the value of `method` that is the named programme.
    """
    outcome = terms.get("outcome")
    if outcome is None or len(outcome.codes) < 2:
        return None
    chosen = [one for one in _foremost(terms, programme) if all(column in terms for column in one.columns)]
    used = {column for one in chosen if one.how != How.IS for column in one.columns}
    others = [_plain(term) for key, term in terms.items() if key not in used and term.phase != "discharge"]
    return Specification(
        outcome="outcome",
        outcomes=_levels(outcome),
        conditions=(*chosen, *others),
        variables=tuple((term.key, term.label_da, term.label_en) for term in terms.values()),
    )


def _foremost(terms: Mapping[str, Any], programme: str) -> list[Condition]:
    parts = ("alliance_bond", "alliance_tasks", "alliance_goals")
    method = terms.get("method")
    named = method.labels.get(programme, "") if method else ""
    named_en = method.labels_en.get(programme, named) if method else ""
    found = [
        _number(terms, "severity", Family.ADJUSTER),
        _number(terms, "duration_months", Family.MAIN, per=6.0, step=("6 måneder", "6 months"), cuts=(6.0, 12.0, 18.0)),
        Condition(
            "alliance",
            parts,
            How.MEAN,
            Family.MAIN,
            "Professionel alliance",
            "Professional alliance",
            unit_da="af 5",
            unit_en="of 5",
            cuts=(2.5, 3.5),
            needed=2,
        ),
        _number(terms, "frame", Family.MAIN),
    ]
    if named:
        other = ("0", "Andre metoder", "Other methods")
        levels = (other, ("1", named, named_en))
        found.append(
            Condition(
                "programme",
                ("method",),
                How.IS,
                Family.MAIN,
                named,
                named_en,
                step_da="ja mod nej",
                step_en="yes against no",
                value=programme,
                levels=levels,
            )
        )
    return [one for one in found if one is not None]


def _number(
    terms: Mapping[str, Any],
    key: str,
    family: Family,
    *,
    per: float = 1.0,
    step: tuple[str, str] = ("trin", "step"),
    cuts: tuple[float, ...] = (),
) -> Condition | None:
    term = terms.get(key)
    if term is None or not term.numeric:
        return None
    units = {"måneder": "months", "år": "years"}
    return Condition(
        key,
        (key,),
        How.NUMBER,
        family,
        term.label_da,
        term.label_en,
        per=per,
        step_da=step[0],
        step_en=step[1],
        unit_da=term.unit,
        unit_en=units.get(term.unit, term.unit),
        cuts=cuts,
        levels=_levels(term),
    )


def _plain(term: Any) -> Condition:
    """A variable as it was coded; numbers without labels get bands as wide as life makes them."""
    if term.numeric:
        cuts = () if term.codes else (13.0, 18.0, 30.0) if term.unit == "år" else (6.0, 12.0, 18.0)
        found = _number({term.key: term}, term.key, Family.EXPLORATORY, cuts=cuts)
        assert found is not None
        return found
    return Condition(
        term.key, (term.key,), How.CODED, Family.EXPLORATORY, term.label_da, term.label_en, levels=_levels(term)
    )


def _levels(term: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple((code, term.labels[code], term.labels_en.get(code, term.labels[code])) for code in term.codes)
