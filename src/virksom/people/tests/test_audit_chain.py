from __future__ import annotations

import threading
import time

import pytest
from django.db import IntegrityError, connection, transaction

from virksom.people import audit, safekeeping
from virksom.people.audit import Action
from virksom.people.models import AuditEvent


@pytest.fixture
def chain(db):
    """Five events."""
    for number in range(1, 6):
        audit.record(
            Action.READ, by=None, subject="case", subject_id=f"S-{number}", purpose="Kodning", details={"rows": number}
        )


@pytest.fixture
def opened(chain):
    """The same, with the database's own lock taken off: somebody with the keys to the database tampers."""
    safekeeping.open_up(connection)
    yield
    safekeeping.close(connection)


def test_an_untouched_chain_holds(chain):
    result = audit.verify()
    assert (result.intact, result.events) == (True, 5)
    assert result.last_hash == AuditEvent.objects.get(sequence=5).hash


@pytest.mark.parametrize("left", [0, 3])
def test_events_cut_off_the_end_are_found(opened, left):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's counter of rows proves nothing; there the noted last hash is compared")
    AuditEvent.objects.filter(sequence__gt=left).delete()
    assert (audit.verify().broken.sequence, audit.verify().broken.reason) == (left + 1, "missing")


def test_an_event_that_was_rolled_back_is_not_missed(chain):
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        audit.record(Action.READ, by=None, subject="case")
        raise ValueError("no")
    assert audit.verify().intact


def test_an_empty_log_holds(db):
    assert audit.verify().intact


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "2020-01-01T00:00:00Z"),
        ("actor_id", "7"),
        ("actor", "En anden"),
        ("action", "deleted"),
        ("subject", "document"),
        ("subject_id", "S-9"),
        ("purpose", "Noget andet"),
        ("details", {"rows": 99}),
        ("hash", "f" * 64),
    ],
)
def test_a_change_in_any_field_is_found_where_it_is(opened, field, value):
    AuditEvent.objects.filter(sequence=3).update(**{field: value})
    assert (audit.verify().broken.sequence, audit.verify().broken.reason) == (3, "changed")


def test_a_changed_link_is_found(opened):
    AuditEvent.objects.filter(sequence=3).update(previous_hash="f" * 64)
    assert (audit.verify().broken.sequence, audit.verify().broken.reason) == (3, "does not follow")


def test_a_change_with_its_hash_made_anew_is_found_at_the_next_event(opened):
    event = AuditEvent.objects.get(sequence=3)
    event.subject_id = "S-9"
    event.hash = audit.fingerprint(event)
    event.save()
    assert (audit.verify().broken.sequence, audit.verify().broken.reason) == (4, "does not follow")


@pytest.mark.parametrize("sequence", [1, 3])
def test_a_removed_event_is_found(opened, sequence):
    AuditEvent.objects.filter(sequence=sequence).delete()
    assert (audit.verify().broken.sequence, audit.verify().broken.reason) == (sequence, "missing")


def test_two_events_that_changed_places_are_found(opened):
    AuditEvent.objects.filter(sequence=2).update(sequence=99)
    AuditEvent.objects.filter(sequence=3).update(sequence=2)
    AuditEvent.objects.filter(sequence=99).update(sequence=3)
    assert audit.verify().broken.sequence == 2


@pytest.mark.parametrize("attempt", ["update", "delete", "save"])
def test_the_database_itself_refuses_changes(chain, attempt):
    def change():
        if attempt == "update":
            AuditEvent.objects.filter(sequence=3).update(actor="En anden")
        elif attempt == "delete":
            AuditEvent.objects.all().delete()
        else:
            AuditEvent.objects.get(sequence=3).save()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()
    assert audit.verify().events == 5


def test_plain_sql_is_refused_too(chain):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_auditevent")


def test_an_event_falls_with_the_transaction_it_tells_of(chain):
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record(Action.CHANGED, by=None, subject="study", subject_id="x")
        raise RuntimeError
    assert audit.verify().events == 5


@pytest.mark.django_db(transaction=True)
def test_threads_that_write_at_once_make_one_chain():
    failed = []

    def write():
        try:
            for _time in range(10):
                audit.record(Action.READ, by=None, subject="case", subject_id="S-1")
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    result = audit.verify()
    assert (result.intact, result.events) == (True, 40)


@pytest.mark.slow
def test_writing_and_verifying_stay_quick_in_a_long_log(db):
    AuditEvent.objects.bulk_create(_long_chain(5000))
    began = time.perf_counter()
    for _time in range(100):
        audit.record(Action.READ, by=None, subject="case", subject_id="S-1", purpose="Kodning")
    each = (time.perf_counter() - began) / 100
    began = time.perf_counter()
    assert audit.verify().events == 5100
    assert (each, time.perf_counter() - began) < (0.02, 5)


def _long_chain(length):
    previous = audit.FIRST
    for number in range(1, length + 1):
        event = AuditEvent(
            sequence=number,
            at="2026-01-01T00:00:00Z",
            actor_id="1",
            actor="Anna",
            action="read",
            subject="case",
            subject_id="S-1",
            previous_hash=previous,
        )
        event.at = event._meta.get_field("at").to_python(event.at)
        event.hash = previous = audit.fingerprint(event)
        yield event
