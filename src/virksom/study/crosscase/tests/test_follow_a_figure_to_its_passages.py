"""A member of the study follows a figure to the cases and passages behind it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from virksom.people.audit import Action
from virksom.people.models import AuditEvent
from virksom.study.coding.models import Assignment
from virksom.study.crosscase import queries
from virksom.study.crosscase.tests.conftest import TEXT


def address(analysis, **asked) -> str:
    return reverse("crosscase:passages", args=[analysis.study.slug, analysis.number], query=asked)


@pytest.fixture
def reader(analyst) -> Client:
    client = Client()
    client.force_login(analyst)
    return client


def test_a_cell_leads_to_as_many_cases_as_it_counts(analysis, analyst):
    counted = analysis.results["full"]["distributions"]["frame"]["counts"]
    for level, row in enumerate(counted):
        for outcome, n in zip(("not_reached", "partly", "reached"), row, strict=True):
            found = queries.behind(analyst, analysis, queries.Selection("frame", str(level), outcome))
            assert found.total == n


def test_the_passages_of_every_part_of_the_alliance_are_shown(reader, analysis):
    page = reader.get(address(analysis, betingelse="alliance", udfald="reached")).content.decode()
    assert TEXT[:27] in page
    assert all(part in page for part in ("Alliance: båndet", "Alliance: opgaverne", "Alliance: målene"))


def test_a_reason_for_being_left_out_leads_to_its_cases(analysis, analyst):
    why = next(why for step in analysis.results["full"]["flow"] for why in step["left_out"])
    found = queries.behind(analyst, analysis, queries.Selection(reason=why["key"]))
    assert found.total == why["n"]


def test_the_reading_is_recorded_once_with_the_pseudonyms_shown(reader, analysis):
    reader.get(address(analysis, betingelse="frame", vaerdi="1"))
    event = AuditEvent.objects.get(action=Action.READ)
    assert event.subject == "analysis"
    assert 0 < len(event.details["cases"]) <= 20


def test_nobody_sees_the_outcome_of_a_case_they_still_code(reader, analysis, analyst):
    chosen = Assignment.objects.filter(coder=analyst).order_by("pk").first()
    Assignment.objects.filter(pk=chosen.pk).update(state="in_progress", done_at=None)
    pseudonym = chosen.case.pseudonym
    everything = queries.behind(analyst, analysis, queries.Selection())
    assert everything.withheld == 1
    for page in range(1, everything.pages + 1):
        assert f"sag/{pseudonym}/" not in reader.get(address(analysis, side=page)).content.decode()


def test_a_coder_sees_only_cases_they_have_finished(analysis, practitioner, study):
    Assignment.objects.filter(coder=practitioner).exclude(case__pseudonym="S-0000").delete()
    found = queries.behind(practitioner, analysis, queries.Selection())
    assert [case.pseudonym for case in found.cases] == ["S-0000"]
    assert (found.total, found.withheld) == (1, 0), "how many others there are may be a small count"


def test_a_leader_cannot_follow_a_figure_to_its_cases(analysis, leader):
    client = Client()
    client.force_login(leader)
    assert client.get(address(analysis, betingelse="frame")).status_code == 403


def test_an_analyst_outside_the_team_cannot_either(analysis, outsider):
    client = Client()
    client.force_login(outsider)
    assert client.get(address(analysis, betingelse="frame")).status_code == 403


@pytest.mark.parametrize(
    "asked", [{"betingelse": "findes-ikke"}, {"betingelse": "frame", "vaerdi": "²"}, {"udfald": "x"}]
)
def test_a_figure_that_is_not_there_is_not_found(reader, analysis, asked):
    assert reader.get(address(analysis, **asked)).status_code == 404


def test_the_page_asks_the_database_a_bounded_number_of_times(reader, analysis, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        reader.get(address(analysis, betingelse="alliance"))


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_number_that_is_none_breaks_no_page(reader, analysis, number):
    assert reader.get(address(analysis, betingelse="frame", vaerdi=number)).status_code == 404
    assert reader.get(address(analysis, betingelse="frame", side=number)).status_code == 200
