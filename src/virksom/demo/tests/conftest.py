"""One small organisation, written once for all tests of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from virksom.demo import Manifest, write_exports
from virksom.demo.organisation import Organisation
from virksom.demo.record import CaseRecord


@pytest.fixture(scope="session")
def records() -> list[CaseRecord]:
    return list(Organisation(120, seed=3).records())


@pytest.fixture(scope="session")
def export(tmp_path_factory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("eksport")
    return folder, write_exports(folder, cases=120, seed=3)
