"""Whoever leads the coding sees all cases, gives them out, reads agreement and settles differences on the pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from virksom.study.coding.models import Assignment, Settlement
from virksom.study.coding.tests.conftest import add_document, code_all
from virksom.study.harvest.models import StudyCase


def at(study, name, *more):
    return reverse(f"coding:{name}", args=[study.slug, *more])


def test_a_coder_sees_only_their_own_cases(client, first, study, analyst):
    other = StudyCase.objects.create(study=study, pseudonym="S-ANDEN")
    Assignment.objects.create(case=other, coder=analyst, place="first")
    client.force_login(first.coder)
    html = client.get(at(study, "index")).content.decode()
    assert "S-DRENG" in html and "S-ANDEN" not in html and "Kod næste sag: S-DRENG" in html


def test_the_analyst_sees_all_cases_and_who_has_them(client, first, study, analyst):
    client.force_login(analyst)
    html = client.get(at(study, "index")).content.decode()
    assert "S-DRENG" in html and "Frida Fagperson" in html
    assert "S-DRENG" not in client.get(at(study, "index") + "?vis=mine").content.decode()


def test_the_list_takes_few_queries_whatever_its_length(
    client, study, codebook, analyst, django_assert_max_num_queries
):
    cases = StudyCase.objects.bulk_create(StudyCase(study=study, pseudonym=f"S-{n}") for n in range(60))
    Assignment.objects.bulk_create(Assignment(case=case, coder=analyst, place="first") for case in cases)
    client.force_login(analyst)
    client.get(at(study, "index"))
    with django_assert_max_num_queries(20):
        html = client.get(at(study, "index")).content.decode()
    assert "Side 1 af 2" in html


def test_cases_are_given_out_on_the_page(client, case, study, analyst, practitioner):
    client.force_login(analyst)
    assert client.get(at(study, "assign")).status_code == 200
    client.post(at(study, "assign"), {"coders": [analyst.pk, practitioner.pk], "share": "100", "seed": "1"})
    assert Assignment.objects.count() == 2
    response = client.post(at(study, "assign"), {"coders": [analyst.pk], "share": "50", "seed": "1"})
    assert response.status_code == 422 and "mindst to personer" in response.content.decode()


def test_everybody_on_the_team_reads_the_codebook(client, codebook, study, leader):
    client.force_login(leader)
    html = client.get(at(study, "codebook")).content.decode()
    assert "Social-spatiale rammer" in html and "Tæller ikke" in html


def test_agreement_is_read_by_the_leader_but_not_by_a_coder(client, first, second, study, leader):
    code_all(first)
    code_all(second, frame="2")
    client.force_login(leader)
    html = client.get(at(study, "agreement")).content.decode()
    assert "1 sag er kodet færdig af to" in html
    assert f'href="{at(study, "index")}"' not in html
    client.force_login(first.coder)
    assert client.get(at(study, "agreement")).status_code == 403


def test_a_case_is_offered_for_reopening_only_until_both_coders_are_finished(client, first, second, study):
    code_all(first)
    client.force_login(first.coder)
    assert "Genåbn" in client.get(at(study, "case", "S-DRENG")).content.decode()
    code_all(second)
    html = client.get(at(study, "case", "S-DRENG")).content.decode()
    assert "svarene står fast" in html and "Genåbn<" not in html


def test_a_difference_is_shown_with_both_answers_and_settled(client, first, second, study, analyst):
    code_all(first, frame="5")
    code_all(second, frame="2")
    client.force_login(analyst)
    html = client.get(at(study, "differences")).content.decode()
    assert "5 · Rammerne bærer" in html and "2 · Svage" in html and "Sværhedsgrad" not in html.split("</form>")[1]
    client.post(at(study, "settle", "S-DRENG", "frame"), {"choice": "4", "reason": "Talt igennem.", "version": "0"})
    assert Settlement.objects.get().value == "4"
    assert "Ingen uenigheder venter" in client.get(at(study, "differences")).content.decode()
    assert "Talt igennem." in client.get(at(study, "differences") + "?vis=afgjorte").content.decode()


def test_nothing_of_a_difference_is_shown_before_both_are_finished(client, first, second, study, analyst):
    code_all(first, frame="5")
    client.force_login(analyst)
    assert "Rammerne bærer" not in client.get(at(study, "differences")).content.decode().split("</form>")[2]


@pytest.mark.parametrize("name", ["index", "assign", "agreement", "differences"])
@pytest.mark.parametrize("who", ["outsider", "caseworker", "citizen_user", "administrator"])
def test_others_are_refused(client, study, codebook, request, name, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(at(study, name)).status_code == 403


def test_the_differences_take_few_queries(
    client, study, variable, analyst, practitioner, django_assert_max_num_queries
):
    for number in range(12):
        case = StudyCase.objects.create(study=study, pseudonym=f"S-{number}")
        add_document(case, "note", date(2024, 1, 1), "Hun lavede kaffe.")
        code_all(Assignment.objects.create(case=case, coder=practitioner, place="first"), frame="5")
        code_all(Assignment.objects.create(case=case, coder=analyst, place="second"), frame="1")
    client.force_login(analyst)
    client.get(at(study, "differences"))
    with django_assert_max_num_queries(26):
        assert client.get(at(study, "differences")).content.decode().count('class="difference"') == 12


@pytest.mark.parametrize("page", ["²", "9" * 5000])
def test_a_page_number_that_is_none_gives_the_first_page(client, first, study, analyst, page):
    client.force_login(analyst)
    for name in ("index", "differences"):
        assert client.get(at(study, name), {"side": page}).status_code == 200
