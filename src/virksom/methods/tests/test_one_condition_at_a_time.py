"""An analyst looks at one condition beside the outcome, and then at many."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from virksom.methods import BadRatings, TooFewOutcomes, associate, distribution, holm, proportion_interval


@settings(max_examples=50, deadline=None)
@given(n=st.integers(1, 300), share=st.floats(0, 1), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_a_share_is_wilsons(n, share, confidence):
    k = round(n * share)
    expected = stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
    assert proportion_interval(k, n, confidence) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_share_of_nothing_has_no_interval_and_an_impossible_one_is_refused():
    assert np.isnan(proportion_interval(0, 0)).all()
    with pytest.raises(BadRatings, match="3 ud af 2"):
        proportion_interval(3, 2)


def test_a_distribution_counts_everything_once_with_the_missing_shown():
    outcome = pd.Series(pd.Categorical(["nået", "nået", "ikke", None, "ikke", None], ["ikke", "delvist", "nået"]))
    condition = ["høj", "lav", "høj", "høj", None, None]
    found = distribution(outcome, condition, levels=["lav", "høj"])
    assert found.counts.loc["høj"].tolist() == [1, 0, 1]
    assert found.counts.loc["lav"].tolist() == [0, 0, 1]
    assert found.missing_outcome.to_dict() == {"lav": 0, "høj": 1}
    assert found.missing_condition.to_dict() == {"ikke": 1, "delvist": 0, "nået": 0}
    assert found.missing_both == 1
    assert found.n_used + found.n_left_out == 6
    assert "3 sager har begge dele; 3 mangler" in found.summary()
    assert "3 miss the outcome" in found.summary("en")


def test_the_lines_of_a_distribution_hold_shares_with_intervals():
    lines = distribution([0, 0, 1, 1, 1], [1, 1, 1, 1, 2], levels=[1, 2, 3]).table
    first = lines.iloc[0]
    assert (first["level"], first["outcome"], first["count"], first["total"], first["share"]) == (1, 0, 2, 4, 0.5)
    assert (first["low"], first["high"]) == proportion_interval(2, 4)
    assert lines[lines["level"] == 3]["share"].isna().all()


def test_a_value_outside_the_levels_given_is_refused():
    with pytest.raises(BadRatings, match="'x' er ikke blandt"):
        distribution([1, 2], ["a", "x"], levels=["a"])
    with pytest.raises(BadRatings, match="2 udfald, men 1 værdier"):
        distribution([1, 2], ["a"])


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), levels=st.integers(2, 6))
def test_somers_d_is_scipys(seed, levels):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, levels, 60), rng.integers(0, 3, 60)
    assert associate(y, x, permutations=1).value == pytest.approx(stats.somersd(x, y).statistic)


def test_the_permutation_p_is_scipys_where_cases_are_many_and_normal_beyond():
    rng = np.random.default_rng(4)
    x = rng.normal(size=300)
    y = np.digitize(0.15 * x + rng.normal(size=300), [-0.5, 0.5])
    found = associate(y, x, permutations=4000, seed=1)
    assert found.p_method == "permutation"
    assert found.p_value == pytest.approx(stats.kendalltau(x, y).pvalue, abs=0.01)
    many = np.tile(x, 12), np.tile(y, 12)
    normal = associate(many[1], many[0])
    assert normal.p_method == "normal"
    weak = rng.normal(size=3200), rng.integers(0, 3, 3200)
    assert associate(weak[1], weak[0]).p_value == pytest.approx(stats.kendalltau(*weak).pvalue, rel=0.01)


def test_the_interval_of_somers_d_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(8)
    population_x = rng.integers(0, 2, 200_000)
    population_y = np.digitize(0.8 * population_x + rng.logistic(size=200_000), [-0.5, 1])
    truth = associate(population_y, population_x).value
    covered = 0
    for _ in range(300):
        some = rng.integers(0, 200_000, 80)
        low, high = associate(population_y[some], population_x[some], permutations=1).interval
        covered += low <= truth <= high
    assert 0.91 <= covered / 300 <= 0.985


def test_yes_or_no_is_the_difference_between_being_higher_and_being_lower():
    found = associate([2, 2, 1, 0, 1, 0], ["ja", "ja", "ja", "nej", "nej", "nej"], ordered=True)
    pairs = [(a > b) - (a < b) for a in (0, 1, 0) for b in (2, 2, 1)]  # nej compared with ja
    assert found.value == pytest.approx(np.sum(pairs) / 9)
    assert "Somers' d = " in found.summary()
    assert "6 cases, 0 left out" in found.summary("en")


def test_all_pairs_one_way_give_no_interval_but_say_so():
    found = associate([0, 0, 1, 1], [1, 1, 2, 2])
    assert (found.value, found.interval) == (1.0, None)
    assert "peger samme vej" in found.summary()


def test_unordered_conditions_get_kruskal_and_wallis():
    rng = np.random.default_rng(2)
    condition = np.array(["hjemme", "ude", "begge"])[rng.integers(0, 3, 150)]
    outcome = np.clip(rng.integers(0, 3, 150) + (condition == "ude"), 0, 2)
    found = associate(outcome, condition, permutations=4000)
    groups = [outcome[condition == name] for name in ("hjemme", "ude", "begge")]
    expected = stats.kruskal(*groups)
    assert found.measure == "epsilon_squared"
    assert found.value == pytest.approx(expected.statistic / 149)
    assert found.p_value == pytest.approx(expected.pvalue, abs=0.005)
    assert "Grupperne forklarer" in found.summary()
    assert "The groups explain" in found.summary("en")


def test_the_kind_of_condition_is_seen_from_its_type():
    y = [0, 1, 2, 1, 0, 2]
    ordered = pd.Series(pd.Categorical(list("abcabc"), ordered=True))
    assert associate(y, ordered).measure == "somers_d"
    assert associate(y, ordered.cat.as_unordered()).measure == "epsilon_squared"
    assert associate(y, list("ababab")).measure == "somers_d"
    assert associate(y, list("abcabc")).measure == "epsilon_squared"


def test_missing_cases_are_counted_and_nothing_to_compare_is_refused():
    assert associate([0, 1, None, 1, 0], [1, 2, 2, None, 1]).n_left_out == 2
    for y, x in (([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [1, 1, 1]), ([None, 1.0], [1.0, None])):
        with pytest.raises(TooFewOutcomes):
            associate(y, x)
    with pytest.raises(BadRatings):
        associate([1, 2], [1])


@settings(max_examples=50, deadline=None)
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_the_other_librarys_and_skips_what_is_missing(p):
    expected = multipletests(p, method="holm")[1]
    adjusted = holm([*p, np.nan])
    assert adjusted[:-1] == pytest.approx(expected)
    assert np.isnan(adjusted[-1])


def test_holm_of_nothing_is_nothing():
    assert holm([]).tolist() == []
