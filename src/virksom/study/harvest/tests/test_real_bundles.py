"""The public FFB bundles: everything is stored or quarantined, and nobody in them is found in the study."""

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from virksom.study.harvest.models import CaseValue, Code, Document
from virksom.study.harvest.services import import_codes
from virksom.study.harvest.tests.sources import dump, harvest

FFB = Path(__file__).parents[5].parent / "shared" / "data" / "ffb"

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.real_data,
    pytest.mark.skipif(not FFB.is_dir(), reason="../shared/data/ffb mangler"),
]


def _resources():
    for file in sorted(FFB.rglob("*.json")):
        content = json.loads(file.read_bytes())
        if content["resourceType"] == "Bundle":
            yield from (entry["resource"] for entry in content["entry"])
        else:
            yield content


def _all(value, name):
    """Every value under an element's name, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                yield inner
            yield from _all(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _all(inner, name)


def _identifiers():
    """Names (given, family, full), CPR numbers, phones, mails, address lines of every person element."""
    names, exact = set(), set()
    for resource in _resources():
        if resource["resourceType"] == "CodeSystem":
            continue
        for found in _all(resource, "name"):
            for name in found if isinstance(found, list) else [found]:
                if isinstance(name, dict):
                    given, family = name.get("given", []), name.get("family", "")
                    names.update([*given, family])
                    exact.add(" ".join([*given, family]))
        for telecoms in _all(resource, "telecom"):
            exact.update(telecom["value"] for telecom in telecoms)
        for addresses in _all(resource, "address"):
            exact.update(line for address in addresses for line in address.get("line", []))
        for system in _all(resource, "identifier"):
            exact.update(
                i["value"]
                for i in (system if isinstance(system, list) else [system])
                if "1.2.208.176.1.2" in i.get("system", "")
            )
    # Named in running text only.
    names.update(["Lars", "Larsen", "August Krog", "Krog", "Christensen", "Malene"])
    return {name for name in names if name}, {text for text in exact if text}


def _texts():
    """Every text column of the default database that a harvest writes, with where it stands."""
    for model in apps.get_app_config("harvest").get_models():
        if model is Code or model._meta.model_name in {"studykey", "casekey"}:
            continue
        kept = (models.CharField, models.TextField, models.JSONField, models.SlugField)
        columns = [field.name for field in model._meta.fields if isinstance(field, kept)]
        for row in model.objects.values_list(*columns) if columns else ():
            yield from ((f"{model.__name__}.{column}", str(value)) for column, value in zip(columns, row, strict=True))
    from virksom.people.models import AuditEvent

    yield from (("AuditEvent", str(row)) for row in AuditEvent.objects.values_list("subject_id", "details", "purpose"))


@pytest.fixture
def harvested(own_study, analyst):
    import_codes(FFB / "codes")
    return harvest(analyst, own_study, FFB)


def test_resources_in_are_resources_stored_plus_quarantined(harvested):
    assert harvested.state == "done"
    assert harvested.rows_in == sum(1 for _ in _resources())
    assert harvested.rows_in == harvested.rows_stored + harvested.rows_quarantined
    assert set(harvested.summary["quarantined"]) == {"fhir:not_about_a_case"}


def test_no_name_cpr_phone_mail_or_address_of_anybody_is_found_in_the_study(harvested):
    names, exact = _identifiers()
    assert len(names) > 30
    whole = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sorted(names))) + r")(s)?(?!\w)")
    found = []
    for where, text in _texts():
        found += [(where, match[0]) for match in whole.finditer(text)]
        found += [(where, phrase) for phrase in exact if phrase.lower() in text.lower()]
    assert found == []


def test_no_file_of_the_workspace_holds_anybody(harvested):
    names, exact = _identifiers()
    wanted = [text.encode() for text in exact | {name for name in names if len(name) > 6}]
    for file in Path(settings.WORKSPACE).rglob("*"):
        if file.is_file() and "test_keys" not in file.name:
            data = file.read_bytes()
            assert not [text for text in wanted if text in data], file.name


def test_the_citizens_wish_purpose_and_goals_become_documents(harvested):
    titles = set(Document.objects.filter(kind="goal").values_list("title", flat=True))
    assert {"Mål: FFB borgers mål og ønsker", "Mål: Indsatsformål", "Mål: FFB indsatsmål", "Mål: FFB delmål"} <= titles
    assert Document.objects.filter(text__startswith="[Borger] drømmer om at bo et sted").exists()


def test_themes_severity_groups_services_and_goal_types_have_danish_names(harvested):
    labels = dict(CaseValue.objects.values_list("variable", "label"))
    wanted = {
        "theme",
        "theme_severity",
        "target_group",
        "service",
        "goal_type",
        "support_need",
        "unit_type",
        "follow_up_decision",
        "intervention",
    }
    assert wanted <= set(labels)
    assert CaseValue.objects.filter(variable="theme_severity", label="Spise: Svært nedsat funktionsevne").exists()
    assert CaseValue.objects.filter(variable="goal_type", label="Fastholde funktionsevne").exists()
    assert not CaseValue.objects.filter(variable__in=wanted, label__startswith="Kode ").exists()


def test_five_reports_on_one_citizen_are_one_case_with_its_course(harvested, own_study):
    case = own_study.cases.get(ended_on="2021-08-30")
    assert str(case.started_on) == "2021-05-29"
    assert case.values.filter(variable="support_need").count() == 2


def test_a_second_harvest_of_the_real_bundles_changes_nothing(harvested, own_study, analyst):
    before = dump(own_study)
    again = harvest(analyst, own_study, FFB)
    assert dump(own_study) == before
    assert (again.documents_new, again.documents_changed) == (0, 0)
