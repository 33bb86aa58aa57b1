"""Who is on the team, and locking the study for good."""

from __future__ import annotations

import pytest

from virksom.people.models import AuditEvent
from virksom.study.harvest.models import HarvestRun, StudyKey, StudyMember

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def team_url(own_study) -> str:
    return f"/undersoegelser/{own_study.slug}/hold/"


@pytest.fixture
def lock_url(own_study) -> str:
    return f"/undersoegelser/{own_study.slug}/laas/"


def test_a_colleague_is_added_and_can_open_the_study(client, analyst, practitioner, own_study, team_url):
    client.force_login(analyst)
    client.post(team_url, {"add": "1", "member": str(practitioner.pk)})
    client.force_login(practitioner)
    assert client.get(f"/undersoegelser/{own_study.slug}/").status_code == 200


def test_only_people_whose_role_can_use_a_study_are_offered(client, analyst, practitioner, citizen_user, team_url):
    client.force_login(analyst)
    page = client.get(team_url).content.decode()
    assert str(practitioner) in page
    assert str(citizen_user) not in page


def test_a_citizen_cannot_be_put_on_the_team_by_hand_either(client, analyst, citizen_user, own_study, team_url):
    client.force_login(analyst)
    assert client.post(team_url, {"add": "1", "member": str(citizen_user.pk)}).status_code == 400
    assert not StudyMember.objects.filter(user=citizen_user).exists()


def test_the_last_one_cannot_leave_the_team(client, analyst, own_study, team_url):
    client.force_login(analyst)
    page = client.post(team_url, {"remove": str(analyst.pk)}, follow=True)
    assert own_study.team.filter(user=analyst).exists()
    assert page.status_code in {200, 403}


def test_who_leaves_comes_to_the_list_and_not_to_a_refusal(client, analyst, practitioner, own_study, team_url):
    client.force_login(analyst)
    client.post(team_url, {"add": "1", "member": str(practitioner.pk)})
    answer = client.post(team_url, {"remove": str(analyst.pk)})
    assert answer.headers["Location"] == "/undersoegelser/"


def test_a_member_who_does_not_lead_sees_the_team_and_no_buttons(client, analyst, practitioner, team_url):
    client.force_login(analyst)
    client.post(team_url, {"add": "1", "member": str(practitioner.pk)})
    client.force_login(practitioner)
    page = client.get(team_url).content.decode()
    assert str(analyst) in page
    assert 'name="remove"' not in page
    assert client.post(team_url, {"remove": str(analyst.pk)}).status_code == 403


def test_the_wrong_short_name_locks_nothing(client, dpo, own_study, lock_url):
    client.force_login(dpo)
    assert client.post(lock_url, {"typed": "noget andet"}).status_code == 400
    own_study.refresh_from_db()
    assert own_study.locked_at is None


def test_locking_destroys_the_key_and_the_log_proves_it(client, dpo, own_study, lock_url):
    client.force_login(dpo)
    client.post(lock_url, {"typed": own_study.slug})
    assert not StudyKey.objects.filter(study=own_study.pk).exists()
    event = AuditEvent.objects.get(action="locked")
    assert (event.subject_id, event.actor_id, event.details["destroyed"]) == (own_study.slug, str(dpo.pk), 1)


def test_a_study_is_not_locked_while_a_harvest_runs(client, dpo, own_study, lock_url):
    HarvestRun.objects.create(study=own_study, state="running")
    client.force_login(dpo)
    answer = client.post(lock_url, {"typed": own_study.slug})
    assert "En høst er i gang" in answer.content.decode()
    assert StudyKey.objects.filter(study=own_study.pk).exists()


def test_the_analyst_cannot_lock_the_study(client, analyst, own_study, lock_url):
    client.force_login(analyst)
    assert client.post(lock_url, {"typed": own_study.slug}).status_code == 403


def test_a_locked_study_offers_no_harvest(client, dpo, analyst, own_study, lock_url):
    client.force_login(dpo)
    client.post(lock_url, {"typed": own_study.slug})
    client.force_login(analyst)
    page = client.get(f"/undersoegelser/{own_study.slug}/hoest/").content.decode()
    assert "Undersøgelsen er låst" in page
    assert 'name="source"' not in page
