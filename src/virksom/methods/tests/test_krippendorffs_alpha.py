"""Coders see how far they agree, beyond what chance would give."""

from __future__ import annotations

import itertools
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from virksom.methods import BadRatings, Level, TooFewPairs, krippendorff_alpha, percent_agreement

N = np.nan

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: 4 observers, 12 units.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, N],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]

ratings_tables = hnp.arrays(
    float, st.tuples(st.integers(2, 5), st.integers(3, 12)), elements=st.sampled_from([0.0, 1.0, 2.0, 5.0, np.nan])
)


def brute_force_alpha(ratings, level):
    """Straight from the definition: average distance within units over average distance of all pairs."""
    table = np.asarray(ratings, dtype=float)
    units = [u[~np.isnan(u)] for u in table.T]
    units = [u for u in units if len(u) > 1]
    values = np.concatenate(units)
    n = len(values)

    def distance(a, b):
        if level is Level.NOMINAL:
            return float(a != b)
        if level is Level.ORDINAL:
            low, high = min(a, b), max(a, b)
            between = sum(1 for v in values if low <= v <= high)
            return (between - (np.sum(values == a) + np.sum(values == b)) / 2) ** 2 if a != b else 0.0
        if level is Level.INTERVAL:
            return (a - b) ** 2
        return ((a - b) / (a + b)) ** 2 if a + b else 0.0

    seen = sum(sum(distance(a, b) for a, b in itertools.permutations(u, 2)) / (len(u) - 1) for u in units) / n
    chance = sum(distance(a, b) for a, b in itertools.permutations(values, 2)) / (n * (n - 1))
    return 1 - seen / chance if chance else np.nan


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_the_published_example_gives_the_published_alphas(level, published):
    assert krippendorff_alpha(PUBLISHED, level).value == pytest.approx(published, abs=5e-5)


def test_the_result_says_what_it_rests_on():
    found = krippendorff_alpha(PUBLISHED)
    assert (found.n_units, found.n_left_out, found.n_pairable, found.n_coders) == (11, 1, 40, 4)
    assert found.percent == pytest.approx(9 / 11)
    text = found.summary()
    assert "alpha = 0,74" in text
    assert "11 enheder kodet af mindst to af 4 kodere; 1 enhed er ikke med" in text
    assert "0.74" in found.summary("en")
    assert "1 unit is left out" in found.summary("en")


@pytest.mark.parametrize("level", list(Level))
@settings(max_examples=60, deadline=None)
@given(table=ratings_tables)
def test_alpha_is_what_its_definition_says(level, table):
    try:
        found = krippendorff_alpha(table, level)
    except TooFewPairs:
        assert ((~np.isnan(table)).sum(axis=0) >= 2).sum() < 2
        return
    assert found.value == pytest.approx(brute_force_alpha(table, level), nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(table=ratings_tables, order=st.randoms(use_true_random=False), level=st.sampled_from(list(Level)))
def test_which_coder_is_called_first_changes_nothing(table, order, level):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    order.shuffle(rows)
    order.shuffle(columns)
    try:
        expected = krippendorff_alpha(table, level)
    except TooFewPairs:
        return
    shuffled = krippendorff_alpha(table[rows][:, columns], level)
    assert shuffled.value == pytest.approx(expected.value, nan_ok=True)
    assert np.allclose(shuffled.unit_disagreement, expected.unit_disagreement[columns], equal_nan=True)


def test_the_bootstrap_agrees_with_resampling_units_one_by_one():
    rng = np.random.default_rng(3)
    truth = rng.integers(1, 5, 80)
    table = np.array([np.where(rng.random(80) < 0.7, truth, rng.integers(1, 5, 80)) for _ in range(3)], dtype=float)
    table[rng.random(table.shape) < 0.1] = np.nan
    for level in Level:
        looped = [brute_force_free(table[:, rng.integers(0, 80, 80)], level) for _ in range(600)]
        low, high = krippendorff_alpha(table, level, bootstrap=4000, seed=1).interval
        assert (low, high) == pytest.approx(tuple(np.quantile(looped, [0.025, 0.975])), abs=0.03)


def brute_force_free(table, level):
    return krippendorff_alpha(table, level).value


def test_the_same_seed_gives_the_same_interval():
    first = krippendorff_alpha(PUBLISHED, bootstrap=200, seed=7).interval
    assert krippendorff_alpha(PUBLISHED, bootstrap=200, seed=7).interval == first
    assert krippendorff_alpha(PUBLISHED).interval is None


def test_a_lower_confidence_gives_a_narrower_interval_and_the_words_say_which():
    wide = krippendorff_alpha(PUBLISHED, bootstrap=500, seed=1)
    narrow = krippendorff_alpha(PUBLISHED, bootstrap=500, seed=1, confidence=0.8)
    assert wide.interval[0] < narrow.interval[0]
    assert "80 %-interval" in narrow.summary()
    assert "95% interval" in wide.summary("en")


def test_labels_work_at_the_nominal_level_and_are_named_where_coders_mix_them_up():
    found = krippendorff_alpha([["høj", "lav", "lav", "høj", None], ["høj", "lav", "høj", "høj", "lav"]])
    assert (found.disagreements[0].first, found.disagreements[0].second) == ("høj", "lav")
    assert found.disagreements[0].share == 1
    assert "skiftes oftest mellem høj og lav (100 % af uenigheden)" in found.summary()


def test_the_unit_behind_the_disagreement_can_be_found():
    found = krippendorff_alpha([[1, 2, 3, 1, N], [1, 2, 1, 1, 2]])
    assert found.unit_disagreement[:4].tolist() == [0, 0, 1, 0]
    assert np.isnan(found.unit_disagreement[4])


def test_full_agreement_is_one_and_nothing_is_mixed_up():
    found = krippendorff_alpha([[1, 2, 3], [1, 2, 3]], Level.INTERVAL)
    assert found.value == 1
    assert found.disagreements == ()


def test_one_value_everywhere_is_no_figure_but_an_explanation():
    found = krippendorff_alpha([[2, 2, 2], [2, 2, 2]], Level.INTERVAL, bootstrap=10)
    assert np.isnan(found.value)
    assert found.interval is None
    assert "værdien 2 hver gang" in str(found.notes[0])
    assert "kan ikke beregnes" in found.summary()
    assert "cannot be computed" in found.summary("en")


def test_one_dominant_value_is_explained_beside_the_low_alpha():
    coder = np.array([0] * 48 + [1, 0])
    other = np.array([0] * 48 + [0, 1])
    found = krippendorff_alpha([coder, other])
    assert found.value < 0.05
    note = next(n for n in found.notes if n.code == "dominant_value")
    assert "98 % af kodningerne har værdien 0" in note
    assert "AC1" in note.text("en")


def test_resamples_that_hold_one_value_only_are_counted_and_said():
    found = krippendorff_alpha([[1, 1, 1, 2], [1, 1, 1, 1]], bootstrap=400, seed=1)
    note = next(n for n in found.notes if n.code == "unusable_resamples")
    assert "af 400 genudtræk" in note
    assert "of 400 resamples" in note.text("en")


def test_few_units_are_warned_about():
    assert any(note.code == "few_units" for note in krippendorff_alpha(PUBLISHED).notes)
    long = np.tile([[1.0, 2.0], [1.0, 2.0]], 10)
    assert krippendorff_alpha(long).notes == ()


@pytest.mark.parametrize("table", [[[1, 2, N], [N, N, 3]], [[1, 2, 3]], [[N, N], [N, N]]])
def test_too_few_pairs_are_refused_with_what_to_do(table):
    with pytest.raises(TooFewPairs, match="Dobbeltkod flere sager"):
        krippendorff_alpha(table)


def test_what_is_no_table_of_ratings_is_refused():
    with pytest.raises(BadRatings, match="række for hver koder"):
        krippendorff_alpha([1, 2, 3])
    with pytest.raises(BadRatings, match="'høj' er ikke et tal"):
        krippendorff_alpha([["høj", "1"], ["1", "1"]], Level.ORDINAL)
    with pytest.raises(BadRatings, match="tal eller tekst"):
        krippendorff_alpha(np.array([[1j, 2j], [1j, 2j]]))


def test_numbers_written_as_text_count_as_numbers_where_numbers_are_needed():
    assert krippendorff_alpha([["1", "10", None], ["1", "2", "3"]], Level.INTERVAL).value == pytest.approx(
        krippendorff_alpha([[1, 10, N], [1, 2, 3]], Level.INTERVAL).value
    )


def test_per_cent_agreement_is_the_share_of_agreeing_pairs():
    assert percent_agreement([[1, 1, 1], [1, 2, 1], [1, 2, N]]) == pytest.approx((1 + 1 / 3 + 1) / 3)


def test_a_remark_survives_a_pickle():
    note = krippendorff_alpha(PUBLISHED).notes[0]
    copy = pickle.loads(pickle.dumps(note))
    assert (copy, copy.en, copy.code) == (note, note.en, note.code)
