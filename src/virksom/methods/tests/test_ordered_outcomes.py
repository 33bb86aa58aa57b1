"""An analyst asks what goes with higher outcomes, with the professionals that cases belong to held apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.miscmodels.ordinal_model import OrderedModel

from virksom.methods import BadRatings, MethodRefused, NotBuilt, TooFewGroups, TooFewOutcomes, fit_cumulative_link
from virksom.methods.cumulative_likelihood import CumulativeLikelihood
from virksom.methods.design import read_design

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "methods"

# Randall (1989), Biometrical Journal 31, 781-793: bitterness of wine, as counts rated 1 to 5 by nine judges, two
# bottles each of cold and warm, without and with contact between juice and skins. Rows are judges; in a row, the two
# ratings of cold-no, cold-yes, warm-no, warm-yes.
WINE = """
23 34 44 55
12 13 23 54
23 32 55 44
32 32 32 53
23 43 33 33
32 32 24 54
11 22 23 23
22 23 33 34
12 32 32 44
"""


def wine():
    """The published table as one row a rating."""
    rows = []
    for judge, line in enumerate(WINE.split("\n")[1:-1]):
        for cell, pair in enumerate(line.split()):
            rows += [(int(rating), cell // 2, cell % 2, judge) for rating in pair]
    return pd.DataFrame(rows, columns=["rating", "temp", "contact", "judge"])


def simulated(n=400, groups=20, sd=0.8, seed=1):
    rng = np.random.default_rng(seed)
    x = pd.DataFrame({"varighed": rng.normal(12, 5, n), "alliance": rng.normal(size=n)})
    group = pd.Series(rng.integers(0, groups, n), name="pract")
    eta = 0.1 * (x["varighed"] - 12) + 0.5 * x["alliance"] + sd * rng.normal(size=groups)[group]
    y = np.digitize(eta + rng.logistic(size=n), [-0.7, 0.9])
    return y, x, group


@pytest.fixture(scope="module")
def laplace():
    data = wine()
    return fit_cumulative_link(data["rating"], data[["temp", "contact"]], data["judge"])


@pytest.fixture(scope="module")
def at_the_border():
    y, x, group = simulated(n=50, groups=7, sd=0, seed=5)
    return fit_cumulative_link(y, x, group)


@pytest.mark.real_data
def test_the_table_typed_here_is_the_one_published():
    if not SHARED.exists():
        pytest.skip("../shared/data/methods mangler her")
    data = pd.read_csv(SHARED / "ordinal_wine.csv")
    data["temp"], data["contact"] = (data["temp"] == "warm").astype(int), (data["contact"] == "yes").astype(int)
    data["judge"] -= 1
    columns = ["judge", "temp", "contact", "rating"]
    assert (
        data[columns].sort_values(columns).to_numpy().tolist()
        == wine()[columns].sort_values(columns).to_numpy().tolist()
    )


def test_wine_by_laplace_gives_the_published_fit(laplace):
    assert laplace.log_likelihood == pytest.approx(-81.56541, abs=5e-6)
    assert laplace.coefficients.to_dict() == pytest.approx({"temp": 3.062997, "contact": 1.834885}, rel=1e-5)
    assert laplace.thresholds.to_numpy() == pytest.approx([-1.623667, 1.513365, 4.228527, 6.088773], rel=1e-5)
    assert laplace.random_sd == pytest.approx({"judge": 1.131133}, rel=1e-5)
    # The published errors come from differences of a mode searched to 1e-4, ours from an exact gradient.
    assert laplace.standard_errors["temp"] == pytest.approx(0.5953762, rel=1e-4)
    assert laplace.standard_errors["contact"] == pytest.approx(0.5125293, rel=1e-4)
    assert laplace.converged
    assert laplace.warnings == ()


def test_wine_by_ten_points_gives_the_published_fit():
    data = wine()
    fit = fit_cumulative_link(data["rating"], data[["temp", "contact"]], data["judge"], quadrature_points=10)
    assert fit.log_likelihood == pytest.approx(-81.53246, abs=5e-6)
    assert fit.random_sd["judge"] == pytest.approx(1.134783, rel=1e-5)


@pytest.mark.real_data
@pytest.mark.parametrize(("points", "sd", "log_likelihood"), [(1, 0.5191, -500.4439), (10, 0.5247, -500.3503)])
def test_five_hundred_simulated_cases_give_the_reference(points, sd, log_likelihood):
    if not SHARED.exists():
        pytest.skip("../shared/data/methods mangler her")
    data = pd.read_csv(SHARED / "sim_ord_500.csv")
    fit = fit_cumulative_link(data["y"], data[["dur", "alliance", "spatial"]], data["pract"], quadrature_points=points)
    assert fit.random_sd["pract"] == pytest.approx(sd, abs=5e-5)
    assert fit.log_likelihood == pytest.approx(log_likelihood, abs=5e-5)
    if points == 1:
        assert fit.coefficients.to_numpy() == pytest.approx([0.0275, 0.4595, 0.4660], abs=6e-5)


@pytest.mark.real_data
def test_fifty_simulated_cases_cannot_tell_a_spread():
    if not SHARED.exists():
        pytest.skip("../shared/data/methods mangler her")
    data = pd.read_csv(SHARED / "sim_ord_50.csv")
    fit = fit_cumulative_link(data["y"], data[["dur", "alliance", "spatial"]], data["pract"])
    assert fit.random_sd == {"pract": 0.0}
    assert "0 varians ved N = 50 sager i 7 grupper betyder: kan ikke afgøres" in fit.warnings[0]


@pytest.mark.parametrize("points", [1, 2, 5, 10])
def test_the_gradient_is_that_of_the_approximation_itself(points):
    data = wine()
    design = read_design(data["rating"], data[["temp", "contact"]], data["judge"], np.linspace(0.5, 2, 72))
    likelihood = CumulativeLikelihood(design, design.x, points)
    at = np.array([-1.0, 1.0, 2.5, 4.0, 2.0, 1.0, 0.7])
    numeric = [
        (likelihood.value_and_gradient(at + step)[0] - likelihood.value_and_gradient(at - step)[0]) / 2e-5
        for step in np.eye(7) * 1e-5
    ]
    assert likelihood.value_and_gradient(at)[1] == pytest.approx(numeric, abs=1e-6)


def test_many_points_come_to_the_integral_itself():
    y, x, group = simulated(n=60, groups=8)
    design = read_design(y, x[["alliance"]], group, None)
    at = np.array([-0.5, 1.0, 0.4, 1.2])
    grid = np.linspace(-9, 9, 20001)
    exact = 0.0
    for g in range(design.n_groups):
        ends = [*design.starts, design.n_cases]
        rows = slice(ends[g], ends[g + 1])
        eta = design.x[rows] @ at[2:3] + 0.0
        below = 1 / (1 + np.exp(-(np.array([-np.inf, *at[:2], np.inf])[:, None, None] - eta[:, None] - at[3] * grid)))
        probability = np.diff(below, axis=0)[design.y[rows], np.arange(len(eta))]
        weight = np.exp(-(grid**2) / 2) / np.sqrt(2 * np.pi)
        exact += np.log(np.sum(probability.prod(axis=0) * weight) * (grid[1] - grid[0]))
    assert CumulativeLikelihood(design, design.x, 25).value_and_gradient(at)[0] == pytest.approx(exact, abs=1e-8)


def test_without_groups_it_is_the_ordered_logit_of_a_second_library():
    y, x, _ = simulated()
    fit = fit_cumulative_link(y, x)
    other = OrderedModel(y, x, distr="logit").fit(method="bfgs", gtol=1e-8, disp=False)
    assert fit.log_likelihood == pytest.approx(other.llf)
    assert fit.coefficients.to_numpy() == pytest.approx(other.params[:2], rel=1e-4)
    assert fit.standard_errors[["varighed", "alliance"]].to_numpy() == pytest.approx(other.bse[:2], rel=1e-3)
    assert fit.random_sd == {}


def test_two_outcomes_are_ordinary_logistic_regression():
    y, x, _ = simulated()
    fit = fit_cumulative_link(y > 0, x[["alliance"]])
    probability = fit.predict_probabilities(x[["alliance"]]).query("outcome == True")["probability"].to_numpy()
    assert probability.sum() == pytest.approx((y > 0).sum(), rel=1e-6)
    assert (probability * x["alliance"]).sum() == pytest.approx(x["alliance"][y > 0].sum(), rel=1e-6)


def test_the_order_of_cases_and_the_names_of_groups_change_nothing():
    y, x, group = simulated()
    order = np.random.default_rng(0).permutation(len(y))
    first = fit_cumulative_link(y, x, group)
    again = fit_cumulative_link(y[order], x.iloc[order], ("p" + group.astype(str)).iloc[order])
    assert again.log_likelihood == pytest.approx(first.log_likelihood)
    assert again.coefficients.to_numpy() == pytest.approx(first.coefficients.to_numpy(), rel=1e-6)
    assert again.random_sd["pract"] == pytest.approx(first.random_sd["pract"], rel=1e-6)


def test_a_condition_in_months_or_days_has_the_same_meaning():
    y, x, group = simulated()
    months = fit_cumulative_link(y, x, group)
    days = fit_cumulative_link(y, x.assign(varighed=x["varighed"] * 30), group)
    assert days.coefficients["varighed"] * 30 == pytest.approx(months.coefficients["varighed"], rel=1e-6)
    assert days.standard_errors["varighed"] * 30 == pytest.approx(months.standard_errors["varighed"], rel=1e-6)
    assert days.thresholds.to_numpy() == pytest.approx(months.thresholds.to_numpy(), rel=1e-6)


def test_a_weight_of_two_is_the_same_case_twice():
    y, x, _ = simulated(n=80)
    weights = np.where(np.arange(80) < 30, 2.0, 1.0)
    weighted = fit_cumulative_link(y, x, weights=weights)
    twice = fit_cumulative_link(np.concatenate([y, y[:30]]), pd.concat([x, x.iloc[:30]]))
    assert weighted.coefficients.to_numpy() == pytest.approx(twice.coefficients.to_numpy(), rel=1e-6)
    assert weighted.standard_errors.to_numpy() == pytest.approx(twice.standard_errors.to_numpy(), rel=1e-5)


def test_cases_that_miss_something_are_left_out_and_counted_once():
    y, x, group = simulated(n=100)
    y = y.astype(float)
    y[:3] = np.nan
    x.loc[[2, 3, 4], "alliance"] = np.nan
    group = group.astype(float)
    group[5] = np.nan
    fit = fit_cumulative_link(y, x, group, weights=np.where(np.arange(100) == 6, 0.0, 1.0))
    assert fit.n_used == 93
    assert fit.left_out == {"outcome": 3, "alliance": 2, "pract": 1, "weight": 1}
    assert fit.n_left_out == 7
    assert "7 er ikke med, fordi noget mangler (outcome: 3, alliance: 2" in fit.summary()
    assert "7 left out" in fit.summary("en")


def test_text_conditions_become_one_column_for_each_level_but_the_first():
    y, x, _ = simulated()
    ramme = pd.Series(np.array(["hjemme", "ude", "begge"])[np.arange(400) % 3], name="ramme")
    ramme[0] = None
    fit = fit_cumulative_link(y, pd.DataFrame({"ramme": ramme, "ja": x["alliance"] > 0}).astype({"ja": object}))
    assert list(fit.coefficients.index) == ["ramme[hjemme]", "ramme[ude]", "ja"]
    assert fit.left_out == {"ramme": 1}
    asked = fit.predict_probabilities(pd.DataFrame({"ramme": ["ude", "begge"], "ja": [1, 0]}))
    by_hand = 1 / (1 + np.exp(-(fit.thresholds.iloc[0] - fit.coefficients["ramme[ude]"] - fit.coefficients["ja"])))
    assert asked["probability"].iloc[0] == pytest.approx(by_hand)


def test_an_ordered_category_keeps_its_order_and_an_empty_outcome_is_said():
    steps = ["ikke nået", "delvist nået", "nået", "opgivet"]
    y = pd.Series(pd.Categorical(["ikke nået", "nået", "delvist nået"] * 20, steps, ordered=True))
    fit = fit_cumulative_link(y, np.arange(60) % 7)
    assert list(fit.thresholds.index) == ["ikke nået|delvist nået", "delvist nået|nået"]
    assert "Ingen sager har udfaldet opgivet" in fit.warnings[0]


def test_a_condition_that_says_nothing_new_is_left_out_by_name():
    y, x, _ = simulated()
    fit = fit_cumulative_link(y, x.assign(ens=1.0, dobbelt=2 * x["varighed"] - x["alliance"]))
    assert np.isnan(fit.coefficients[["ens", "dobbelt"]]).all()
    assert "følger helt af de andre: ens, dobbelt" in fit.warnings[0]
    assert fit.coefficients["varighed"] == pytest.approx(fit_cumulative_link(y, x).coefficients["varighed"])
    assert "ens: kan ikke måles her" in fit.summary()


def test_no_conditions_at_all_give_the_shares_back():
    fit = fit_cumulative_link([0, 0, 1, 2, 2, 2], None)
    shares = fit.predict_probabilities(pd.DataFrame(index=[0]))["probability"]
    assert shares.to_numpy() == pytest.approx([2 / 6, 1 / 6, 3 / 6])


def test_separation_is_said_and_the_coefficient_is_not_pretended():
    y = [0, 0, 0, 1, 1, 2, 2, 2, 1, 0] * 3
    akut = [0, 0, 0, 0, 0, 1, 1, 1, 0, 0] * 3
    alliance = np.tile([1, 2, 3, 3, 4, 5, 3, 4, 2, 2], 3)
    fit = fit_cumulative_link(y, pd.DataFrame({"akut": akut, "alliance": alliance}))
    assert fit.coefficients["akut"] == np.inf
    assert np.isnan(fit.standard_errors["akut"])
    assert np.isfinite(fit.coefficients["alliance"])
    assert np.isfinite(fit.standard_errors["alliance"])
    assert not fit.converged
    assert "skilles helt af akut" in fit.warnings[0]
    assert "akut: kan ikke måles her" in fit.summary()
    assert "akut: cannot be measured here" in fit.summary("en")
    among_the_rest = fit_cumulative_link(np.array(y)[np.array(akut) == 0], alliance[np.array(akut) == 0])
    assert fit.coefficients["alliance"] == pytest.approx(among_the_rest.coefficients["x1"], rel=0.01)


def test_complete_separation_leaves_nothing_to_measure():
    fit = fit_cumulative_link([0, 0, 1, 1, 2, 2], pd.DataFrame({"a": [1, 2, 3, 4, 5, 6], "b": [1, 2, 1, 1, 2, 1]}))
    assert fit.coefficients["a"] == np.inf
    assert np.isnan(fit.standard_errors).all()
    assert fit.predict_probabilities(pd.DataFrame({"a": [1], "b": [1]}))["low"].isna().all()


def test_separation_with_groups_is_said_too():
    y, x, group = simulated(n=120)
    x["akut"] = (y == 2).astype(float)
    fit = fit_cumulative_link(y, x, group)
    assert fit.coefficients["akut"] == np.inf
    assert fit.warnings[0].code == "separation"


def test_a_spread_of_zero_is_called_cannot_tell(at_the_border):
    assert at_the_border.random_sd == {"pract": 0.0}
    assert "kan ikke afgøres" in at_the_border.warnings[0]
    assert "cannot tell" in at_the_border.warnings[0].text("en")
    share = at_the_border.variance_share()
    assert (share.value, share.statistic, share.p_value) == (0.0, 0.0, 1.0)
    assert share.interval[0] == 0
    assert 0.05 < share.interval[1] < 1
    assert "alt op til" in share.summary()
    assert "cannot be told" in share.summary("en")
    assert at_the_border.summary().count("kan ikke afgøres") == 2


def test_predictions_at_the_border_have_intervals(at_the_border):
    asked = at_the_border.predict_probabilities(pd.DataFrame({"varighed": [12], "alliance": [0]}), group="average")
    assert (asked["low"] < asked["probability"]).all()
    assert (asked["probability"] < asked["high"]).all()


def test_the_ends_of_the_profile_interval_lose_what_the_chi_square_allows(laplace):
    low, high = laplace.intervals().loc["sd(judge)", ["low", "high"]]
    data = wine()
    design = read_design(data["rating"], data[["temp", "contact"]], data["judge"], None)
    likelihood = CumulativeLikelihood(design, design.x)
    from virksom.methods.maximise import maximise

    start = np.concatenate([laplace.thresholds, laplace.coefficients, [1.0]])
    for end in (low, high):
        held = maximise(likelihood, start, held_sd=end)
        assert 2 * (laplace.log_likelihood - held.log_likelihood) == pytest.approx(3.841459, abs=1e-4)
        assert held.parameters[-1] == end


def test_wald_intervals_widen_with_confidence(laplace):
    narrow, wide = laplace.intervals(0.8).loc["temp"], laplace.intervals(0.99).loc["temp"]
    assert wide["low"] < narrow["low"] < 3.063 < narrow["high"] < wide["high"]
    assert narrow["method"] == "wald"
    row = laplace.intervals().loc["temp"]
    assert (row["high"] - row["low"]) / 2 == pytest.approx(1.959964 * laplace.standard_errors["temp"])


def test_the_variance_share_is_the_latent_icc_with_a_test_at_the_border(laplace):
    share = laplace.variance_share()
    assert share.value == pytest.approx(1.13114**2 / (1.13114**2 + np.pi**2 / 3), rel=1e-4)
    data = wine()
    without = fit_cumulative_link(data["rating"], data[["temp", "contact"]])
    assert share.statistic == pytest.approx(2 * (laplace.log_likelihood - without.log_likelihood))
    assert share.p_value == pytest.approx(0.00085, abs=1e-5)
    assert "Omkring 28 % af forskellene i udfald ligger mellem de 9 grupper" in share.summary()
    assert "About 28% of the variation" in share.summary("en")


def test_the_variance_share_needs_groups():
    with pytest.raises(TooFewGroups, match="ingen grupper"):
        fit_cumulative_link([0, 1, 0, 1], [1, 2, 2, 1]).variance_share()


def test_predicted_probabilities_add_up_and_average_over_groups(laplace):
    asked = pd.DataFrame({"temp": [0, 1, np.nan], "contact": [0, 1, 0]})
    typical, average = (laplace.predict_probabilities(asked, group=group) for group in ("typical", "average"))
    assert typical.groupby("row")["probability"].sum().iloc[:2].to_numpy() == pytest.approx([1, 1])
    assert typical["probability"].iloc[10:].isna().all()
    eta = laplace.coefficients.sum()
    by_hand = 1 / (1 + np.exp(-(laplace.thresholds.iloc[0] - eta)))
    assert typical.query("row == 1")["probability"].iloc[0] == pytest.approx(by_hand)
    draws = laplace.thresholds.iloc[0] - eta - 1.13114 * np.random.default_rng(0).normal(size=200_000)
    assert average.query("row == 1")["probability"].iloc[0] == pytest.approx(
        (1 / (1 + np.exp(-draws))).mean(), rel=0.02
    )


def test_prediction_intervals_are_the_delta_method_on_the_log_odds_scale(laplace):
    asked = laplace.predict_probabilities(pd.DataFrame({"temp": [1], "contact": [0]})).iloc[0]
    names = ["1|2", "temp"]
    covariance = laplace.covariance.loc[names, names].to_numpy()
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    middle = laplace.thresholds["1|2"] - laplace.coefficients["temp"]
    assert [asked["low"], asked["high"]] == pytest.approx(
        [1 / (1 + np.exp(-(middle + sign * 1.959964 * error))) for sign in (-1, 1)], rel=1e-5
    )


def test_a_prediction_needs_the_conditions_of_the_fit(laplace):
    with pytest.raises(BadRatings, match="'contact' mangler"):
        laplace.predict_probabilities(pd.DataFrame({"temp": [1]}))


def test_the_summary_says_what_goes_with_what_and_never_that_it_works(laplace):
    danish, english = laplace.summary(), laplace.summary("en")
    assert "temp: følges med højere udfald (odds ratio 21,39" in danish
    assert "ikke hvad der virker" in danish
    assert "temp: goes with higher outcomes (odds ratio 21.39" in english
    y, x, _ = simulated()
    down = fit_cumulative_link(2 - y, x.assign(støj=np.arange(400) % 2))
    assert "alliance: følges med lavere udfald" in down.summary()
    assert "støj: intet klart mønster" in down.summary()
    assert "no clear pattern" in down.summary("en")
    assert "goes with lower outcomes" in down.summary("en")


def test_groups_of_one_case_each_are_warned_about():
    y, x, _ = simulated(n=60)
    fit = fit_cumulative_link(y, x, np.arange(60))
    assert any("kun én sag" in warning for warning in fit.warnings)
    assert "group" in fit.random_sd


def test_a_search_that_does_not_settle_is_said(monkeypatch):
    from virksom.methods import maximise as module

    monkeypatch.setattr(module, "climb", lambda likelihood, start, curvature, hold: start)
    monkeypatch.setattr(module, "_newton_step", lambda curvature, gradient: None)
    y, x, _ = simulated(n=60)
    fit = fit_cumulative_link(y, x)
    assert not fit.converged
    assert "faldt ikke til ro" in fit.warnings[0]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"link": "probit"}, NotBuilt, "brug logit"),
        ({"nested": [1, 2, 1, 2]}, NotBuilt, "nested"),
        ({"quadrature_points": 0}, NotBuilt, "1 \\(Laplace\\)"),
        ({"groups": [1, 1, 1, 1]}, TooFewGroups, "kun én gruppe"),
        ({"groups": [1, 2]}, BadRatings, "4 udfald, men 2 værdier"),
        ({"weights": [1, 1, 1, -1]}, BadRatings, "ikke er negative"),
        ({"y": [1, 1, 1, 1]}, TooFewOutcomes, "samme udfald"),
        ({"y": ["a", "b", "a", "b"]}, BadRatings, "uden rækkefølge"),
        ({"X": [1, 2]}, BadRatings, "4 udfald, men 2 rækker"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_words(arguments, error, words):
    given = {"y": [0, 1, 0, 1], "X": pd.Series([1, 2, 2, 1], name="x"), **arguments}
    with pytest.raises(error, match=words) as refused:
        fit_cumulative_link(given.pop("y"), given.pop("X"), **given)
    assert isinstance(refused.value, MethodRefused)


@pytest.mark.parametrize("seed", range(25))
def test_whatever_small_material_comes_there_is_an_answer_in_words(seed):
    """Few cases, rare and strong conditions, odd scales: a fit or a warning, and never a crash or a number warning."""
    rng = np.random.default_rng(seed)
    n, groups, columns = rng.integers(8, 120), rng.integers(2, 15), rng.integers(1, 7)
    x = pd.DataFrame(
        {
            f"c{k}": rng.integers(0, 2, n) if rng.random() < 0.6 else rng.normal(size=n) * rng.choice([0.01, 1, 100])
            for k in range(columns)
        }
    )
    group = rng.integers(0, groups, n)
    eta = x.to_numpy() @ rng.normal(size=columns) * rng.choice([0, 0.5, 3]) / max(1, x.std().max())
    y = np.digitize(eta + rng.normal(size=groups)[group] * rng.choice([0, 0.5, 3]) + rng.logistic(size=n), [-0.7, 0.9])
    fit = fit_cumulative_link(y, x, group, quadrature_points=int(rng.choice([1, 7])))
    assert fit.converged or fit.warnings
    low, high = fit.intervals().loc["sd(group)", ["low", "high"]]
    assert 0 <= low <= fit.random_sd["group"] <= high
    assert fit.summary()


def test_groups_that_explain_everything_are_said_to():
    group = np.repeat(np.arange(6), 4)
    fit = fit_cumulative_link(np.array([0, 2, 1, 0, 2, 1])[group], np.tile([1, 2, 3, 4], 6), group)
    assert not fit.converged
    assert [warning.code for warning in fit.warnings] == ["endless_spread"]
