"""How often the planted truth is recovered from the main coder: `python bench/planted_truth.py [SEEDS] [CASES]`.

Fits an ordinal model with professionals as groups to the coded values of many seeds and prints, for each condition, the true
value, the mean estimate, how often its 95 % interval lies above zero, and how often it covers the truth. The decoy,
the programme, is fitted without and with severity. Agreement of the two coders is Krippendorff's alpha.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from virksom.demo.chance import chance
from virksom.demo.coders import MAIN_CODER, SCALES, SECOND_CODER, VARIABLES, code_case
from virksom.demo.truth import END_REASONS, METHODS, OUTCOMES, TRUTH, draw_cases
from virksom.methods.ordinal import fit_cumulative_link

TRUE = {
    "duration": TRUTH.duration_per_6_months,
    "alliance": TRUTH.alliance_per_point,
    "frame": TRUTH.frame_per_point,
    "severity": TRUTH.severity_per_point,
    "programme": TRUTH.programme,
}


def coded_table(cases: int, seed: int) -> tuple[pd.DataFrame, list[tuple[dict, dict]], list]:
    rows, pairs, truths = [], [], list(draw_cases(cases, seed))
    for case in truths:
        rng = chance(seed, case.number, "coding")
        first = {c.variable: c.value for c in code_case(case, MAIN_CODER, rng, age=10, target_group="x")}
        rows.append(first)
        if case.second_coder:
            second = {c.variable: c.value for c in code_case(case, SECOND_CODER, rng, age=10, target_group="x")}
            pairs.append((first, second))
    return pd.DataFrame(rows), pairs, truths


def design(table: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    table = table.dropna(subset=["outcome", "alliance_bond", "frame"])
    parts = table[["alliance_bond", "alliance_tasks", "alliance_goals"]].astype(float)
    x = pd.DataFrame(
        {
            "duration": table["duration_months"].astype(float) / 6,
            "alliance": parts.mean(axis=1),
            "frame": table["frame"].astype(float),
            "severity": table["severity"].astype(float),
            "programme": (table["method"] == "programme").astype(float),
        }
    )
    return table["outcome"].map({o: i for i, o in enumerate(OUTCOMES)}), x - x.mean()


def fit(y: pd.Series, x: pd.DataFrame, professional: pd.Series | None = None) -> pd.DataFrame:
    found = fit_cumulative_link(y, x, professional)
    table = pd.DataFrame({"b": found.coefficients, "se": found.standard_errors[list(x.columns)]}, index=x.columns)
    table.attrs["sd"] = next(iter(found.random_sd.values()), float("nan"))
    return table


def alpha(first: np.ndarray, second: np.ndarray, level: str) -> float:
    """Krippendorff's alpha of two coders without missing values."""
    values = np.unique(np.concatenate([first, second]))
    a, b = np.searchsorted(values, first), np.searchsorted(values, second)
    seen = np.zeros((len(values), len(values)))
    np.add.at(seen, (a, b), 1)
    seen = seen + seen.T
    n = seen.sum(axis=0)
    if level == "nominal":
        distance = 1 - np.eye(len(values))
    elif level == "interval":
        distance = (values[:, None] - values[None, :]) ** 2
    else:
        middle = np.cumsum(n) - n / 2
        distance = (middle[:, None] - middle[None, :]) ** 2
    expected = np.outer(n, n) - np.diag(n)
    return 1 - (n.sum() - 1) * (seen * distance).sum() / (expected * distance).sum()


def alphas(pairs: list[tuple[dict, dict]]) -> dict[str, float]:
    out = {}
    for v in VARIABLES:
        if v in ("age_at_intake", "target_group"):
            continue
        names = {"outcome": OUTCOMES, "method": METHODS, "end_reason": END_REASONS}.get(v)
        number = (lambda s, n=names: n.index(s)) if names else float
        data = np.array([[number(p[0][v]), number(p[1][v])] for p in pairs if v in p[0] and v in p[1]], dtype=float)
        level = "ordinal" if v in SCALES or v == "outcome" else "interval" if v == "duration_months" else "nominal"
        out[v] = alpha(data[:, 0], data[:, 1], level)
    return out


def main(seeds: int = 20, cases: int = 160) -> None:
    fits, raw, sev_only, agreement, flow = [], [], [], [], []
    for seed in range(1, seeds + 1):
        table, pairs, truths = coded_table(cases, seed)
        y, x = design(table)
        fits.append(fit(y, x, pd.Series([t.professional for t in truths], name="professional")[y.index]))
        raw.append(fit(y, x[["programme"]]))
        sev_only.append(fit(y, x[["programme", "severity"]]))
        agreement.append(alphas(pairs))
        flow.append(
            (
                len(y),
                *[(y == i).mean() for i in range(3)],
                x["programme"].gt(0).mean(),
                np.mean([t.end_reason == "reached_early" for t in truths]),
                np.mean([t.end_reason != "agreed" for t in truths]),
            )
        )
    print(
        f"{seeds} seeds of {cases} cases; analysed, not reached, partly, reached, programme, reached early, not agreed:"
    )
    print("  ", np.round(np.mean(flow, axis=0), 3))
    print(f"{'condition':<12}{'true':>7}{'mean':>8}{'above 0':>9}{'below 0':>9}{'covers':>8}")
    for name, true in TRUE.items():
        b = np.array([f.loc[name, "b"] for f in fits])
        se = np.array([f.loc[name, "se"] for f in fits])
        low, high = b - 1.96 * se, b + 1.96 * se
        print(
            f"{name:<12}{true:>7.2f}{b.mean():>8.2f}{(low > 0).mean():>9.2f}{(high < 0).mean():>9.2f}"
            f"{((low <= true) & (true <= high)).mean():>8.2f}"
        )
    shares = np.array([f.attrs["sd"] ** 2 / (f.attrs["sd"] ** 2 + np.pi**2 / 3) for f in fits])
    print(f"professionals: true share {TRUTH.professional_share:.2f}, mean estimate {shares.mean():.3f}")
    for label, set_ in (("programme alone", raw), ("programme + severity only", sev_only)):
        b = np.array([f.loc["programme", "b"] for f in set_])
        se = np.array([f.loc["programme", "se"] for f in set_])
        print(
            f"{label}: mean {b.mean():.2f}, positive {(b > 0).mean():.2f}, interval above 0 "
            f"{(b - 1.96 * se > 0).mean():.2f}, below 0 {(b + 1.96 * se < 0).mean():.2f}"
        )
    print("alpha:", pd.DataFrame(agreement).mean().round(2).to_dict())


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
