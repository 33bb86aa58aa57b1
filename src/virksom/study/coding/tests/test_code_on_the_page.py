"""Each variable is saved from the page by itself, with script and without."""

from __future__ import annotations

import pytest
from django.urls import reverse

from virksom.study.coding.models import Coding
from virksom.study.coding.services import open_outcome
from virksom.study.coding.tests.conftest import ENDED, SEEN, code
from virksom.study.harvest.models import Document

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def url(case):
    def to(name: str, *more: str) -> str:
        return reverse(f"coding:{name}", args=[case.study.slug, case.pseudonym, *more])

    return to


@pytest.fixture
def coder(client, first):
    client.force_login(first.coder)
    return client


def test_an_answer_is_saved_and_its_form_comes_back_with_the_next_version(coder, url):
    html = coder.post(
        url("save", "severity"), {"choice": "4", "certainty": "3", "version": "0"}, **HTMX
    ).content.decode()
    assert Coding.objects.get().value == "4"
    assert 'name="version" value="1"' in html and "<html" not in html
    assert 'id="case-progress" hx-swap-oob="true"' in html


def test_a_correction_shows_what_it_replaced(coder, url):
    coder.post(url("save", "severity"), {"choice": "4", "certainty": "3", "version": "0"})
    html = coder.post(
        url("save", "severity"), {"choice": "2", "certainty": "3", "version": "1"}, **HTMX
    ).content.decode()
    earlier = html.split('class="earlier', 1)[1].split("</ol>")[0]
    assert "4 · Svær" in earlier and "2 · Mærkbar" not in earlier


def test_a_half_answer_is_kept_as_a_draft_until_it_is_one(coder, url):
    half = {"choice": "4", "comment": "Se uge 7", "version": "0"}
    assert coder.post(url("save", "severity"), {**half, "draft": "1"}).status_code == 204
    assert not Coding.objects.exists()
    html = coder.get(url("case")).content.decode()
    assert "Se uge 7" in html and "Kladde: vælg svar" in html
    coder.post(url("save", "severity"), {**half, "certainty": "3"})
    assert "Kladde: vælg svar" not in coder.get(url("case")).content.decode()
    assert Coding.objects.get().comment == "Se uge 7"


def test_nobody_keeps_a_draft_of_a_hidden_outcome_or_of_somebody_elses_case(coder, client, url, analyst):
    assert coder.post(url("save", "outcome"), {"choice": "reached", "draft": "1"}).status_code == 409
    client.force_login(analyst)
    assert client.post(url("save", "severity"), {"choice": "4", "draft": "1"}).status_code == 403


def test_without_script_the_page_comes_back_at_the_variable(coder, url):
    response = coder.post(url("save", "severity"), {"choice": "4", "certainty": "3", "version": "0"})
    assert response.status_code == 302
    assert response.url.endswith("?variabel=severity#variabel-severity")


def test_a_number_is_written_and_that_it_cannot_be_told_is_chosen(coder, url):
    coder.post(url("save", "age_at_intake"), {"value": "11", "choice": "", "certainty": "3", "version": "0"})
    coder.post(
        url("save", "duration_months"),
        {"value": "9", "choice": "missing:contradictory", "certainty": "1", "version": "0"},
    )
    assert Coding.objects.get(key="age_at_intake").value == "11"
    assert Coding.objects.get(key="duration_months").missing == "contradictory"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_stale_save_shows_both_answers_and_keeps_what_was_typed(coder, url, headers):
    coder.post(url("save", "severity"), {"choice": "4", "certainty": "3", "version": "0"})
    response = coder.post(
        url("save", "severity"), {"choice": "2", "certainty": "1", "comment": "Se uge 7", "version": "0"}, **headers
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "4 · Svær" in html and "2 · Mærkbar" in html and "Se uge 7" in html
    assert Coding.objects.get().value == "4"


def test_an_answer_that_does_not_fit_is_refused_in_place(coder, url):
    response = coder.post(url("save", "severity"), {"choice": "9", "certainty": "3", "version": "0"}, **HTMX)
    assert response.status_code == 422
    assert "værdien skal være en af" in response.content.decode()


def test_a_late_change_is_asked_for_its_reason(coder, url, first):
    code(first, SEEN)
    open_outcome(first.coder, first)
    response = coder.post(url("save", "frame"), {"choice": "2", "certainty": "3", "version": "1"}, **HTMX)
    assert response.status_code == 422 and "Udfaldet er kendt" in response.content.decode()


def test_a_sentence_is_chosen_without_script(coder, url, first):
    code(first, {"network": "2"})
    note = Document.objects.filter(kind="note").first()
    html = coder.get(url("passage", "network")).content.decode()
    place = f"{note.pk}-23-52"
    assert f'value="{place}"' in html and "Målet er delvist nået" not in html
    coder.post(url("passage", "network"), {"place": place})
    coding = Coding.objects.get(key="network", superseded_at=None)
    assert (coding.quote, coding.value, coding.version) == ("Mor talte med mig på trappen.", "2", 2)


def test_a_sentence_chosen_before_the_answer_waits_in_the_form(coder, url):
    note = Document.objects.filter(kind="note").first()
    response = coder.post(url("passage", "severity"), {"place": f"{note.pk}-0-22"}, follow=True)
    html = response.content.decode()
    assert f'name="document" value="{note.pk}"' in html and "Han åbnede ikke døren." in html
    assert not Coding.objects.exists()


def assert_answers_are_locked(html):
    assert html.count('<fieldset class="whole" disabled>') == html.count('<fieldset class="whole"') == len(SEEN | ENDED)
    assert 'class="answer__foot"' not in html


def test_steps_lead_from_the_outcome_to_the_finished_case(coder, url, first):
    coder.post(url("step", "udfald"))
    first.refresh_from_db()
    assert first.outcome_opened_at is None
    code(first, SEEN)
    coder.post(url("step", "udfald"))
    code(first, ENDED)
    coder.post(url("step", "faerdig"))
    first.refresh_from_db()
    assert first.state == "done"
    assert_answers_are_locked(coder.get(url("case")).content.decode())
    coder.post(url("step", "genaabn"))
    first.refresh_from_db()
    assert first.state == "in_progress"


def test_the_analyst_reads_but_does_not_code_somebody_elses_case(client, first, analyst, url):
    client.force_login(analyst)
    assert 'form class="answer"' not in client.get(url("case")).content.decode()
    assert client.post(url("save", "severity"), {"choice": "4", "certainty": "3", "version": "0"}).status_code == 403


def test_shortcuts_can_be_switched_off(coder, url, case):
    assert 'data-shortcuts="on"' in coder.get(url("case")).content.decode()
    coder.post(reverse("coding:shortcuts", args=[case.study.slug]), {"case": case.pseudonym, "on": "0"})
    assert 'data-shortcuts="on"' not in coder.get(url("case")).content.decode()
