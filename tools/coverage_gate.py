"""Fail where a package's test coverage is below what it must be: `coverage_gate.py FILE PERCENT PACKAGE…`."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def share(files: dict[str, dict[str, dict[str, int]]], package: str) -> float:
    """Return the percentage of a package's lines and branches that the tests ran."""
    parts = [data["summary"] for name, data in files.items() if f"virksom/{package}/" in name]
    ran = sum(part["covered_lines"] + part.get("covered_branches", 0) for part in parts)
    all_of_it = sum(part["num_statements"] + part.get("num_branches", 0) for part in parts)
    return 100 * ran / all_of_it if all_of_it else 0.0


def main(file: str, percent: str, *packages: str) -> int:
    """Print each package's share, and fail where one is too low."""
    files = json.loads(Path(file).read_text(encoding="utf-8"))["files"]
    shares = {package: share(files, package) for package in packages}
    for package, value in shares.items():
        print(f"coverage of {package}: {value:.1f} % (at least {percent} %)")
    return 0 if all(value >= float(percent) for value in shares.values()) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
