"""What could not be stored, and settling it."""

from __future__ import annotations

import pytest

from virksom.people.models import AuditEvent
from virksom.study.harvest.models import QuarantineItem

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def url(own_study) -> str:
    return f"/undersoegelser/{own_study.slug}/karantaene/"


@pytest.fixture
def item(own_study) -> QuarantineItem:
    return put(own_study, "no_text", "Dokumentet har ingen tekst. Er det scannet?")


def put(study, reason: str, message: str = "Det gik galt.", place: str = "række 4") -> QuarantineItem:
    source = f"{reason}-{QuarantineItem.objects.count()}"
    return QuarantineItem.objects.create(
        study=study,
        source=source,
        system="folder",
        file="status-….pdf (fil nr. 7)",
        place=place,
        reason=reason,
        message=message,
    )


def test_an_item_says_where_it_stood_and_what_was_wrong(client, analyst, item, url):
    client.force_login(analyst)
    page = client.get(url).content.decode()
    for said in ("status-….pdf (fil nr. 7)", "række 4", "Er det scannet?"):
        assert said in page


def test_a_reason_shows_only_its_own_items(client, analyst, own_study, item, url):
    put(own_study, "bad_date", "Datoen findes ikke.")
    client.force_login(analyst)
    page = client.get(url, {"grund": "bad_date"})
    assert [shown.reason for shown in page.context["items"]] == ["bad_date"]


def test_settling_needs_a_reason(client, analyst, item, url):
    client.force_login(analyst)
    answer = client.post(f"{url}{item.pk}/", {"reason": "  "})
    assert answer.status_code == 400
    assert "hvorfor det er i orden" in answer.content.decode()


def test_a_settled_item_stays_in_the_ledger_with_who_and_why(client, analyst, item, url):
    client.force_login(analyst)
    client.post(f"{url}{item.pk}/", {"reason": "Et tomt skema."})
    assert list(client.get(url).context["items"]) == []
    page = client.get(url, {"vis": "afgjorte"}).content.decode()
    assert "Et tomt skema." in page
    assert str(analyst) in page
    assert AuditEvent.objects.filter(action="settled", subject="quarantine").exists()


def test_what_is_settled_is_not_settled_again(client, analyst, item, url):
    client.force_login(analyst)
    client.post(f"{url}{item.pk}/", {"reason": "Et tomt skema."})
    client.post(f"{url}{item.pk}/", {"reason": "En anden grund."})
    item.refresh_from_db()
    assert item.settled_reason == "Et tomt skema."


def test_everything_with_the_same_cause_is_settled_at_once_and_nothing_else(client, analyst, own_study, item, url):
    for _number in range(3):
        put(own_study, "not_about_a_case")
    client.force_login(analyst)
    client.post(f"{url}grund/not_about_a_case/", {"reason": "Beskriver forsendelsen, ikke sagen."})
    assert [left.pk for left in client.get(url).context["items"]] == [item.pk]
    event = AuditEvent.objects.get(action="settled")
    assert event.details == {"study": own_study.slug, "reason": "not_about_a_case", "items": 3}


def test_the_data_protection_officer_reads_it_and_settles_nothing(client, dpo, item, url):
    client.force_login(dpo)
    assert "i orden, at det ikke er med" not in client.get(url).content.decode()
    assert client.post(f"{url}{item.pk}/", {"reason": "x"}).status_code == 403
    assert client.post(f"{url}grund/no_text/", {"reason": "x"}).status_code == 403


def test_a_leader_does_not_see_the_quarantine(client, leader, own_study, url):
    client.force_login(leader)
    assert client.get(url).status_code == 403


def test_an_item_of_another_study_is_not_found(client, analyst, study, own_study, url):
    foreign = put(study, "no_text")
    client.force_login(analyst)
    assert client.get(f"{url}{foreign.pk}/").status_code == 404


def test_thousands_of_items_come_a_page_at_a_time(client, analyst, own_study, url, django_assert_max_num_queries):
    QuarantineItem.objects.bulk_create(
        QuarantineItem(study=own_study, source=str(number), system="folder", file="…", reason="bad_date", message="Nej")
        for number in range(2000)
    )
    client.force_login(analyst)
    client.get(url)
    with django_assert_max_num_queries(12):
        page = client.get(url, {"side": "3", "grund": "bad_date"})
    assert len(page.context["items"]) == 50
