"""The figures in plain words."""

from __future__ import annotations

import pytest
from django.utils import translation

from virksom.study.crosscase import words
from virksom.study.crosscase.analysing.conditions import Condition, Family, How, Specification
from virksom.study.crosscase.words.findings import headline, robustness_sentences, variation_sentence

OUTCOMES = (("no", "Ikke nået", "Not reached"), ("yes", "Nået", "Reached"))
SEVERITY = Condition("severity", ("severity",), How.NUMBER, Family.ADJUSTER, "Sværhedsgrad", "Severity")
FRAME = Condition("frame", ("frame",), How.NUMBER, Family.MAIN, "Rammer", "Frame")
NAMED = Condition("programme", ("method",), How.IS, Family.MAIN, "Programmet Trin", "The programme Trin", value="p")
ASKED = Specification("outcome", OUTCOMES, (SEVERITY, FRAME, NAMED))


def estimate(value: float, direction: int) -> dict[str, float | int]:
    return {"estimate": value, "odds": 2.0, "odds_low": 1.0, "odds_high": 3.0, "direction": direction, "e_limit": None}


@pytest.fixture
def told():
    adjusted = {"severity": estimate(-1, -1), "frame": estimate(0.8, 1), "programme": estimate(0.1, 0)}
    return {
        "flow": [{"key": "closed", "n": 100, "left_out": []}, {"key": "analysed", "n": 80, "left_out": []}],
        "model": {"adjusted": adjusted, "unadjusted": {**adjusted, "programme": estimate(0.9, 1)}},
        "who": {"programme": {"severity": [3.7, 2.3]}},
        "robustness": {},
        "variation": None,
        "ledger": [],
        "agreement": [],
        "coding": {},
    }


def test_a_programme_given_to_lighter_cases_is_told_as_that(told):
    text = headline(told, ASKED)[1]
    assert "men de var lettere fra begyndelsen (sværhedsgrad i snit 2,3 mod 3,7)" in text
    assert "er der ingen klar forskel" in text


def test_where_nothing_is_clear_that_is_what_is_said(told):
    told["model"]["adjusted"]["frame"] = estimate(0.2, 0)
    assert headline(told, ASKED)[0].startswith("Ingen af de betingelser, vi så på, kendetegner klart")


def test_what_another_assumption_takes_away_is_said_on_the_first_screen(told):
    told["robustness"] = {"lowest": {"n": 90, "estimates": {"frame": estimate(0.1, 0), "programme": estimate(0.1, 0)}}}
    assert headline(told, ASKED)[-1].endswith("Mindst sikkert er det for rammer.")
    assert "ikke længere klart for rammer" in robustness_sentences(told, ASKED)[0]


def test_too_few_cases_give_no_model_and_say_how_many_it_takes(told):
    told["model"] = {"refused": "too_few_cases", "n": 12, "fewest": 20}
    assert "der skal mindst 20 til" in headline(told, ASKED)[0]


def test_a_spread_of_zero_is_told_as_not_known(told):
    told["variation"] = {"boundary": True, "share": 0.0, "low": 0.0, "high": 0.18, "professionals": 9}
    text = variation_sentence(told)
    assert "kan ikke afgøres" in text
    assert "op til 18 %" in text


def test_too_few_professionals_are_not_shown_at_all(told):
    told["variation"] = {"refused": "too_few_professionals", "fewest": 5, "cases_each": 5}
    assert variation_sentence(told).startswith("Forskelle mellem medarbejdere vises ikke")


def test_imported_codings_are_named_as_a_limit(told):
    told["coding"] = {"codings": 200, "imported": 100, "after_outcome": 0}
    assert any(text.startswith("50 % af kodningerne er hentet ind") for text in words.limits(told, ASKED))


def test_codings_changed_after_the_outcome_are_named_as_a_limit(told):
    told["coding"] = {"codings": 200, "imported": 0, "after_outcome": 7}
    assert any(text.startswith("7 kodninger") for text in words.limits(told, ASKED))


def test_nothing_is_said_to_work_or_to_have_an_effect(told):
    told["robustness"] = {"endings": {"n": 50, "estimates": {}}}
    text = " ".join([*headline(told, ASKED), *words.limits(told, ASKED)]).lower()
    assert "virker" not in text
    assert "effekt" not in text


def test_numbers_follow_the_language(told):
    with translation.override("en"):
        assert words.names.ratio(1.5) == "1.50"
    assert words.names.ratio(1.5) == "1,50"
