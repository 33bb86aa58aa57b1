"""The report goes out of the study: as a file, as a page, published to the organisation."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from virksom.errors import NotAllowed
from virksom.people.audit import Action
from virksom.people.models import AuditEvent
from virksom.study.crosscase import services
from virksom.study.crosscase.errors import NotReadyToPublish
from virksom.study.crosscase.tests.conftest import fill, quick


class Tables(HTMLParser):
    """Collects the text of every table cell."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._inside = False

    def handle_starttag(self, tag, attrs):
        if tag == "td":
            self._inside = True
            self.cells.append("")

    def handle_endtag(self, tag):
        if tag == "td":
            self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.cells[-1] += data


def counts_in(html: str) -> list[int]:
    """Whole numbers that stand as counts: alone in a cell, or before a share."""
    tables = Tables()
    tables.feed(html)
    found = [re.fullmatch(r"\s*(\d+)(?: \(\d+ %\))?\s*", cell) for cell in tables.cells]
    return [int(one.group(1)) for one in found if one]


@pytest.fixture
def small(study, practitioner, analyst):
    """A study so small that most cells are."""
    fill(study, practitioner, analyst, cases=45, seed=5)
    return services.analyse(analyst, study, quick(study))


def test_the_file_needs_nothing_else(analysis, analyst, tmp_path):
    html = services.write_report(analyst, analysis, tmp_path / "new" / "rapport.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert '<html lang="da">' in html
    assert "<script" not in html
    assert not re.search(r"\b(?:src|href)=|url\(|@import", html)
    assert "@page" in html


def test_a_synthetic_study_says_so_in_the_report(analysis, analyst):
    assert "SYNTETISK" not in services.report_file(analyst, analysis)
    analysis.study.synthetic = True
    assert "SYNTETISK" in services.report_file(analyst, analysis)


def test_no_count_under_five_stands_in_the_tables_of_a_small_study(small, analyst, leader):
    shown = counts_in(services.report_file(analyst, small))
    assert len(shown) > 10
    assert min(shown) >= 5


def test_no_pseudonym_and_no_quote_stands_in_the_report(analysis, analyst):
    html = services.report_file(analyst, analysis)
    assert not re.search(r"\b[SM]-\w+", html)
    assert "køkkenbordet" not in html


def test_the_report_that_is_written_is_logged_as_an_export(analysis, analyst, tmp_path):
    services.write_report(analyst, analysis, tmp_path / "rapport.html")
    event = AuditEvent.objects.get(action=Action.EXPORTED)
    assert event.details == {"study": analysis.study.slug, "number": 1, "kind": "report"}


def test_an_analyst_outside_the_team_cannot_take_the_report(analysis, outsider, tmp_path):
    with pytest.raises(NotAllowed):
        services.write_report(outsider, analysis, tmp_path / "rapport.html")
    assert not (tmp_path / "rapport.html").exists()


def test_only_published_reports_are_open_to_the_organisation(analysis, leader, caseworker):
    client = Client()
    client.force_login(caseworker)
    page, file = reverse("crosscase:report", args=[analysis.study.slug, 1]), "?hent"
    assert client.get(page).status_code == 403
    assert analysis.study.title not in client.get(reverse("reports")).content.decode()
    services.publish(leader, analysis)
    assert client.get(page).status_code == 200
    assert client.get(page + file).headers["Content-Disposition"].startswith("attachment")
    assert analysis.study.title in client.get(reverse("reports")).content.decode()
    assert client.get(reverse("crosscase:analysis", args=[analysis.study.slug])).status_code == 403


def test_publishing_takes_the_leader_of_the_study_and_is_logged(analysis, analyst, leader):
    with pytest.raises(NotAllowed):
        services.publish(analyst, analysis)
    published = services.publish(leader, analysis)
    assert published.published_by == str(leader)
    assert AuditEvent.objects.filter(action=Action.PUBLISHED, subject_id=str(analysis.pk)).count() == 1


def test_a_report_is_published_once(analysis, leader):
    services.publish(leader, analysis)
    with pytest.raises(NotReadyToPublish):
        services.publish(leader, analysis)


def test_an_analysis_that_is_not_finished_cannot_be_published(coded_study, analyst, leader):
    with pytest.raises(NotReadyToPublish):
        services.publish(leader, services.begin(analyst, coded_study))


def test_a_citizen_sees_no_list_of_reports(citizen_user):
    client = Client()
    client.force_login(citizen_user)
    assert client.get(reverse("reports")).status_code == 403


def test_the_leader_publishes_with_a_button(analysis, leader):
    client = Client()
    client.force_login(leader)
    client.post(reverse("crosscase:publish", args=[analysis.study.slug, 1]))
    analysis.refresh_from_db()
    assert analysis.published_at is not None
