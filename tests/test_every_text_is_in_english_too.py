"""Whoever reads English meets no Danish: every text of the program is found and has its English."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from babel.messages.catalog import Catalog
from django.utils import translation
from django.utils.translation.template import templatize

from virksom.people.adapter import AccountAdapter, SecondFactorAdapter

TOOL = Path(__file__).resolve().parents[1] / "tools" / "messages.py"


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", TOOL)
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_every_text_of_code_and_templates_has_its_english(messages: ModuleType) -> None:
    assert messages.faults() == []


def test_a_text_behind_another_name_of_gettext_is_found(messages: ModuleType) -> None:
    code = (
        "from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy as many\n"
        "_t = gettext_lazy\n"
        "a = _t('Kortlægning')\n"
        "b = many('{} sag', '{} sager')\n"
        "c = _('Nøglen er slettet, '\n      'og sagen er låst.')\n"
    )
    found = [message for message, _context in messages.found(code, messages.KEYWORDS | messages.aliases(code))]
    assert found == ["Kortlægning", ("{} sag", "{} sager"), "Nøglen er slettet, og sagen er låst."]


def test_texts_of_an_indented_template_are_found_with_both_their_forms(messages: ModuleType) -> None:
    template = (
        "{% load i18n %}\n<ul>\n      <li>{% translate 'Høst' %} {{ state|default:_('Ikke fordelt') }}</li>\n"
        "   {% blocktranslate count n=n trimmed %}\n      {{ n }} sag\n  {% plural %}\n {{ n }} sager\n"
        "   {% endblocktranslate %}\n  <p>{% blocktranslate with a=b %}Kæden holder: {{ a }}{% endblocktranslate %}</p>"
    )
    found = messages.found(messages.flush_left(templatize(template)), messages.KEYWORDS)
    assert [message for message, _context in found] == [
        "Høst",
        "Ikke fordelt",
        ("%(n)s sag", "%(n)s sager"),
        "Kæden holder: %(a)s",
    ]


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("Læs rapporten", ""),
        ("{n} af {of} sager", "{n} cases"),
        ("Andel med 95 %%-interval", "Share with 95 % interval"),
        ("Navnet er <strong>%(name)s</strong>.", "The name is %(name)s."),
        (("{} sag fra {day}", "{} sager fra {day}"), ("{} case", "{} cases from {day}")),
    ],
)
def test_english_that_loses_something_is_named(messages: ModuleType, danish: object, english: object) -> None:
    known = Catalog(locale="en")
    known.add(danish, english)
    assert len(messages.missing(known)) == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(AccountAdapter, DefaultAccountAdapter), (SecondFactorAdapter, DefaultMFAAdapter)],
    ids=["log-in", "mfa"],
)
def test_what_the_log_in_package_answers_is_danish_for_danes(ours: type, theirs: type) -> None:
    with translation.override("en"):
        english = {key: str(text) for key, text in theirs.error_messages.items()}
    with translation.override("da"):
        danish = {key: str(text) for key, text in ours.error_messages.items()}
    assert {key for key, text in english.items() if danish[key] == text} == set()
