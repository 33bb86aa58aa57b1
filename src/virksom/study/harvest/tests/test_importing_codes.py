"""Official code lists."""

import json

import pytest

from virksom.errors import BadInput
from virksom.study.harvest.models import Code
from virksom.study.harvest.services import import_codes
from virksom.study.harvest.tests.sources import write

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

LIST = {
    "resourceType": "CodeSystem",
    "url": "urn:x",
    "concept": [
        {"code": "1", "display": "Ydelse", "concept": [{"code": "2", "display": "Ophold", "definition": "At bo"}]}
    ],
}


def test_nested_codes_know_their_parents(tmp_path):
    result = import_codes(write(tmp_path / "k.json", json.dumps(LIST)))
    assert (result.codes, result.new) == (2, 2)
    assert Code.objects.get(code="2").parent == "1"
    assert Code.objects.get(code="2").definition == "At bo"


def test_a_second_import_changes_nothing_and_a_new_name_is_taken_over(tmp_path):
    file = write(tmp_path / "k.json", json.dumps(LIST))
    import_codes(file)
    again = import_codes(tmp_path)
    assert (again.new, again.changed) == (0, 0)
    write(file, json.dumps(LIST).replace("Ophold", "Ophold, midlertidigt"))
    assert import_codes(file).changed == 1
    assert Code.objects.get(code="2").display == "Ophold, midlertidigt"


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"resourceType": "Patient"}', '{"resourceType": "CodeSystem", "url": "x"}']
)
def test_a_file_that_is_no_code_list_is_refused_by_name(tmp_path, content):
    with pytest.raises(BadInput, match=r"k\.json"):
        import_codes(write(tmp_path / "k.json", content))


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(BadInput):
        import_codes(tmp_path)
