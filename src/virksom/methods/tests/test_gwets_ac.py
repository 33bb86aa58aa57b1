"""Agreement where one value dominates: Gwet's AC1 and AC2."""

from __future__ import annotations

import numpy as np
import pytest

from virksom.methods import BadRatings, TooFewPairs, gwet_ac, krippendorff_alpha

from .test_krippendorffs_alpha import PUBLISHED


def test_the_published_example_gives_the_published_ac1_and_its_error():
    found = gwet_ac(PUBLISHED)
    assert found.value == pytest.approx(0.77544, abs=5e-6)
    assert found.standard_error == pytest.approx(0.14295, abs=5e-6)
    assert found.interval == pytest.approx((0.46081, 1.0), abs=5e-6)
    assert found.coefficient == "AC1"


def test_ordinal_weights_give_the_published_ac2():
    found = gwet_ac(PUBLISHED, "ordinal")
    assert found.value == pytest.approx(0.89894, abs=5e-6)
    assert found.coefficient == "AC2"
    assert "Gwets AC2 = 0,90" in found.summary()
    assert "Gwet's AC2 = 0.90" in found.summary("en")


def test_quadratic_weights_forgive_small_steps_more_than_linear_ones():
    assert gwet_ac(PUBLISHED, "quadratic").value > gwet_ac(PUBLISHED, "linear").value > gwet_ac(PUBLISHED).value


def test_a_dominant_value_leaves_ac1_high_where_alpha_is_low():
    coder, other = np.array([0] * 48 + [1, 0]), np.array([0] * 48 + [0, 1])
    assert gwet_ac([coder, other]).value > 0.95
    assert krippendorff_alpha([coder, other]).value < 0.05


def test_the_order_of_coders_and_units_changes_nothing():
    table = np.array(PUBLISHED)
    shuffled = table[[2, 0, 3, 1]][:, ::-1]
    assert gwet_ac(shuffled).value == pytest.approx(gwet_ac(table).value)
    assert gwet_ac(shuffled).standard_error == pytest.approx(gwet_ac(table).standard_error)


def test_one_value_everywhere_is_explained():
    found = gwet_ac([[1, 1, 1], [1, 1, 1]])
    assert np.isnan(found.value)
    assert found.interval is None
    assert "værdien 1 hver gang" in found.summary()


def test_what_cannot_be_weighed_is_refused():
    with pytest.raises(BadRatings, match="findes ikke"):
        gwet_ac(PUBLISHED, "cubic")
    with pytest.raises(BadRatings, match="ikke et tal"):
        gwet_ac([["a", "b"], ["a", "a"]], "linear")
    with pytest.raises(TooFewPairs):
        gwet_ac([[1, 2, 3]])
