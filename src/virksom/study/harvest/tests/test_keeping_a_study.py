"""Studies and their teams, steps and locks; quarantine settled with a reason."""

import pytest

from virksom.errors import BadInput, NotAllowed, StaleVersion, WrongState
from virksom.people.models import AuditEvent
from virksom.study.harvest import keystore, queries, services
from virksom.study.harvest.models import CaseKey, QuarantineItem, Study, StudyKey
from virksom.study.harvest.tests.sources import harvest, sensum

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_new_study_has_its_maker_on_the_team_six_steps_a_key_and_a_line_in_the_log(own_study, analyst):
    assert [place.user for place in own_study.team.all()] == [analyst]
    assert [step.number for step in own_study.steps.all()] == [1, 2, 3, 4, 5, 6]
    assert len(keystore.open_secret(own_study.pk).raw) == 32
    assert AuditEvent.objects.get(action="created", subject="study").subject_id == "boegely"


@pytest.mark.parametrize(
    "wrong",
    [{"slug": "æ ø"}, {"title": " "}, {"slug": "boegely"}, {"period_start": "2025-01-02", "period_end": "2025-01-01"}],
)
def test_a_study_that_cannot_be_is_refused_with_words(own_study, analyst, wrong):
    with pytest.raises(BadInput):
        services.create_study(analyst, **{"slug": "ny", "title": "Ny", **wrong})
    assert Study.objects.count() == 1


def test_a_practitioner_makes_no_study(practitioner):
    with pytest.raises(NotAllowed):
        services.create_study(practitioner, slug="ny", title="Ny")


def test_only_the_team_lets_others_in(own_study, analyst, outsider, practitioner):
    with pytest.raises(NotAllowed):
        services.add_member(outsider, own_study, outsider)
    services.add_member(analyst, own_study, practitioner)
    services.add_member(analyst, own_study, practitioner)
    assert own_study.team.count() == 2


def test_the_last_one_on_the_team_stays(own_study, analyst, practitioner):
    services.add_member(analyst, own_study, practitioner)
    services.remove_member(analyst, own_study, practitioner)
    with pytest.raises(WrongState):
        services.remove_member(analyst, own_study, analyst)


def test_the_command_line_may_join_and_the_log_shows_it(own_study):
    from virksom.people.services import command_line_user

    user = command_line_user()
    services.add_member(user, own_study, user)
    assert AuditEvent.objects.filter(actor="Kommandolinjen", subject_id="boegely").exists()


def test_a_stale_step_is_refused_with_both_notes(own_study, analyst):
    services.set_step(analyst, own_study, 2, "in_progress", "Høst i gang", version=1)
    with pytest.raises(StaleVersion) as stale:
        services.set_step(analyst, own_study, 2, "done", "Færdig", version=1)
    assert (stale.value.theirs, stale.value.yours) == ("Høst i gang", "Færdig")


@pytest.mark.parametrize(("number", "state"), [(7, "done"), (2, "næsten")])
def test_a_step_or_state_that_is_not_there_is_refused(own_study, analyst, number, state):
    with pytest.raises(BadInput):
        services.set_step(analyst, own_study, number, state)


def test_locking_destroys_the_key_and_the_log_says_how_much_went(own_study, analyst, dpo, tmp_path):
    harvest(analyst, own_study, sensum(tmp_path / "s"))
    services.lock_study(dpo, own_study)
    services.lock_study(dpo, own_study)
    assert not StudyKey.objects.filter(study=own_study.pk).exists()
    assert not CaseKey.objects.filter(study=own_study.pk).exists()
    assert AuditEvent.objects.get(action="locked").details["destroyed"] >= 2
    with pytest.raises(WrongState):
        queries.case_for_number(own_study, "2024-10001")


def test_an_analyst_does_not_lock(own_study, analyst):
    with pytest.raises(NotAllowed):
        services.lock_study(analyst, own_study)


def test_quarantine_is_settled_once_with_a_reason_and_stays_settled_after_a_new_harvest(own_study, analyst, tmp_path):
    source = sensum(tmp_path / "s", notes="A2;2024-10001;B1;Dagbog;31-02-2024;;Nat;Sov\n")
    harvest(analyst, own_study, source)
    item = QuarantineItem.objects.get()
    with pytest.raises(BadInput):
        services.settle_quarantine(analyst, item, "  ")
    services.settle_quarantine(analyst, item, "Noten står også i dagbogen")
    with pytest.raises(WrongState):
        services.settle_quarantine(analyst, item, "igen")
    harvest(analyst, own_study, source)
    assert QuarantineItem.objects.get().settled_reason == "Noten står også i dagbogen"


@pytest.mark.parametrize("read", [queries.runs, queries.quarantine, queries.cases, queries.steps])
def test_reads_are_for_the_team(own_study, outsider, read):
    with pytest.raises(NotAllowed):
        read(outsider, own_study)


def test_a_coder_does_not_read_every_case(own_study, analyst, practitioner, tmp_path):
    harvest(analyst, own_study, sensum(tmp_path / "s"))
    services.add_member(analyst, own_study, practitioner)
    pseudonym = own_study.cases.get().pseudonym
    with pytest.raises(NotAllowed):
        queries.case_documents(practitioner, own_study, pseudonym)
    assert queries.case_documents(analyst, own_study, pseudonym).count() == 2


def test_the_list_of_studies_holds_only_ones_own(own_study, analyst, outsider, dpo):
    assert list(queries.studies(analyst)) == [own_study]
    assert list(queries.studies(outsider)) == []
    assert list(queries.studies(dpo)) == [own_study]
