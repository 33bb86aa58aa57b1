from __future__ import annotations

import pytest

from virksom.errors import WrongState
from virksom.people import queries, services
from virksom.people.models import AuditEvent, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def home(organisation):
    return Unit.objects.create(name="Bøgely", parent=organisation)


@pytest.fixture
def team(home):
    return Unit.objects.create(name="Team Nord", parent=home)


def test_a_unit_is_made_below_another(admin, organisation):
    admin.post("/enheder/", {"name": " Døgnhuset ", "parent": organisation.pk})
    assert Unit.objects.get(name="Døgnhuset").parent == organisation
    assert AuditEvent.objects.filter(action="created", subject="unit").count() == 1


def test_a_unit_is_renamed_and_moved(admin, organisation, home, team):
    admin.post(f"/enheder/{team.pk}/", {"name": "Team Syd", "parent": organisation.pk})
    team.refresh_from_db()
    assert (team.name, team.parent) == ("Team Syd", organisation)
    assert AuditEvent.objects.get(action="changed").details == {"named": True, "moved_to": organisation.pk}


def test_a_unit_is_not_offered_a_place_below_itself(admin, home, team):
    choices = admin.get(f"/enheder/{home.pk}/").context["form"].fields["parent"].choices
    assert {number for number, _name in choices}.isdisjoint({home.pk, team.pk})


@pytest.mark.parametrize("below", ["home", "team"])
def test_a_circle_is_refused_however_it_is_asked_for(administrator, home, team, below):
    with pytest.raises(WrongState):
        services.change_unit(administrator, home, name="Bøgely", parent={"home": home, "team": team}[below])


def test_the_organisation_stays_on_top_and_alone(administrator, organisation, home):
    with pytest.raises(WrongState):
        services.change_unit(administrator, organisation, name="Centret", parent=home)
    with pytest.raises(WrongState):
        services.change_unit(administrator, home, name="Bøgely", parent=None)


def test_a_name_must_be_there(admin, organisation, home):
    assert admin.post(f"/enheder/{home.pk}/", {"name": "  ", "parent": organisation.pk}).context["form"].errors["name"]


def test_the_tree_is_read_at_once_with_how_many_people_are_where(
    organisation, home, team, analyst, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        forest = queries.unit_forest()
    assert [(branch.unit.name, branch.people) for branch in forest] == [("Familiecentret", 1)]
    assert [child.unit.name for child in forest[0].children[0].children] == ["Team Nord"]
    assert [branch.depth for branch in queries.unit_tree()] == [0, 1, 2]
