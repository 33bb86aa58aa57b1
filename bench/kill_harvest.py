"""Kills a harvest with -9 at 20 random moments (some twice), begins it again, and compares the end state byte by byte.

Run: python bench/kill_harvest.py [--kills 20] [--seed 1]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

import django

from virksom.study.harvest.tests import killing


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=30)
    wanted = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "virksom.config.settings.test"
    django.setup()
    with tempfile.TemporaryDirectory(prefix="virksom-kill-") as place:
        root = Path(place)
        source = killing.many_cases(root / "source", cases=wanted.cases)
        killing.run("prepare", root / "empty")
        seconds, in_peace = killing.seconds_uninterrupted(root / "empty", source, root / "peace")
        print(f"uninterrupted: {seconds:.2f} s, {wanted.cases} cases")
        same = 0
        for n, after in enumerate(killing.moments(seconds, wanted.kills, wanted.seed)):
            kills = 2 if n % 5 == 4 else 1
            state = killing.killed_and_begun_again(root / "empty", source, root / f"killed{n}", after, kills)
            same += state == in_peace
            print(f"killed {kills}x after {after:5.2f} s: {'same' if state == in_peace else 'DIFFERENT'}")
        print(f"{same} of {wanted.kills} ended in the same state")


if __name__ == "__main__":
    main()
