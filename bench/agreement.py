"""Krippendorff's alpha with 1,000 bootstraps: ours beside the `krippendorff` package, in one run.

Run: python bench/agreement.py (the peer is in the `bench` extra; without it only our time is shown).
"""

from __future__ import annotations

import time

import numpy as np

from virksom.methods import Level, krippendorff_alpha

try:
    import krippendorff
except ImportError:
    krippendorff = None

UNITS, CODERS, RESAMPLES, LOOPED = 10_000, 5, 1_000, 50


def ratings() -> np.ndarray:
    rng = np.random.default_rng(1)
    truth = rng.integers(1, 6, UNITS)
    table = np.where(rng.random((CODERS, UNITS)) < 0.7, truth, rng.integers(1, 6, (CODERS, UNITS))).astype(float)
    table[rng.random(table.shape) < 0.1] = np.nan
    return table


def looped_peer(table: np.ndarray, level: Level) -> tuple[float, float] | None:
    """The peer's alpha, and the seconds RESAMPLES of it would take (LOOPED are run, and scaled up)."""
    if krippendorff is None:
        return None
    rng = np.random.default_rng(2)
    start = time.perf_counter()
    for _ in range(LOOPED):
        krippendorff.alpha(table[:, rng.integers(0, UNITS, UNITS)], level_of_measurement=level.value)
    seconds = (time.perf_counter() - start) * RESAMPLES / LOOPED
    return krippendorff.alpha(table, level_of_measurement=level.value), seconds


def main() -> None:
    table = ratings()
    print(f"{UNITS} units x {CODERS} coders x {RESAMPLES} resamples")
    print(f"{'level':<10}{'alpha':>8}{'ours s':>9}{'peer s':>9}{'peer / ours':>13}")
    for level in Level:
        start = time.perf_counter()
        found = krippendorff_alpha(table, level, bootstrap=RESAMPLES, seed=1)
        ours = time.perf_counter() - start
        peer = looped_peer(table, level)
        if peer is None:
            print(f"{level:<10}{found.value:>8.4f}{ours:>9.3f}{'-':>9}{'not installed':>15}")
            continue
        assert abs(peer[0] - found.value) < 1e-9, "the two disagree"
        print(f"{level:<10}{found.value:>8.4f}{ours:>9.3f}{peer[1]:>9.2f}{peer[1] / ours:>13.0f}")


if __name__ == "__main__":
    main()
