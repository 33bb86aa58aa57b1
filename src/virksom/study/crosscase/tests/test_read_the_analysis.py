"""People open the analysis of a study."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from virksom.study.crosscase import services


@pytest.fixture
def opened(analysis):
    def as_(user, name="analysis", **more):
        client = Client()
        client.force_login(user)
        args = [analysis.study.slug, *([] if name in {"analysis", "progress"} else [analysis.number]), *more.values()]
        return client.get(reverse(f"crosscase:{name}", args=args))

    return as_


def test_the_first_thing_said_is_what_characterises_the_cases(opened, analyst):
    page = opened(analyst).content.decode()
    assert page.index("kendetegner de sager, der nåede deres mål:") < page.index("Hvor meget betyder det?")


def test_an_analyst_is_led_on_to_the_cases_behind(opened, analyst):
    assert "/steder/?betingelse=frame" in opened(analyst, "condition", key="frame").content.decode()
    assert "/steder/?grund=missing%3Aoutcome" in opened(analyst).content.decode()


def test_a_leader_is_not(opened, leader):
    assert opened(leader).status_code == 200
    assert "/steder/" not in opened(leader).content.decode()
    assert "/steder/" not in opened(leader, "condition", key="frame").content.decode()


def test_a_leader_sees_no_distribution_of_what_was_only_looked_at(opened, leader):
    page = opened(leader, "condition", key="network").content.decode()
    assert "Fordelingen vises kun for dem, der må læse sagerne bag." in page


def test_those_without_the_right_or_a_place_on_the_team_are_refused(
    opened, practitioner, contact_person, caseworker, citizen_user, dpo, administrator, outsider
):
    for user in (practitioner, contact_person, caseworker, citizen_user, dpo, administrator, outsider):
        for name, more in (("analysis", {}), ("condition", {"key": "frame"}), ("progress", {}), ("report", {})):
            assert opened(user, name, **more).status_code == 403, (user, name)


def test_a_condition_that_is_not_there_is_not_found(opened, analyst):
    assert opened(analyst, "condition", key="findes-ikke").status_code == 404


def test_an_analysis_that_is_not_there_is_not_found(analysis, analyst):
    client = Client()
    client.force_login(analyst)
    assert client.get(reverse("crosscase:earlier", args=[analysis.study.slug, 99])).status_code == 404


def test_before_the_first_analysis_the_page_says_what_to_do(coded_study, analyst):
    client = Client()
    client.force_login(analyst)
    page = client.get(reverse("crosscase:analysis", args=[coded_study.slug])).content.decode()
    assert "Her er ingen analyse endnu." in page
    assert "Lav analysen" in page


def test_a_running_analysis_shows_how_far_it_is_and_the_page_reloads_when_it_is_done(coded_study, analyst):
    client = Client()
    client.force_login(analyst)
    running = services.begin(analyst, coded_study)
    assert "<progress" in client.get(reverse("crosscase:progress", args=[coded_study.slug])).content.decode()
    services.carry_out(running.pk)
    assert client.get(reverse("crosscase:progress", args=[coded_study.slug])).headers["HX-Refresh"] == "true"


def test_the_page_asks_the_database_few_times_whatever_the_number_of_cases(
    analysis, analyst, django_assert_max_num_queries
):
    client = Client()
    client.force_login(analyst)
    with django_assert_max_num_queries(14):
        client.get(reverse("crosscase:analysis", args=[analysis.study.slug]))


def test_the_page_speaks_english_to_those_who_choose_it(analysis, analyst):
    client = Client(headers={"accept-language": "en"})
    client.force_login(analyst)
    page = client.get(reverse("crosscase:analysis", args=[analysis.study.slug])).content.decode()
    assert "Professional alliance" in page
    assert not re.search(r'<td class="figure">[^<]*\d,\d', page)


def test_no_page_has_style_or_script_that_the_policy_would_stop(opened, analyst):
    for name, more in (("analysis", {}), ("condition", {"key": "frame"}), ("report", {})):
        page = opened(analyst, name, **more).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert not re.search(r"\son\w+=", page)
