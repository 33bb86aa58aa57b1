"""A harvest killed at any moment and begun again ends as if nobody had killed it."""

import json

import pytest

from virksom.study.harvest.tests import killing


@pytest.mark.slow
def test_a_harvest_killed_at_random_moments_ends_in_the_same_state_as_one_in_peace(tmp_path):
    source = killing.many_cases(tmp_path / "kilde", cases=12, notes=8)
    killing.run("prepare", tmp_path / "tom")
    seconds, in_peace = killing.seconds_uninterrupted(tmp_path / "tom", source, tmp_path / "fred")
    told = json.loads(in_peace)
    assert (len(told["cases"]), told["log"], told["runs"][0]["rows_quarantined"]) == (12, True, 12)
    for n, after in enumerate(killing.moments(seconds, 5, seed=len(in_peace))):
        assert killing.killed_and_begun_again(tmp_path / "tom", source, tmp_path / f"draebt{n}", after) == in_peace
