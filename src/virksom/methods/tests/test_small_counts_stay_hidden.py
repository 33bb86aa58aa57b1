"""A table that leaves the study team shows no count under five, and none can be computed back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from virksom.methods import BadRatings, suppress

small_tables = hnp.arrays(
    int, st.tuples(st.integers(1, 4), st.integers(2, 3)), elements=st.one_of(st.integers(0, 9), st.integers(10, 40))
)


def published(result):
    """What a reader sees: the table with totals, NaN where hidden."""
    inner = result.table.astype(float).to_numpy(dtype=float, na_value=np.nan)
    rows = result.row_totals.astype(float).to_numpy(dtype=float, na_value=np.nan)
    columns = result.column_totals.astype(float).to_numpy(dtype=float, na_value=np.nan)
    total = np.nan if result.total is None else float(result.total)
    return np.vstack([np.column_stack([inner, rows]), np.append(columns, total)])


def derivable(shown):
    """Hidden cells that follow from the totals by linear algebra alone: the null space does not touch them."""
    hidden = np.argwhere(np.isnan(shown))
    lines = []
    for axis in (0, 1):
        for line in range(shown.shape[axis]):
            last = shown.shape[1 - axis] - 1
            lines.append([(1.0 if cell[1 - axis] != last else -1.0) if cell[axis] == line else 0.0 for cell in hidden])
    if not len(hidden):
        return []
    _, singular, right = np.linalg.svd(np.array(lines))
    null = right[np.sum(singular > 1e-9) :]
    return [tuple(cell) for cell, touch in zip(hidden, np.abs(null).sum(axis=0) > 1e-9, strict=True) if not touch]


@settings(max_examples=80, deadline=None)
@given(counts=small_tables, show_zeros=st.booleans())
def test_no_small_count_is_shown_and_no_hidden_one_follows_from_the_totals(counts, show_zeros):
    result = suppress(pd.DataFrame(counts), show_zeros=show_zeros)
    shown = published(result)
    full = np.vstack([np.column_stack([counts, counts.sum(axis=1)]), np.append(counts.sum(axis=0), counts.sum())])
    visible = ~np.isnan(shown)
    assert (shown[visible] == full[visible]).all()
    lowest = 1 if show_zeros else 0
    assert not ((shown[visible] >= lowest) & (shown[visible] < 5)).any()
    assert derivable(shown) == []


@settings(max_examples=25, deadline=None)
@given(counts=hnp.arrays(int, (2, 2), elements=st.integers(0, 8)))
def test_every_hidden_cell_has_two_possible_values_when_all_tables_are_tried(counts):
    """Brute force: all 2 by 2 tables that look the same, hidden cells being at least 1 as zeros are shown."""
    result = suppress(pd.DataFrame(counts))
    shown = published(result)
    hidden = np.argwhere(np.isnan(shown))
    if not len(hidden):
        return
    if np.isnan(shown).sum() == (counts_with_totals(counts) > 0).sum():
        return  # everything but zeros is hidden: nothing more can be
    cells = np.indices((26,) * 4).reshape(2, 2, -1)
    rows = np.concatenate([cells, cells.sum(axis=1, keepdims=True)], axis=1)
    full = np.concatenate([rows, rows.sum(axis=0, keepdims=True)])
    fits = np.where(np.isnan(shown)[:, :, None], full >= 1, full == shown[:, :, None]).all(axis=(0, 1))
    assert all(len(np.unique(full[row, column, fits])) > 1 for row, column in hidden)


def counts_with_totals(counts):
    return np.vstack([np.column_stack([counts, counts.sum(axis=1)]), np.append(counts.sum(axis=0), counts.sum())])


def test_a_table_without_small_counts_is_shown_whole():
    table = pd.DataFrame({"nået": [9, 8], "ikke nået": [0, 12]}, index=["høj", "lav"])
    result = suppress(table)
    assert result.table.to_numpy().tolist() == [[9, 0], [8, 12]]
    assert result.row_totals.tolist() == [9, 20]
    assert result.column_totals.tolist() == [17, 12]
    assert (result.total, result.n_small, result.n_protecting) == (29, 0, 0)


def test_one_small_count_takes_three_more_with_it_and_all_look_alike():
    result = suppress(pd.DataFrame({"a": [20, 30, 3], "b": [40, 8, 50], "c": [60, 70, 9]}))
    assert (result.n_small, result.n_protecting) == (1, 3)
    assert result.text("x").to_numpy().tolist() == [["20", "40", "60"], ["x", "8", "x"], ["x", "50", "x"]] or (
        result.hidden.to_numpy().sum() == 4
    )
    assert set(result.text().to_numpy()[result.hidden.to_numpy()]) == {"–"}


def test_without_totals_only_the_small_counts_go():
    result = suppress(pd.DataFrame({"a": [20, 3], "b": [40, 50]}), totals=False)
    assert result.hidden.to_numpy().tolist() == [[False, False], [True, False]]
    assert (result.row_totals, result.column_totals, result.total) == (None, None, None)


def test_two_ones_in_a_row_are_not_given_away_by_their_total():
    """1 + 1 shown as hidden + hidden = 2 would tell both, as a shown zero rules out 0 + 2."""
    result = suppress(pd.DataFrame({"a": [1, 30], "b": [1, 40]}))
    assert result.row_totals.isna().iloc[0]
    assert result.hidden.to_numpy()[0].all()


def test_a_small_total_is_hidden_as_well():
    result = suppress(pd.DataFrame({"a": [2, 30, 20], "b": [0, 40, 20]}))
    assert result.row_totals.isna().iloc[0]
    assert result.table.loc[0, "b"] == 0


def test_zeros_are_hidden_when_asked_and_then_cannot_be_told_from_small_counts():
    result = suppress(pd.DataFrame({"a": [0, 30, 20], "b": [12, 40, 20]}), show_zeros=False)
    assert result.hidden.to_numpy()[0, 0]
    assert result.n_small == 1


def test_the_threshold_can_be_raised():
    table = pd.DataFrame({"a": [9, 30], "b": [12, 40]})
    assert suppress(table).n_small == 0
    assert suppress(table, threshold=10).n_small == 1


def test_a_table_of_almost_nothing_is_hidden_whole():
    result = suppress(pd.DataFrame({"a": [1], "b": [1]}))
    assert result.hidden.to_numpy().all()
    assert result.total is None


@pytest.mark.parametrize("value", [-1, 0.5, np.nan])
def test_what_is_no_count_is_refused(value):
    with pytest.raises(BadRatings, match="hele tal fra 0"):
        suppress(pd.DataFrame({"a": [1.0, value]}))
