"""FHIR: whose a resource is, what it says, and what is refused with a reason."""

import json

import pytest

from virksom.study.harvest.models import CaseValue, Code, Document
from virksom.study.harvest.tests.sources import bundle, goal, harvest, patient, write

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

FFB = "urn:oid:1.2.208.176.2.22"


def _concept(code, display=None):
    return {"coding": [{"system": FFB, "code": code, **({"display": display} if display else {})}]}


def test_a_goal_becomes_a_document_in_the_citizens_words(own_study, analyst, tmp_path):
    bundle(tmp_path / "f" / "b.json", patient(), goal("Morten laver mad med de andre"))
    harvest(analyst, own_study, tmp_path / "f")
    found = Document.objects.get()
    assert (found.kind, found.title, found.text) == ("goal", "Mål", "[Borger] laver mad med de andre")


def test_a_code_without_a_name_gets_the_one_of_the_imported_list(own_study, analyst, tmp_path):
    Code.objects.create(system=FFB, code="abc", display="Lave mad")
    Code.objects.create(system=FFB, code="svr", display="Svært nedsat")
    theme = {
        "resourceType": "Condition",
        "id": "c1",
        "code": _concept("abc"),
        "severity": _concept("svr"),
        "subject": {"reference": "Patient/p1"},
    }
    bundle(tmp_path / "f" / "b.json", patient(), theme)
    harvest(analyst, own_study, tmp_path / "f")
    assert CaseValue.objects.get(variable="theme").label == "Lave mad"
    assert CaseValue.objects.get(variable="theme_severity").label == "Lave mad: Svært nedsat"


@pytest.mark.parametrize("kind", ["MessageHeader", "Account", "Provenance", "CodeSystem", "Medication", "Opfundet"])
def test_what_is_about_no_case_is_refused_with_a_reason_and_counted(own_study, analyst, tmp_path, kind):
    bundle(tmp_path / "f" / "b.json", patient(), {"resourceType": kind, "id": "x"})
    run = harvest(analyst, own_study, tmp_path / "f")
    assert own_study.quarantine.get().reason in {"not_about_a_case", "unread_type", "unknown_type"}
    assert (run.rows_in, run.rows_stored, run.rows_quarantined) == (2, 1, 1)


def test_a_resource_of_nobody_is_quarantined(own_study, analyst, tmp_path):
    write(
        tmp_path / "f" / "Encounter-1.json", json.dumps({"resourceType": "Encounter", "id": "e", "status": "planned"})
    )
    write(tmp_path / "f" / "Patient-1.json", json.dumps(patient()))
    harvest(analyst, own_study, tmp_path / "f")
    assert own_study.quarantine.get().reason == "no_citizen"


def test_a_faulty_element_is_named_in_the_runs_remarks_and_the_rest_is_read(own_study, analyst, tmp_path):
    faulty = goal("Laver mad")
    del faulty["lifecycleStatus"]
    bundle(tmp_path / "f" / "b.json", patient(), faulty)
    run = harvest(analyst, own_study, tmp_path / "f")
    assert Document.objects.get().text == "Laver mad"
    assert any("Goal.lifecycleStatus mangler" in remark for remark in run.summary["remarks"])


def test_a_resource_too_broken_to_read_is_quarantined_and_names_the_element(own_study, analyst, tmp_path):
    plan = {
        "resourceType": "CarePlan",
        "id": "cp",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        "period": "2024",
    }
    bundle(tmp_path / "f" / "b.json", patient(), plan)
    harvest(analyst, own_study, tmp_path / "f")
    item = own_study.quarantine.get()
    assert item.reason == "broken_resource"
    assert "CarePlan.period" in item.message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "broken_json"),
        ("[1]", "not_fhir"),
        ('{"resourceType": "Bundle", "entry": []}', "empty_bundle"),
        ("", "broken_json"),
    ],
)
def test_a_file_that_is_no_fhir_counts_once(own_study, analyst, tmp_path, content, reason):
    bundle(tmp_path / "f" / "a.json", patient())
    write(tmp_path / "f" / "b.json", content)
    run = harvest(analyst, own_study, tmp_path / "f")
    assert own_study.quarantine.get().reason == reason
    assert run.rows_quarantined == 1


def test_a_later_delivery_replaces_what_an_earlier_one_said_of_the_same_goal(own_study, analyst, tmp_path):
    bundle(tmp_path / "f" / "a.json", patient(), goal("Laver mad tit"), timestamp="2024-09-01T10:00:00Z")
    bundle(tmp_path / "f" / "b.json", patient(), goal("Laver mad"), timestamp="2024-05-01T10:00:00Z")
    run = harvest(analyst, own_study, tmp_path / "f")
    assert Document.objects.get().text == "Laver mad tit"
    assert run.rows_stored == 4


def test_a_narrative_in_xhtml_is_read_as_plain_words(own_study, analyst, tmp_path):
    div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Morten <b>trives</b>.</p><script>x</script></div>'
    bundle(tmp_path / "f" / "b.json", patient(), goal("Laver mad", text={"status": "generated", "div": div}))
    harvest(analyst, own_study, tmp_path / "f")
    assert "[Borger] trives." in Document.objects.get().text
    assert "<" not in Document.objects.get().text


def test_the_course_has_the_plans_period_and_the_municipalitys_number(own_study, analyst, tmp_path):
    from virksom.study.harvest.queries import case_for_number

    number = {
        "url": "x/municipalityCaseNumber",
        "extension": [{"url": "municipalitySpecific", "valueIdentifier": {"value": "Sag 15"}}],
    }
    plan = {
        "resourceType": "CarePlan",
        "id": "cp",
        "status": "completed",
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        "period": {"start": "2024-01-01", "end": "2024-12-31"},
        "extension": [number],
    }
    bundle(tmp_path / "f" / "b.json", patient(), plan)
    harvest(analyst, own_study, tmp_path / "f")
    case = case_for_number(own_study, "sag15")
    assert (str(case.started_on), str(case.ended_on)) == ("2024-01-01", "2024-12-31")


def test_characters_that_no_database_takes_are_left_out(own_study, analyst, tmp_path):
    odd = goal("Laver \x00 mad", id_="\ud800")
    theme = {
        "resourceType": "Condition",
        "id": "c",
        "code": _concept("a\x00b", "Tema\ud800"),
        "subject": {"reference": "Patient/p1"},
    }
    content = {"resourceType": "Bundle", "entry": [{"resource": r} for r in (patient(), odd, theme)]}
    write(tmp_path / "f" / "b.json", json.dumps(content))
    run = harvest(analyst, own_study, tmp_path / "f")
    assert run.state == "done"
    assert Document.objects.get().text == "Laver  mad"
    assert CaseValue.objects.get(variable="theme").label == "Tema?"
