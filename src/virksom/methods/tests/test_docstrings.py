"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import virksom.methods
from virksom.methods.wording import number, p_value, percent

MODULES = [
    f"virksom.methods.{found.name}" for found in pkgutil.iter_modules(virksom.methods.__path__) if found.name != "tests"
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run_and_give_what_they_say(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_the_public_names_are_all_there():
    assert all(hasattr(virksom.methods, name) for name in virksom.methods.__all__)


def test_numbers_are_written_as_each_language_does():
    assert [number(0.625, 2), number(2.5, 0), number(-0.001, 2), number(1e20)] == ["0,63", "3", "0,00", "1e+20"]
    assert [number(float("inf")), number(float("-inf")), number(1e16, lang="en")] == ["∞", "-∞", "1e+16"]
    assert [percent(float("nan")), percent(0.625, 0), percent(0.625, 1, "en")] == ["–", "63 %", "62.5%"]
    assert [p_value(0.04), p_value(0.0001)] == ["p = 0,040", "p < 0,001"]
