"""A date stands as Danes write it, and as the British do for those who read English."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import translation

WHEN = datetime(2026, 5, 3, 8, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "danish", "english"),
    [
        ("j. F Y", "3. maj 2026", "3 May 2026"),
        ("j. b Y H.i", "3. maj 2026 10.01", "3 May 2026 10:01"),
        ("H.i.s", "10.01.09", "10:01:09"),
        ("c", "2026-05-03T10:01:09+02:00", "2026-05-03T10:01:09+02:00"),
    ],
)
def test_a_date_on_a_page_follows_the_language(form: str, danish: str, english: str) -> None:
    page = engines["django"].from_string('{{ when|date:"' + form + '" }}')
    with translation.override("da"):
        assert page.render({"when": WHEN}) == danish
    with translation.override("en"):
        assert page.render({"when": WHEN}) == english
