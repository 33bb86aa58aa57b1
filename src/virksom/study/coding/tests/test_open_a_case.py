"""A coder opens a case that was given to them and reads it without learning how it ended."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from virksom.people.models import AuditEvent
from virksom.study.coding.services import open_outcome
from virksom.study.coding.tests.conftest import SEEN, add_document, code, code_all
from virksom.study.harvest.models import CaseValue, StudyMember


@pytest.fixture
def page(case):
    return reverse("coding:case", kwargs={"slug": case.study.slug, "pseudonym": case.pseudonym})


def test_documents_come_in_time_order_with_the_variables_beside(client, first, page):
    client.force_login(first.coder)
    html = client.get(page).content.decode()
    assert html.index("Drengen er 11 år") < html.index("Han åbnede ikke døren") < html.index("Vi øvede bussen")
    assert html.index('id="variabel-severity"') < html.index('id="variabel-frame"')


def test_the_outcome_is_neither_shown_nor_found_before_it_is_opened(client, first, page):
    CaseValue.objects.create(case=first.case, variable="outcome", value="partly", label="Delvist nået", system="sensum")
    client.force_login(first.coder)
    for address in (page, f"{page}?q=målet", f"{page}?type=discharge", f"{page}?variabel=outcome"):
        html = client.get(address).content.decode()
        assert "Målet er delvist nået" not in html and "variabel-outcome" not in html and "Delvist nået" not in html
    assert "1 dokument om afslutningen er skjult" in html


def test_an_ordinary_note_of_the_last_day_is_hidden_too(client, first, page):
    add_document(first.case, "note", first.case.ended_on, "Vi nåede ikke det, vi ville.")
    client.force_login(first.coder)
    html = client.get(page).content.decode()
    assert "Vi nåede ikke" not in html and "2 dokumenter om afslutningen er skjult" in html


def test_the_outcome_is_shown_when_the_rest_is_finished(client, first, page):
    code(first, SEEN)
    open_outcome(first.coder, first)
    client.force_login(first.coder)
    html = client.get(page).content.decode()
    assert "Målet er delvist nået" in html and 'id="variabel-outcome"' in html


def test_a_search_shows_only_documents_that_hold_the_word_and_marks_it(client, first, page):
    client.force_login(first.coder)
    html = client.get(f"{page}?q=skolen").content.decode()
    assert "<mark>skole</mark>" in html and "Vi øvede bussen" not in html


def test_text_of_a_record_cannot_become_markup(client, first, page):
    add_document(first.case, "note", date(2024, 3, 1), "<script>alert(1)</script> & mere")
    client.force_login(first.coder)
    html = client.get(page).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_what_the_system_knew_is_offered_and_said_to_come_from_it(client, first, page):
    CaseValue.objects.create(case=first.case, variable="age_at_intake", value="11", system="sensum")
    client.force_login(first.coder)
    assert "Systemet siger: <strong>11 år</strong>" in client.get(page).content.decode()


def test_systems_that_differ_are_shown_and_none_is_chosen(client, first, page):
    for system, age in (("sensum", "11"), ("fhir", "12")):
        CaseValue.objects.create(case=first.case, variable="age_at_intake", value=age, system=system)
    client.force_login(first.coder)
    html = client.get(page).content.decode()
    assert "Det er ikke ét svar efter kodebogen" in html
    assert 'id="age_at_intake-value" name="value" value=""' in html


def test_the_duration_is_offered_from_the_dates_of_the_case(client, first, page):
    client.force_login(first.coder)
    assert "9,6 måneder" in client.get(page).content.decode()


def test_a_member_without_the_case_is_refused_and_it_is_logged(client, case, page, contact_person, study):
    StudyMember.objects.create(study=study, user=contact_person)
    client.force_login(contact_person)
    assert client.get(page).status_code == 403
    assert AuditEvent.objects.filter(action="refused", actor_id=str(contact_person.pk)).exists()


@pytest.mark.parametrize("who", ["leader", "outsider", "caseworker", "citizen_user", "dpo", "administrator"])
def test_other_roles_are_refused(client, first, page, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page).status_code == 403


def test_nobody_opens_a_case_without_log_in(client, first, page):
    assert client.get(page).status_code == 302


def test_reading_a_case_is_logged_once_with_its_purpose(client, first, page):
    client.force_login(first.coder)
    client.get(page)
    (event,) = AuditEvent.objects.filter(action="read")
    assert (event.subject, event.subject_id, event.purpose) == ("case", "S-DRENG", "kodning")


def test_the_second_coder_does_not_see_the_first_ones_values(client, first, second, page):
    code_all(first, target_group="noget helt særligt")
    client.force_login(second.coder)
    html = client.get(page).content.decode()
    assert "noget helt særligt" not in html and "ikke kodet" in html


def test_a_case_with_forty_documents_takes_few_queries(client, first, page, django_assert_max_num_queries):
    for number in range(40):
        add_document(first.case, "note", date(2024, 3, 1), "Vi øvede bussen. " * 60 + str(number))
    code(first, SEEN)
    client.force_login(first.coder)
    client.get(page)
    with django_assert_max_num_queries(25):
        client.get(page)
