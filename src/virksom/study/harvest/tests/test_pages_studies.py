"""The list of studies, and making one."""

from __future__ import annotations

import pytest

from virksom.people.models import AuditEvent
from virksom.study.harvest.models import Study

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def page_of(client, user, url: str, **data: str):
    client.force_login(user)
    return client.post(url, data) if data else client.get(url)


def test_the_list_shows_only_the_studies_one_belongs_to(client, study, analyst, outsider):
    assert study.title in page_of(client, analyst, "/undersoegelser/").content.decode()
    assert study.title not in page_of(client, outsider, "/undersoegelser/").content.decode()


def test_the_data_protection_officer_sees_every_study(client, study, dpo):
    assert study.title in page_of(client, dpo, "/undersoegelser/").content.decode()


def test_a_citizen_sees_no_list_of_studies(client, study, citizen_user):
    assert page_of(client, citizen_user, "/undersoegelser/").status_code == 403


def test_the_list_costs_the_same_queries_for_one_study_as_for_ten(client, study, dpo, django_assert_max_num_queries):
    Study.objects.bulk_create(Study(slug=f"nr-{number}", title=f"Nr. {number}") for number in range(10))
    client.force_login(dpo)
    client.get("/undersoegelser/")
    with django_assert_max_num_queries(5):
        client.get("/undersoegelser/")


def test_a_new_study_has_its_maker_on_the_team_and_six_steps(client, analyst):
    said = {"title": "Hvad hjælper?", "slug": "Hjaelper", "period_start": "2023-01-01", "period_end": "2024-12-31"}
    answer = page_of(client, analyst, "/undersoegelser/ny/", **said)
    study = Study.objects.get(slug="hjaelper")
    assert answer.headers["Location"] == "/undersoegelser/hjaelper/"
    assert (study.team.get().user, study.steps.count()) == (analyst, 6)


def test_a_taken_short_name_is_refused_and_what_was_written_stays(client, analyst, study):
    answer = page_of(client, analyst, "/undersoegelser/ny/", title="En anden", slug=study.slug)
    assert answer.status_code == 400
    assert "Det korte navn er taget" in answer.content.decode()
    assert 'value="En anden"' in answer.content.decode()


def test_a_short_name_that_is_an_address_of_its_own_is_refused(client, analyst):
    assert page_of(client, analyst, "/undersoegelser/ny/", title="Ny", slug="ny").status_code == 400
    assert not Study.objects.exists()


def test_a_period_that_goes_backwards_is_refused_at_its_field(client, analyst):
    said = {"title": "Baglæns", "slug": "bag", "period_start": "2024-02-01", "period_end": "2024-01-01"}
    answer = page_of(client, analyst, "/undersoegelser/ny/", **said)
    assert 'id="id_period_end_error"' in answer.content.decode()


def test_a_practitioner_makes_no_study_and_the_log_says_so(client, practitioner):
    assert page_of(client, practitioner, "/undersoegelser/ny/", title="X", slug="x").status_code == 403
    assert AuditEvent.objects.filter(action="refused", subject_id="harvest:create").exists()
