"""Choosing a source in the browser, trying it, running it, following it, stopping it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from virksom.study.harvest import services, tasks
from virksom.study.harvest.models import Document, HarvestRun, StudyCase

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SECRET_NAME = "Hansine Krogsgaard 010180-1234"


@pytest.fixture
def inbox(settings, tmp_path) -> Path:
    """An inbox with one folder a case, named as people name them."""
    settings.WORKSPACE = tmp_path
    case = tmp_path / "inbox" / f"Eksport {SECRET_NAME}" / f"{SECRET_NAME} sag 2024-10001"
    case.mkdir(parents=True)
    (case / "status.txt").write_text("Statusbeskrivelse\nHansine går til svømning hver uge.", encoding="utf-8")
    (case / "tom.txt").write_text("", encoding="utf-8")
    return tmp_path / "inbox"


@pytest.fixture
def url(own_study) -> str:
    return f"/undersoegelser/{own_study.slug}/hoest/"


@pytest.fixture
def here_and_now(monkeypatch):
    """The worker, without a queue."""
    monkeypatch.setattr(tasks, "enqueue", lambda run: services.run_harvest(run.pk))


@pytest.fixture
def waiting(monkeypatch) -> list[int]:
    """A worker that never comes."""
    asked: list[int] = []
    monkeypatch.setattr(tasks, "enqueue", lambda run: asked.append(run.pk))
    return asked


def token(client, url: str) -> str:
    return client.get(url).context["sources"][0].token


def test_no_part_of_a_folders_name_reaches_the_page(client, analyst, inbox, url):
    client.force_login(analyst)
    page = client.get(url).content.decode()
    assert "Eksport" in page
    for part in ("Hansine", "Krogsgaard", "010180", "1234"):
        assert part not in page


def test_a_source_is_tried_before_anything_is_stored(client, analyst, inbox, url):
    client.force_login(analyst)
    page = client.post(url, {"source": token(client, url), "reader": "auto"})
    assert page.context["found"].cases == 1
    assert page.context["found"].rows_quarantined == 1
    assert not Document.objects.exists()
    assert not HarvestRun.objects.exists()


def test_the_trial_shows_no_names_either(client, analyst, inbox, url):
    client.force_login(analyst)
    page = client.post(url, {"source": token(client, url), "reader": "auto"}).content.decode()
    for part in ("Hansine", "Krogsgaard", "010180", "1234"):
        assert part not in page


def test_what_was_tried_is_harvested_and_the_counts_add_up(client, analyst, inbox, url, here_and_now):
    client.force_login(analyst)
    tried = client.post(url, {"source": token(client, url), "reader": "auto"}).context["tried"]
    page = client.post(url, {"run": tried}, follow=True)
    run = page.context["runs"][0]
    assert (run.state, run.rows_in, run.rows_stored, run.rows_quarantined) == ("done", 2, 1, 1)
    assert "Hansine" not in Document.objects.get().text


def test_nothing_is_harvested_that_was_not_tried(client, analyst, inbox, url, here_and_now):
    client.force_login(analyst)
    assert client.post(url, {"run": "noget-opdigtet"}).status_code == 400
    assert not HarvestRun.objects.exists()


def test_a_trial_for_one_study_starts_nothing_in_another(client, analyst, inbox, url, here_and_now):
    other = services.create_study(analyst, slug="anden", title="En anden")
    client.force_login(analyst)
    tried = client.post(url, {"source": token(client, url), "reader": "auto"}).context["tried"]
    assert client.post(f"/undersoegelser/{other.slug}/hoest/", {"run": tried}).status_code == 400
    assert not HarvestRun.objects.exists()


def test_a_made_up_source_is_refused(client, analyst, inbox, url):
    client.force_login(analyst)
    page = client.post(url, {"source": "../../etc", "reader": "auto"})
    assert "Kilden er der ikke længere" in page.content.decode()


def test_a_source_that_no_reader_knows_says_what_was_expected(client, analyst, inbox, url):
    (inbox / "blandet").mkdir()
    (inbox / "blandet" / "liste.bin").write_bytes(b"\x00")
    client.force_login(analyst)
    unknown = next(source for source in client.get(url).context["sources"] if source.folders == 0)
    page = client.post(url, {"source": unknown.token, "reader": "auto"})
    assert "Kilden blev ikke genkendt" in page.content.decode()


def test_a_waiting_harvest_polls_and_tells_who_has_no_script_to_reload(client, analyst, inbox, url, waiting):
    client.force_login(analyst)
    tried = client.post(url, {"source": token(client, url), "reader": "auto"}).context["tried"]
    page = client.post(url, {"run": tried}, follow=True).content.decode()
    assert waiting == [HarvestRun.objects.get().pk]
    assert 'hx-trigger="every 2s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_the_poll_answers_with_a_piece_and_ends_when_the_harvest_has(client, analyst, own_study, url):
    run = HarvestRun.objects.create(
        study=own_study, state="running", cases_total=9, cases_done=4, beat_at=timezone.now()
    )
    client.force_login(analyst)
    piece = client.get(f"{url}{run.pk}/", headers={"HX-Request": "true"})
    assert "<html" not in piece.content.decode()
    assert 'value="4"' in piece.content.decode()
    HarvestRun.objects.update(state="done")
    assert client.get(f"{url}{run.pk}/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_without_script_the_progress_is_the_harvest_page(client, analyst, own_study, url):
    run = HarvestRun.objects.create(study=own_study, state="running", beat_at=timezone.now())
    client.force_login(analyst)
    assert client.get(f"{url}{run.pk}/").headers["Location"] == url


def test_a_harvest_is_asked_to_stop(client, analyst, own_study, url):
    run = HarvestRun.objects.create(study=own_study, state="running", beat_at=timezone.now())
    client.force_login(analyst)
    client.post(f"{url}{run.pk}/afbryd/")
    run.refresh_from_db()
    assert run.cancel_asked


def test_a_harvest_that_was_killed_can_be_carried_on(client, analyst, own_study, url, waiting):
    silent = timezone.now() - timedelta(minutes=30)
    run = HarvestRun.objects.create(study=own_study, state="running", beat_at=silent)
    client.force_login(analyst)
    assert "Fortsæt, hvor den slap" in client.get(url).content.decode()
    client.post(f"{url}{run.pk}/fortsaet/")
    assert waiting == [run.pk]


def test_a_harvest_that_lives_is_not_begun_twice(client, analyst, own_study, url, waiting):
    run = HarvestRun.objects.create(study=own_study, state="running", beat_at=timezone.now())
    client.force_login(analyst)
    client.post(f"{url}{run.pk}/fortsaet/")
    assert waiting == []


def test_a_run_of_another_study_cannot_be_stopped_from_this_one(client, analyst, url):
    other = services.create_study(analyst, slug="anden", title="En anden")
    run = HarvestRun.objects.create(study=other, state="running", beat_at=timezone.now())
    client.force_login(analyst)
    assert client.post(f"{url}{run.pk}/afbryd/").status_code == 404


@pytest.mark.parametrize("who", ["practitioner", "leader", "dpo", "outsider"])
def test_only_the_teams_analyst_harvests(client, request, analyst, own_study, url, who):
    person = request.getfixturevalue(who)
    if who in {"practitioner", "leader"}:
        services.add_member(analyst, own_study, person)
    client.force_login(person)
    assert client.get(url).status_code == 403
    assert client.post(url, {"source": "x"}).status_code == 403
    assert not StudyCase.objects.exists()
