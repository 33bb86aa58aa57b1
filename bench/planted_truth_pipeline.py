"""How often the product's own analysis recovers the planted truth: `python bench/planted_truth_pipeline.py [SEEDS] [CASES]`.

Draws the demo organisation's cases, lets the main coder code them, and runs the analysis that pages and reports show
(`virksom.study.crosscase.analysing`), without files or database. For each planted effect: the mean estimate, how often
its 95 % interval leaves out zero on the right side, and how often it covers the truth; for the decoy, how often the
programme is flagged alone and with severity and the rest held. At the end: seconds and memory for 20,000 cases.
"""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import replace
from time import perf_counter

import django
import numpy as np
import pandas as pd

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "virksom.config.settings.test")
django.setup()

from virksom.demo.chance import chance  # noqa: E402
from virksom.demo.coders import MAIN_CODER, code_case  # noqa: E402
from virksom.demo.truth import TRUTH, draw_cases  # noqa: E402
from virksom.study.coding.models import Level  # noqa: E402
from virksom.study.coding.queries import Term  # noqa: E402
from virksom.study.coding.services.codebooks import starter_codebook  # noqa: E402
from virksom.study.crosscase.analysing import Specification, run, standard_specification  # noqa: E402

PLANTED = {
    "duration_months": TRUTH.duration_per_6_months,
    "alliance": TRUTH.alliance_per_point,
    "frame": TRUTH.frame_per_point,
    "severity": TRUTH.severity_per_point,
    "programme": TRUTH.programme,
}


def starter_terms() -> dict[str, Term]:
    """The starter codebook as an analysis knows it."""
    found = {}
    for told in starter_codebook()["variable"]:
        values = told.get("value", [])
        found[told["key"]] = Term(
            key=told["key"],
            phase=told["phase"],
            level=Level(told["level"]),
            label_da=told["label_da"],
            label_en=told["label_en"],
            definition=told["definition"],
            unit=told.get("unit", ""),
            codes=tuple(value["code"] for value in values),
            labels={value["code"]: value["label_da"] for value in values},
            labels_en={value["code"]: value["label_en"] for value in values},
        )
    return found


def coded_cases(terms: dict[str, Term], cases: int, seed: int) -> pd.DataFrame:
    """One row a case as `coded_table` gives it."""
    rows = []
    for case in draw_cases(cases, seed):
        coded = code_case(case, MAIN_CODER, chance(seed, case.number, "coding"), age=10, target_group="x")
        rows.append({one.variable: one.value for one in coded} | {"professional": f"M-{case.professional}"})
    table = pd.DataFrame(rows, index=pd.Index([f"S-{at}" for at in range(len(rows))], name="pseudonym"))
    for key, term in terms.items():
        if term.numeric:
            table[key] = pd.to_numeric(table[key])
    return table.assign(n_documents=1, state="coded")


def recovery(specification: Specification, terms: dict[str, Term], seeds: int, cases: int) -> None:
    """Run the analysis over many seeds and print what it finds of each planted effect."""
    estimates: dict[str, list[dict]] = {key: [] for key in PLANTED}
    alone: list[dict] = []
    shares, seconds = [], []
    for seed in range(1, seeds + 1):
        table = coded_cases(terms, cases, seed)
        began = perf_counter()
        found = run(table, specification)["full"]
        seconds.append(perf_counter() - began)
        for key, kept in estimates.items():
            kept.append(found["model"]["adjusted"][key])
        alone.append(found["model"]["unadjusted"]["programme"])
        shares.append(found["variation"])
    print(f"{seeds} seeds of {cases} cases; the product's own analysis, {np.mean(seconds):.1f} s each\n")
    print(f"{'condition':<18}{'truth':>7}{'mean':>8}{'found':>8}{'covered':>9}")
    for key, truth in PLANTED.items():
        kept = estimates[key]
        right = np.mean([one["direction"] == np.sign(truth) and truth != 0 for one in kept])
        covered = np.mean([one["low"] <= truth <= one["high"] for one in kept])
        mean = np.mean([one["estimate"] for one in kept])
        said = "–" if truth == 0 else f"{right:.0%}"
        print(f"{key:<18}{truth:>7.2f}{mean:>8.2f}{said:>8}{covered:>9.0%}")
    flagged = np.mean([one["direction"] != 0 for one in estimates["programme"]])
    print(f"\nthe programme flagged alone: {np.mean([one['direction'] != 0 for one in alone]):.0%}", end="")
    print(f" (mean odds ratio {np.exp(np.mean([one['estimate'] for one in alone])):.2f})")
    print(f"the programme flagged with severity and the rest held: {flagged:.0%}")
    known = [one for one in shares if one and "share" in one]
    print(f"share between professionals: truth {TRUTH.professional_share:.0%}, ", end="")
    print(f"mean {np.mean([one['share'] for one in known]):.0%}, ", end="")
    print(f"covered {np.mean([one['low'] <= TRUTH.professional_share <= one['high'] for one in known]):.0%}, ", end="")
    print(f"cannot be told {np.mean([one['boundary'] for one in known]):.0%}")


def large(specification: Specification, terms: dict[str, Term]) -> None:
    """Time one analysis of 20,000 cases."""
    table = coded_cases(terms, 20_000, 1)
    began = perf_counter()
    run(table, specification)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n20,000 cases: {perf_counter() - began:.0f} s, peak memory of the process {memory:.0f} MB")


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 160
    terms = starter_terms()
    specification = standard_specification(terms)
    assert specification is not None
    recovery(replace(specification, permutations=99), terms, seeds, cases)
    large(specification, terms)


if __name__ == "__main__":
    main()
