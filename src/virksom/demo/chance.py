"""Chance that can be repeated: each case and each purpose draws from a source of its own."""

from __future__ import annotations

import random


def chance(seed: int, *purpose: int | str) -> random.Random:
    """A source of chance for one purpose; drawing more for one case never changes another."""
    return random.Random("-".join(map(str, (seed, *purpose))))  # noqa: S311 - invents people, guards nothing
