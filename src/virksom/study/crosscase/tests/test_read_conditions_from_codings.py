"""How conditions, bands and left-out cases are read from the coded table."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from virksom.study.crosscase.analysing import Condition, Family, How, Specification, run
from virksom.study.crosscase.analysing.cases import Cases

ALLIANCE = Condition("alliance", ("a", "b", "c"), How.MEAN, Family.MAIN, "A", "A", cuts=(2.5, 3.5), needed=2)
MONTHS = Condition(
    "m", ("m",), How.NUMBER, Family.MAIN, "M", "M", unit_da="måneder", unit_en="months", cuts=(6.0, 12.0)
)
NAMED = Condition(
    "p", ("method",), How.IS, Family.MAIN, "P", "P", value="x", levels=(("0", "nej", "no"), ("1", "ja", "yes"))
)
LABELS = Condition("t", ("t",), How.CODED, Family.EXPLORATORY, "T", "T")
OUTCOMES = (("no", "Ikke nået", "Not reached"), ("partly", "Delvist", "Partly"), ("yes", "Nået", "Reached"))


def test_alliance_is_the_mean_of_at_least_two_of_its_three_parts():
    table = pd.DataFrame({"a": [4.0, 4, np.nan], "b": [2.0, np.nan, np.nan], "c": [3.0, 5, 1]})
    assert ALLIANCE.measure(table).fillna(-1).tolist() == [3.0, 4.5, -1]


def test_a_band_begins_at_its_lower_end():
    places, labels = MONTHS.bands(pd.DataFrame({"m": [5.9, 6.0, 12.0, np.nan]}))
    assert places.tolist() == [0, 1, 2, -1]
    assert [da for da, _en in labels] == ["under 6 måneder", "6 til under 12 måneder", "12 måneder og derover"]


def test_a_case_without_a_method_has_neither_yes_nor_no():
    places, _labels = NAMED.bands(pd.DataFrame({"method": ["x", "y", None]}))
    assert places.tolist() == [1, 0, -1]


def test_rare_free_labels_are_taken_together():
    table = pd.DataFrame({"t": [f"l{i}" for i in range(12) for _ in range(12 - i)] + [None]})
    places, labels = LABELS.bands(table)
    assert len(labels) == 9
    assert labels[-1] == ("Andre", "Others")
    assert places[-1] == -1
    assert (places >= 0).sum() == len(table) - 1


def test_the_questions_survive_being_kept_as_json():
    asked = Specification("outcome", OUTCOMES, (ALLIANCE, MONTHS, NAMED, LABELS), variables=(("m", "M", "M"),))
    assert Specification.from_dict(json.loads(json.dumps(asked.as_dict()))) == asked


def cases(n: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "outcome": rng.choice(["no", "partly", "yes"], n),
            "m": rng.uniform(1, 24, n),
            "professional": "",
            "n_documents": 1,
            "state": "coded",
        },
        index=pd.Index([f"S-{i}" for i in range(n)], name="pseudonym"),
    )


def test_a_case_is_left_out_for_the_first_reason_only():
    table = cases()
    table.loc["S-0", ["n_documents", "outcome"]] = [0, None]
    table.loc["S-1", ["state", "outcome"]] = ["in_progress", None]
    table.loc["S-2", "state"] = "readable"
    table.loc["S-3", ["outcome", "m"]] = [None, np.nan]
    table.loc["S-4", "m"] = np.nan
    reasons = Cases(table, Specification("outcome", OUTCOMES, (MONTHS,))).reasons().tolist()
    assert reasons == ["no_material", "in_progress", "not_coded", "missing:outcome", "missing:m", ""]


def test_a_handful_of_cases_gives_counts_but_no_model():
    found = run(cases(), Specification("outcome", OUTCOMES, (MONTHS,), permutations=19))
    assert found["full"]["model"]["refused"] == "too_few_cases"
    assert found["safe"]["distributions"]["m"] is None


def test_unknown_professionals_leave_no_case_out_and_no_spread_to_tell():
    found = run(cases(60), Specification("outcome", OUTCOMES, (MONTHS,), permutations=19))["full"]
    assert found["model"]["n"] == 60
    assert found["model"]["groups"] == 0
    assert found["variation"]["refused"] == "too_few_professionals"


def test_a_condition_that_is_the_same_in_all_cases_cannot_be_measured_and_says_so():
    table = cases(60).assign(m=7.0)
    found = run(table, Specification("outcome", OUTCOMES, (MONTHS,), permutations=19))["full"]
    assert found["ledger"][0]["p"] is None
    assert found["model"]["adjusted"]["m"]["odds"] is None
