"""A study at a glance, and what the team says of a step."""

from __future__ import annotations

import pytest

from virksom.study.harvest import services
from virksom.study.harvest.models import Document, HarvestRun, QuarantineItem, StudyCase, StudyStep

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def overview(client, own_study):
    def of(user) -> str:
        client.force_login(user)
        return client.get(f"/undersoegelser/{own_study.slug}/").content.decode()

    return of


def add_case(study, pseudonym: str = "S-EN") -> StudyCase:
    case = StudyCase.objects.create(study=study, pseudonym=pseudonym)
    Document.objects.create(
        case=case, source=pseudonym, system="folder", kind="note", text="Vi gik en tur.", text_hash="x"
    )
    return case


def test_an_empty_study_points_the_analyst_to_the_harvest(overview, analyst):
    assert "Høst de første sager" in overview(analyst)


def test_a_harvest_that_runs_is_what_comes_next(overview, analyst, own_study):
    HarvestRun.objects.create(study=own_study, state="running")
    assert "Følg høsten" in overview(analyst)


def test_what_lies_in_quarantine_comes_before_the_team(overview, analyst, own_study):
    add_case(own_study)
    QuarantineItem.objects.create(
        study=own_study, source="1", system="folder", file="… (fil nr. 1)", reason="no_text", message="Tom"
    )
    assert "Se på det, der ikke kom med" in overview(analyst)


def test_a_lone_analyst_is_asked_to_find_somebody_to_code_with(overview, analyst, own_study):
    add_case(own_study)
    assert "Sæt holdet" in overview(analyst)


def test_the_data_protection_officer_is_told_about_locking(overview, dpo, own_study):
    add_case(own_study)
    assert "Lås undersøgelsen, når den er færdig" in overview(dpo)


def test_a_leader_is_not_offered_the_harvest(overview, leader, analyst, own_study):
    services.add_member(analyst, own_study, leader)
    assert f"/undersoegelser/{own_study.slug}/hoest/" not in overview(leader)


def test_a_leader_is_led_to_the_agreement_and_not_to_cases_they_may_not_see(overview, leader, analyst, own_study):
    services.add_member(analyst, own_study, leader)
    html = overview(leader)
    assert f'href="/undersoegelser/{own_study.slug}/kodning/overensstemmelse/"' in html
    assert f'href="/undersoegelser/{own_study.slug}/kodning/"' not in html


def test_somebody_outside_the_team_is_refused(client, own_study, outsider):
    client.force_login(outsider)
    assert client.get(f"/undersoegelser/{own_study.slug}/").status_code == 403


def test_a_step_shows_what_the_study_itself_shows_before_the_team_says_anything(overview, analyst, own_study):
    add_case(own_study)
    assert "1 sag er høstet." in overview(analyst)


def test_the_overview_takes_few_queries_however_many_cases(client, analyst, own_study, django_assert_max_num_queries):
    for number in range(30):
        add_case(own_study, f"S-{number}")
    client.force_login(analyst)
    client.get(f"/undersoegelser/{own_study.slug}/")
    with django_assert_max_num_queries(20):
        client.get(f"/undersoegelser/{own_study.slug}/")


def test_a_note_to_a_step_is_saved_and_shown(client, overview, analyst, own_study):
    client.force_login(analyst)
    said = {"state": "in_progress", "note": "Vi har talt med to teams.", "version": "1"}
    client.post(f"/undersoegelser/{own_study.slug}/trin/1/", said)
    assert "Vi har talt med to teams." in overview(analyst)


def test_a_save_that_comes_too_late_shows_both_texts_and_overwrites_nothing(client, analyst, own_study):
    services.set_step(analyst, own_study, 1, "done", note="Kollegaens tekst")
    client.force_login(analyst)
    said = {"state": "in_progress", "note": "Min tekst", "version": "1"}
    answer = client.post(f"/undersoegelser/{own_study.slug}/trin/1/", said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kollegaens tekst" in page
    assert "Min tekst" in page
    assert StudyStep.objects.get(study=own_study, number=1).note == "Kollegaens tekst"


def test_after_seeing_both_texts_the_save_goes_through(client, analyst, own_study):
    services.set_step(analyst, own_study, 1, "done", note="Kollegaens tekst")
    client.force_login(analyst)
    url = f"/undersoegelser/{own_study.slug}/trin/1/"
    shown = client.post(url, {"state": "in_progress", "note": "Min tekst", "version": "1"})
    version = shown.context["form"]["version"].value()
    client.post(url, {"state": "in_progress", "note": "Begges tekst", "version": str(version)})
    assert StudyStep.objects.get(study=own_study, number=1).note == "Begges tekst"


def test_there_is_no_seventh_step(client, analyst, own_study):
    client.force_login(analyst)
    assert client.get(f"/undersoegelser/{own_study.slug}/trin/7/").status_code == 404


def test_who_does_not_lead_the_study_cannot_change_a_step(client, practitioner, analyst, own_study):
    services.add_member(analyst, own_study, practitioner)
    client.force_login(practitioner)
    assert client.get(f"/undersoegelser/{own_study.slug}/trin/1/").status_code == 403
