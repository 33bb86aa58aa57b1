"""The truth that is drawn is the truth that is described."""

from __future__ import annotations

from collections import Counter
from math import pi
from pathlib import Path

import numpy as np
import pytest

from virksom.demo.chance import chance
from virksom.demo.coders import MAIN_CODER, SECOND_CODER, VARIABLES, code_case
from virksom.demo.truth import CLOSED_YEARS, TRUTH, draw_cases, professionals_of, staff_size


@pytest.fixture(scope="module")
def many():
    return list(draw_cases(6000, seed=5))


def test_the_same_seed_draws_the_same_cases():
    assert list(draw_cases(50, 9)) == list(draw_cases(50, 9))
    assert list(draw_cases(50, 9)) != list(draw_cases(50, 10))


def test_exactly_the_planted_share_of_outcomes_is_missing():
    assert sum(case.outcome is None for case in draw_cases(160, 1)) == round(160 * TRUTH.missing_outcome)


def test_every_case_is_closed_on_a_working_day_of_the_two_years(many):
    assert {case.closed.year for case in many} == set(CLOSED_YEARS)
    assert all(case.closed.weekday() < 5 and case.intake < case.closed for case in many)


def test_the_programme_goes_to_light_cases(many):
    share = {s: np.mean([c.method == "programme" for c in many if c.severity == s]) for s in (1, 3, 5)}
    assert share[1] > 0.8
    assert 0.1 < share[3] < 0.4
    assert share[5] < 0.1


def test_within_a_severity_the_programme_does_nothing(many):
    reached = {
        method: [
            np.mean(
                [c.trajectory == "reached" for c in many if c.severity == s and (c.method == "programme") == method]
            )
            for s in (2, 3)
        ]
        for method in (True, False)
    }
    assert np.abs(np.subtract(reached[True], reached[False])).max() < 0.06


def test_without_severity_the_programme_looks_good(many):
    share = {
        m: np.mean([c.trajectory == "reached" for c in many if (c.method == "programme") == m]) for m in (True, False)
    }
    assert share[True] > share[False] + 0.15


@pytest.mark.parametrize("condition", ["duration_months", "frame", "alliance_bond"])
def test_longer_and_better_cases_reach_more(many, condition):
    middle = np.median([getattr(c, condition) for c in many])
    high = np.mean([c.trajectory == "reached" for c in many if getattr(c, condition) > middle])
    low = np.mean([c.trajectory == "reached" for c in many if getattr(c, condition) < middle])
    assert high > low + 0.12


def test_professionals_carry_five_per_cent_of_the_residual_variance():
    between = TRUTH.professional_sd**2
    assert between / (between + pi**2 / 3) == pytest.approx(0.05)


def test_every_reason_for_ending_occurs_and_few_end_early_because_they_succeed(many):
    reasons = Counter(case.end_reason for case in many)
    assert len(reasons) == 6
    assert 0.01 < reasons["reached_early"] / len(many) < 0.04
    assert all(case.trajectory == "reached" for case in many if case.end_reason == "reached_early")


def test_units_share_the_professionals_between_them():
    blocks = [professionals_of(unit, staff_size(160)) for unit in ("family", "residential", "outreach")]
    assert [n for block in blocks for n in block] == list(range(14))


def test_the_second_coder_differs_more_than_the_first(many):
    def wrong(coder, variable):
        coded = [
            {v.variable: v.value for v in code_case(c, coder, chance(1, c.number), age=9, target_group="adhd")}
            for c in many[:1500]
            if not c.thin
        ]
        return np.mean(
            [
                int(k[variable]) != getattr(c, variable)
                for k, c in zip(coded, [c for c in many[:1500] if not c.thin], strict=True)
            ]
        )

    assert wrong(MAIN_CODER, "frame") < 0.1
    assert wrong(SECOND_CODER, "frame") > 0.3


def test_a_thin_record_and_a_missing_outcome_give_no_value(many):
    case = next(c for c in many if c.thin and c.outcome is None)
    coded = {v.variable for v in code_case(case, MAIN_CODER, chance(1), age=9, target_group="adhd")}
    assert set(VARIABLES) - coded == {"alliance_bond", "alliance_tasks", "alliance_goals", "frame", "outcome"}


def test_the_page_about_the_truth_tells_the_values_that_are_planted():
    page = Path(__file__).parents[4] / "docs" / "demo-truth.md"
    if not page.exists():
        pytest.skip("docs/demo-truth.md ligger ikke ved siden af pakken")
    text = page.read_text(encoding="utf-8").replace("−", "-")
    values = (TRUTH.duration_per_6_months, TRUTH.alliance_per_point, TRUTH.frame_per_point, TRUTH.severity_per_point)
    assert all(f"| {value:+.2f} |" in text for value in values)
    assert f"Exactly {TRUTH.missing_outcome:.0%}".replace("%", " %") in text
    assert all(f"{cut}" in text for cut in TRUTH.cuts)
