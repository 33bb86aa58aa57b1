"""What material the cases have, and reading one case."""

from __future__ import annotations

import time
from datetime import date

import pytest

from virksom.people.models import AuditEvent
from virksom.study.harvest import services, upstairs
from virksom.study.harvest.models import CaseValue, Document, StudyCase
from virksom.study.harvest.reading import paragraphs

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def url(own_study) -> str:
    return f"/undersoegelser/{own_study.slug}/materiale/"


def add_case(study, pseudonym: str, **texts: str) -> StudyCase:
    case = StudyCase.objects.create(
        study=study, pseudonym=pseudonym, started_on=date(2023, 1, 9), ended_on=date(2024, 2, 1)
    )
    for day, (kind, text) in enumerate(texts.items(), start=1):
        Document.objects.create(
            case=case, source=kind, system="folder", kind=kind, text=text, text_hash=kind, written_on=date(2023, 2, day)
        )
    return case


@pytest.fixture
def girl(own_study) -> StudyCase:
    return add_case(
        own_study,
        "S-PIGE",
        note="Hun gik i skole.\nVi øvede bussen.",
        discharge="Målet er nået. <script>alert(1)</script>",
    )


def test_the_page_says_how_many_cases_lack_an_ending(client, analyst, own_study, girl, url):
    add_case(own_study, "S-DRENG", note="Han åbnede ikke.")
    client.force_login(analyst)
    page = client.get(url)
    (discharge,) = [kind for kind in page.context["kinds"] if kind.kind == "discharge"]
    assert (discharge.cases, discharge.missing, discharge.share) == (1, 1, 50)
    assert "1 mangler afsluttende status." in page.content.decode()


def test_the_list_can_be_held_to_cases_without_an_ending(client, analyst, own_study, girl, url):
    add_case(own_study, "S-DRENG", note="Han åbnede ikke.")
    client.force_login(analyst)
    page = client.get(url, {"mangler": "discharge"})
    assert [row.case.pseudonym for row in page.context["rows"]] == ["S-DRENG"]


def test_who_may_not_read_every_case_sees_no_list_and_no_small_numbers(client, leader, analyst, own_study, girl, url):
    services.add_member(analyst, own_study, leader)
    client.force_login(leader)
    page = client.get(url)
    assert "S-PIGE" not in page.content.decode()
    assert all(kind.cases in {0, None} for kind in page.context["kinds"])


def test_small_rests_are_held_back_too(client, dpo, own_study, url):
    for number in range(9):
        add_case(own_study, f"S-{number}", note="Tekst.", plan="Plan.", **({"discharge": "Slut."} if number else {}))
    client.force_login(dpo)
    kinds = {kind.kind: kind for kind in client.get(url).context["kinds"]}
    assert 9 in {kinds["note"].cases, kinds["plan"].cases}
    assert kinds["discharge"].suppressed


def test_a_small_count_cannot_be_worked_out_from_the_number_of_all_documents(client, dpo, own_study, url):
    for number in range(9):
        add_case(
            own_study, f"S-{number}", note="Tekst.", plan="Plan.", **({} if number > 2 else {"discharge": "Slut."})
        )
    client.force_login(dpo)
    kinds = client.get(url).context["kinds"]
    told = sum(kind.documents or 0 for kind in kinds)
    assert Document.objects.filter(case__study=own_study).count() - told == 3 + 9


def test_reading_a_case_is_written_in_the_log_once(client, analyst, own_study, girl, url):
    client.force_login(analyst)
    client.get(f"{url}{girl.pseudonym}/")
    event = AuditEvent.objects.get(action="read")
    assert (event.subject, event.subject_id, event.actor_id) == ("case", "S-PIGE", str(analyst.pk))


def test_a_search_marks_the_words_and_the_log_does_not_repeat_them(client, analyst, girl, url):
    client.force_login(analyst)
    page = client.get(f"{url}{girl.pseudonym}/", {"find": "skolen"})
    assert "<mark>skole</mark>" in page.content.decode()
    event = AuditEvent.objects.get(action="searched")
    assert "skole" not in f"{event.purpose}{event.details}"


def test_a_search_that_finds_nothing_says_what_to_do(client, analyst, girl, url):
    client.force_login(analyst)
    assert "Prøv færre eller andre ord" in client.get(f"{url}{girl.pseudonym}/", {"find": "hest"}).content.decode()


def test_what_is_written_in_a_record_is_never_run(client, analyst, girl, url):
    ending = girl.documents.get(kind="discharge")
    client.force_login(analyst)
    page = client.get(f"{url}{girl.pseudonym}/", {"dokument": str(ending.pk)}).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_document_of_another_case_does_not_open_here(client, analyst, own_study, girl, url):
    other = add_case(own_study, "S-DRENG", note="Han åbnede ikke.").documents.get()
    client.force_login(analyst)
    assert client.get(f"{url}{girl.pseudonym}/", {"dokument": str(other.pk)}).status_code == 404


def test_what_the_system_knew_stands_with_danish_names(client, analyst, girl, url):
    CaseValue.objects.create(case=girl, variable="end_reason", value="plan", label="Efter aftale", system="sensum")
    client.force_login(analyst)
    page = client.get(f"{url}{girl.pseudonym}/").content.decode()
    assert "Afslutningsårsag" in page
    assert "Efter aftale" in page


def test_a_coder_is_sent_to_the_coding_page_which_keeps_the_ending(client, analyst, girl, url, monkeypatch):
    class Room(upstairs._NoCoding):
        def is_coder_of(self, user, case):
            return True

    monkeypatch.setitem(upstairs._rooms, "coding", Room())
    client.force_login(analyst)
    answer = client.get(f"{url}{girl.pseudonym}/")
    assert answer.headers["Location"].endswith("/kodning/sag/S-PIGE/")
    assert not AuditEvent.objects.filter(action="read").exists()


@pytest.mark.parametrize("who", ["leader", "dpo", "outsider", "citizen_user"])
def test_nobody_without_the_right_reads_a_case(client, request, analyst, own_study, girl, url, who):
    person = request.getfixturevalue(who)
    if who == "leader":
        services.add_member(analyst, own_study, person)
    client.force_login(person)
    assert client.get(f"{url}{girl.pseudonym}/").status_code == 403
    assert not AuditEvent.objects.filter(action="read").exists()


def test_a_case_of_another_study_is_not_found(client, analyst, study, own_study, url):
    add_case(study, "S-FREMMED", note="Tekst.")
    client.force_login(analyst)
    assert client.get(f"{url}S-FREMMED/").status_code == 404


def test_paragraphs_lose_no_text():
    text = "Først dette.\n\nSå skolen, og skole igen."
    joined = ["".join(stretch.text for stretch in line) for line in paragraphs(text, "skole")]
    assert joined == ["Først dette.", "Så skolen, og skole igen."]


@pytest.mark.slow
def test_twenty_thousand_cases_open_quickly(client, analyst, own_study, url, django_assert_max_num_queries):
    StudyCase.objects.bulk_create(
        (StudyCase(study=own_study, pseudonym=f"S-{number:05}") for number in range(20_000)), batch_size=2000
    )
    ids = StudyCase.objects.filter(study=own_study).values_list("pk", flat=True)
    Document.objects.bulk_create(
        (
            Document(case_id=pk, source=kind, system="folder", kind=kind, text="Tekst " * 20, text_hash=kind)
            for pk in ids
            for kind in ("note", "plan", "status_report")
        ),
        batch_size=2000,
    )
    client.force_login(analyst)
    client.get(url)
    began = time.perf_counter()
    with django_assert_max_num_queries(14):
        page = client.get(url, {"side": "200", "mangler": "discharge"})
    took = time.perf_counter() - began
    assert len(page.context["rows"]) == 50
    assert took < 1.5, f"{took:.2f} s"
