"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import virksom.methods

MODULES = [
    f"virksom.methods.{found.name}" for found in pkgutil.iter_modules(virksom.methods.__path__) if found.name != "tests"
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run_and_give_what_they_say(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_the_public_names_are_all_there():
    assert all(hasattr(virksom.methods, name) for name in virksom.methods.__all__)
