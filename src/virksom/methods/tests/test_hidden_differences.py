"""How strong would something not recorded have to be to explain a finding away?"""

from __future__ import annotations

import math

import pytest

from virksom.methods import BadRatings, e_value


def test_the_published_example_gives_the_published_figures():
    # VanderWeele & Ding (2017): risk ratio 3.9 (1.8 to 8.7), E-values 7.26 and 3.0.
    found = e_value(3.9, (1.8, 8.7), rare_outcome=True)
    assert found.estimate == pytest.approx(7.26, abs=0.005)
    assert found.limit == pytest.approx(3.0, abs=0.005)


def test_a_common_outcome_takes_the_root_of_the_odds_ratio():
    assert e_value(4.0).estimate == pytest.approx(2 + math.sqrt(2))


def test_a_ratio_below_one_counts_as_its_inverse():
    low = e_value(0.25, (0.1, 0.5))
    high = e_value(4, (2, 10))
    assert (low.estimate, low.limit) == pytest.approx((high.estimate, high.limit))


def test_the_words_say_how_strong_it_must_be():
    found = e_value(2.4, (1.2, 4.8))
    assert "omkring 2,5 gange så sandsynlige" in found.summary()
    assert "1,4 gange er nok" in found.summary()
    assert "about 2.5 times as likely" in found.summary("en")
    assert "1.4 times" in found.summary("en")
    assert e_value(2.4).summary().endswith("justeret for.")
    assert e_value(2.4).limit is None


def test_an_interval_across_one_needs_nothing_hidden():
    found = e_value(1.5, (0.9, 2.4))
    assert found.limit == 1
    assert "rummer allerede ingen forskel" in found.summary()
    assert "already includes no difference" in found.summary("en")


@pytest.mark.parametrize(("ratio", "interval"), [(0, None), (-1, None), (2, (3, 1)), (2, (-1, 3))])
def test_impossible_ratios_are_refused(ratio, interval):
    with pytest.raises(BadRatings):
        e_value(ratio, interval)
