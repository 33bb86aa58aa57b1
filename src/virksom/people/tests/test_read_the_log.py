from __future__ import annotations

import csv
import io

import pytest

from virksom.people import audit, log, safekeeping
from virksom.people.audit import Action
from virksom.people.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, dpo):
    client.force_login(dpo)
    return client


@pytest.fixture
def two_readings(analyst, practitioner):
    audit.record(Action.READ, by=analyst, subject="case", subject_id="S-BARN", purpose="Kodning")
    audit.record(Action.EXPORTED, by=practitioner, subject="report", subject_id="3")


def test_an_event_is_told_as_a_sentence_with_its_purpose(officer, two_readings):
    page = officer.get("/log/").text
    assert "Anna Analytiker læste sagen S-BARN." in page
    assert "Formål: Kodning." in " ".join(page.split())
    assert "Frida Fagperson hentede en kopi af rapporten 3." in page


def test_a_user_is_named_as_they_are_called_now(officer, administrator, analyst):
    audit.record(Action.CHANGED, by=administrator, subject="user", subject_id=analyst.pk)
    assert "Adam Administrator ændrede brugeren Anna Analytiker." in officer.get("/log/").text


def test_every_action_and_thing_that_rooms_write_has_danish_words(db):
    assert {value for value, _word in log.action_choices()} == {action.value for action in Action}


@pytest.mark.parametrize(
    ("question", "seen"),
    [
        ("person={analyst}", "S-BARN"),
        ("action=exported", "rapporten 3"),
        ("subject=case", "S-BARN"),
        ("number=S-BARN", "S-BARN"),
        ("purpose=kod", "S-BARN"),
        ("since=2020-01-01&until=2099-01-01", "S-BARN"),
    ],
)
def test_the_log_can_be_narrowed(officer, two_readings, analyst, question, seen):
    page = officer.get("/log/?" + question.format(analyst=analyst.pk))
    assert seen in str([line.sentence for line in page.context["page"].lines])
    if "since" not in question:
        assert len(page.context["page"].lines) == 1


def test_a_day_that_is_over_shows_nothing(officer, two_readings):
    assert "ingen hændelser, der passer" in officer.get("/log/?until=2001-01-01").text


def test_a_date_that_is_none_is_told_at_the_field(officer, two_readings):
    assert officer.get("/log/?since=i+g%C3%A5r").context["form"].errors["since"]


def test_that_the_log_was_read_is_in_the_log_without_the_words_searched_for(officer, dpo):
    officer.get("/log/?purpose=hemmeligt&number=S-1")
    event = AuditEvent.objects.get(action="read", subject="log")
    assert (event.actor, event.details) == ("Dorte Databeskytter", {"filters": ["number", "purpose"]})


def test_pages_follow_each_other_and_nothing_is_shown_twice(officer):
    for number in range(120):
        audit.record(Action.READ, by=None, subject="case", subject_id=f"S-{number}")
    seen, path = [], "/log/?action=read&subject=case"
    while path:
        page = officer.get(path).context["page"]
        seen += [line.event.subject_id for line in page.lines]
        path = f"/log/?action=read&subject=case&foer={page.older}" if page.older else ""
    assert seen == [f"S-{number}" for number in reversed(range(120))]


def test_newer_leads_back_to_where_one_came_from(officer):
    for number in range(120):
        audit.record(Action.READ, by=None, subject="case", subject_id=f"S-{number}")
    narrowed = "/log/?action=read&subject=case"
    first = officer.get(narrowed).context["page"]
    second = officer.get(f"{narrowed}&foer={first.older}").context["page"]
    back = officer.get(f"{narrowed}&efter={second.newer}").context["page"]
    assert [line.event for line in back.lines] == [line.event for line in first.lines]


def test_a_page_costs_the_same_however_long(officer, django_assert_max_num_queries, analyst):
    for _time in range(60):
        audit.record(Action.CHANGED, by=analyst, subject="user", subject_id=analyst.pk)
    officer.get("/log/")
    with django_assert_max_num_queries(14):
        officer.get("/log/")


def test_the_chain_is_verified_and_the_last_sum_shown(officer, two_readings):
    last = AuditEvent.objects.first().hash
    page = officer.post("/log/efterproev/", follow=True).text
    assert "Kæden holder: alle 3 hændelser er efterprøvet" in page
    assert last in page
    assert AuditEvent.objects.get(action="verified").details["last_hash"] == last


def test_a_break_is_shown_with_its_place(officer, two_readings):
    from django.db import connection

    safekeeping.open_up(connection)
    AuditEvent.objects.filter(sequence=1).update(purpose="Noget andet")
    safekeeping.close(connection)
    assert "Kæden er brudt ved hændelse nr. 1: den er ændret" in officer.post("/log/efterproev/", follow=True).text


def test_the_copy_holds_what_was_chosen_and_is_in_the_log(officer, two_readings):
    answer = officer.get("/log/kopi.csv?action=read&subject=case")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert [row[2:5] for row in rows[1:]] == [["Anna Analytiker", "Anna Analytiker læste sagen S-BARN.", "Kodning"]]
    assert AuditEvent.objects.filter(action="exported", subject="log").count() == 1


def test_text_that_looks_like_a_formula_is_harmless_in_a_spreadsheet(officer, analyst):
    analyst.display_name = "=1+1"
    audit.record(Action.READ, by=analyst, subject="case", subject_id="S-1", purpose="@SUM(A1)")
    rows = list(csv.reader(io.StringIO(officer.get("/log/kopi.csv").getvalue().decode("utf-8-sig")), delimiter=";"))
    assert ["'=1+1", "'@SUM(A1)"] in [[row[2], row[4]] for row in rows]


def test_others_do_not_read_the_log(client, administrator):
    client.force_login(administrator)
    for path in ("/log/", "/log/kopi.csv"):
        assert client.get(path).status_code == 403
    assert client.post("/log/efterproev/").status_code == 403
    assert AuditEvent.objects.filter(action="refused").count() == 3
