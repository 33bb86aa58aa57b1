"""A study with a key, for tests of this room."""

from __future__ import annotations

import pytest

from virksom.study.harvest import services


@pytest.fixture
def own_study(analyst):
    """A study made as people make it, with its secret."""
    return services.create_study(analyst, slug="boegely", title="Hvad kendetegner sagerne?")
