"""Runs: begun, cancelled, taken over, refused; a dry run writes nothing."""

import os
import platform
from datetime import timedelta

import pytest
from django.utils import timezone

from virksom.errors import BadInput, NotAllowed, WrongState
from virksom.people.models import AuditEvent
from virksom.study.harvest import keystore, pipeline, services
from virksom.study.harvest.models import HarvestRun, QuarantineItem, RunState, StudyCase
from virksom.study.harvest.services.runs import HarvestStopped
from virksom.study.harvest.tests.sources import bundle, dump, harvest, patient, sensum, write

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_dry_run_says_what_would_be_read_and_writes_nothing(own_study, analyst, tmp_path):
    source = sensum(tmp_path / "s", notes="A2;2024-10001;B1;Dagbog;31-02-2024;;Nat;Sov\n")
    found = services.dry_run(source)
    assert (found.cases, found.documents, found.rows_in, found.rows_quarantined) == (1, 2, 7, 1)
    assert found.problems[0].place == "række 3"
    assert not StudyCase.objects.exists()
    assert not QuarantineItem.objects.exists()


def test_a_dry_run_counts_what_the_harvest_counts(own_study, analyst, tmp_path):
    source = sensum(tmp_path / "s")
    trial, run = services.dry_run(source), harvest(analyst, own_study, source)
    assert (trial.rows_in, trial.rows_stored, trial.documents) == (run.rows_in, run.rows_stored, run.documents)


def test_a_dry_run_shows_what_must_be_mended_before_what_needs_nothing_done(tmp_path):
    headers = [{"resourceType": "MessageHeader", "id": f"h{number}"} for number in range(60)]
    bundle(tmp_path / "s" / "fhir" / "b.json", *headers, patient())
    sensum(tmp_path / "s" / "sensum", notes="A2;2024-10001;B1;Dagbog;31-02-2024;;Nat;Sov\n")
    problems = services.dry_run(tmp_path / "s").problems
    assert problems[0].place == "række 3"
    assert {one.reason for one in problems[1:]} == {"not_about_a_case"}


def test_only_the_team_may_harvest(own_study, outsider, practitioner, tmp_path):
    for user in (outsider, practitioner):
        with pytest.raises(NotAllowed):
            services.start_run(user, own_study, sensum(tmp_path / "s"))


@pytest.mark.parametrize("reader", ["papir", ""])
def test_an_unknown_reader_is_refused(own_study, analyst, tmp_path, reader):
    with pytest.raises(BadInput):
        services.start_run(analyst, own_study, sensum(tmp_path / "s"), reader)


def test_a_source_that_is_nothing_known_fails_with_words_about_what_was_expected(own_study, analyst, tmp_path):
    write(tmp_path / "s" / "billede.jpg", "x")
    run = services.run_harvest(services.start_run(analyst, own_study, tmp_path / "s").pk)
    assert run.state == RunState.FAILED
    assert "Ventede Sensum-filer" in run.error


def test_while_one_harvest_runs_a_second_is_refused(own_study, analyst, tmp_path):
    run = services.start_run(analyst, own_study, sensum(tmp_path / "s"))
    HarvestRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, beat_at=timezone.now())
    with pytest.raises(WrongState):
        services.start_run(analyst, own_study, tmp_path / "s")
    with pytest.raises(WrongState):
        services.run_harvest(run.pk)


@pytest.mark.parametrize(
    ("worker", "age"),
    [("en-anden-maskine 1", timedelta(minutes=5)), (f"{platform.node()} 999999999", timedelta(seconds=1))],
)
def test_a_run_that_was_killed_is_carried_on_with(own_study, analyst, tmp_path, worker, age):
    run = services.start_run(analyst, own_study, sensum(tmp_path / "s"))
    HarvestRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, beat_at=timezone.now() - age, worker=worker)
    again = services.start_run(analyst, own_study, tmp_path / "s")
    assert again.pk == run.pk
    assert services.run_harvest(again.pk).state == RunState.DONE


def test_a_run_whose_process_lives_here_is_not_taken_over(own_study, analyst, tmp_path):
    run = services.start_run(analyst, own_study, sensum(tmp_path / "s"))
    worker = f"{platform.node()} {os.getpid()}"
    HarvestRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, beat_at=timezone.now(), worker=worker)
    with pytest.raises(WrongState):
        services.start_run(analyst, own_study, tmp_path / "s")


def test_a_cancelled_run_stops_between_cases_and_the_next_one_carries_on(own_study, analyst, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "_BEAT_SECONDS", 0)
    source = tmp_path / "k"
    for n in range(5):
        write(source / f"Sag 500{n}" / "notat.txt", f"Dag nummer {n} gik godt.")
    run = services.start_run(analyst, own_study, source)

    def cancel_after_two(done, _total):
        if done == 2:
            services.cancel_run(analyst, run)

    stopped = services.run_harvest(run.pk, progress=cancel_after_two)
    assert stopped.state == RunState.CANCELLED
    assert own_study.cases.count() == 2
    assert harvest(analyst, own_study, source).state == RunState.DONE
    assert own_study.cases.count() == 5


def test_a_waiting_run_that_is_cancelled_never_starts(own_study, analyst, tmp_path):
    run = services.cancel_run(analyst, services.start_run(analyst, own_study, sensum(tmp_path / "s")))
    assert run.state == RunState.CANCELLED
    with pytest.raises(WrongState):
        services.run_harvest(run.pk)


def test_an_unforeseen_error_is_told_without_what_was_being_read(own_study, analyst, tmp_path, monkeypatch):
    def fail(*_args):
        raise RuntimeError("Morten Krogsgaard 010180-1234")

    monkeypatch.setattr(pipeline, "gather", fail)
    run = services.start_run(analyst, own_study, sensum(tmp_path / "s"))
    with pytest.raises(HarvestStopped) as stopped:
        services.run_harvest(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "Morten" not in run.error + str(stopped.value)
    assert stopped.value.__cause__ is None


def test_where_a_source_lies_is_kept_encrypted_and_only_until_the_run_ends(own_study, analyst, tmp_path):
    source = sensum(tmp_path / "Krogsgaard Morten")
    run = services.start_run(analyst, own_study, source)
    assert b"Krogsgaard" not in bytes(HarvestRun.objects.get(pk=run.pk).source)
    services.run_harvest(run.pk)
    assert HarvestRun.objects.get(pk=run.pk).source == b""


def test_a_harvest_leaves_a_trace_in_the_log_with_counts_only(own_study, analyst, tmp_path):
    harvest(analyst, own_study, sensum(tmp_path / "s"))
    last = AuditEvent.objects.filter(action="harvested").first()
    assert last.details["rows_in"] == last.details["rows_stored"] == 6


def test_a_case_whose_writing_fails_leaves_nothing_half(own_study, analyst, tmp_path, monkeypatch):
    from virksom.study.harvest import store

    monkeypatch.setattr(store, "add_to_quarantine", lambda _items: 1 / 0)
    run = services.start_run(analyst, own_study, sensum(tmp_path / "s"))
    with pytest.raises(HarvestStopped):
        services.run_harvest(run.pk)
    assert dump(own_study)["cases"] == []


def test_the_worker_gets_a_number_and_no_path(own_study, analyst, tmp_path):
    from django_tasks_db.models import DBTaskResult

    from virksom.study.harvest import tasks

    run = services.start_run(analyst, own_study, sensum(tmp_path / "Krogsgaard"))
    tasks.enqueue(run)
    assert "Krogsgaard" not in str(DBTaskResult.objects.get().args_kwargs)
    assert tasks.harvest_task.func(run.pk) == "done"


def test_a_locked_study_takes_nothing_more(own_study, analyst, dpo, tmp_path):
    harvest(analyst, own_study, sensum(tmp_path / "s"))
    services.lock_study(dpo, own_study)
    own_study.refresh_from_db()
    with pytest.raises(WrongState):
        services.start_run(analyst, own_study, tmp_path / "s")
    with pytest.raises(WrongState):
        keystore.open_secret(own_study.pk)
    assert own_study.cases.count() == 1
