"""Which pieces a case may use, and how they are taken: by level, by trajectory, in season, and never twice."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

SEVERITY_LEVEL = {1: "light", 2: "light", 3: "middle", 4: "heavy", 5: "heavy"}
ALLIANCE_PIECES = {
    1: ("low", "low"),
    2: ("low", "middle"),
    3: ("middle", "middle"),
    4: ("high", "middle"),
    5: ("high", "high"),
}
FRAME_PIECES = {
    1: ("weak", "weak"),
    2: ("weak", "middle"),
    3: ("middle", "middle"),
    4: ("strong", "middle"),
    5: ("strong",) * 2,
}
NETWORK_PIECES = {1: ("weak", "weak"), 2: ("weak",), 3: ("strong",), 4: ("strong", "strong")}
TRAJECTORIES = {
    "reached": (("good", "good", "good"),),
    "partly": (
        ("mixed", "mixed", "mixed"),
        ("mixed", "mixed", "mixed"),
        ("good", "mixed", "mixed"),
        ("mixed", "good", "mixed"),
    ),
    "not_reached": (("poor", "poor", "mixed"), ("poor", "mixed", "poor"), ("mixed", "poor", "poor")),
}
SEASONS = {
    re.compile(r"halloween", re.IGNORECASE): (10, 11),
    re.compile(r"\bjule|\bjulen?\b|advent|nisse|gran(?!n)", re.IGNORECASE): (11, 12),
    re.compile(r"fastelavn", re.IGNORECASE): (2, 3),
    re.compile(r"\bsne\b|sneen|sneede|isglat|frostgrader", re.IGNORECASE): (12, 1, 2),
    re.compile(r"jordbær|grill|badeland|sommerferie|hedebølge|skt\. hans", re.IGNORECASE): (5, 6, 7, 8),
    re.compile(r"påske", re.IGNORECASE): (3, 4),
}


@dataclass(slots=True)
class Part:
    """A piece on its way into a note, with the variables it shows."""

    piece: str
    shows: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """A note before it has a date: `place` runs from 0 (intake) to 1 (closed)."""

    place: float
    kind: str
    parts: list[Part]
    goal: int = 0


@dataclass
class Picker:
    """Takes pieces without ever taking one twice in a case."""

    rng: random.Random
    used: set[str] = field(default_factory=set)

    def take(self, count: int, *pools: Sequence[str], in_order: bool = False) -> list[str]:
        """Up to `count` unused pieces, from the first pool as long as it lasts; `in_order` keeps the story's order."""
        taken: list[str] = []
        for pool in pools:
            free = [piece for piece in pool if piece not in self.used]
            chosen = self.rng.sample(free, min(count - len(taken), len(free)))
            taken += sorted(chosen, key=free.index) if in_order else chosen
            self.used.update(chosen)
        return taken


@lru_cache(maxsize=8192)
def months_of(piece: str) -> tuple[int, ...]:
    """The months a piece belongs to; empty for any."""
    return next((months for words, months in SEASONS.items() if words.search(piece)), ())
