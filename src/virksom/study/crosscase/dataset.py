"""The frozen data of an analysis: written once, read back the same, recognised by their hash."""

from __future__ import annotations

import hashlib
import io

import pandas as pd

from virksom.study.crosscase.models import Analysis

# Dates are left behind: the analysis does not use them, and a rare pair of dates can point to a person.
_LEFT_BEHIND = ["started_on", "ended_on"]


def freeze(table: pd.DataFrame) -> tuple[bytes, str]:
    """Return the table as Parquet, and the hash of what it says (whatever the version of the file format)."""
    kept = table.drop(columns=[name for name in _LEFT_BEHIND if name in table])
    buffer = io.BytesIO()
    kept.to_parquet(buffer, compression="zstd")
    return buffer.getvalue(), fingerprint(kept)


def thaw(analysis: Analysis) -> pd.DataFrame:
    """Return the table an analysis was made from."""
    return pd.read_parquet(io.BytesIO(bytes(analysis.dataset)))


def fingerprint(table: pd.DataFrame) -> str:
    """Return the SHA-256 over the table's columns and values."""
    return hashlib.sha256(table.to_csv(lineterminator="\n").encode()).hexdigest()
