"""DUBU's spreadsheets: values and dates of children's cases."""

from datetime import datetime

import openpyxl
import pytest

from virksom.study.harvest.models import CaseValue
from virksom.study.harvest.tests.sources import CPR, harvest, sensum

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

HEADER = ("Sagsnummer", "Sagstype", "Ydelsestype", "Startdato", "Slutdato", "Afdeling", "CPR-nr")


def _sheet(path, *rows, header=HEADER):
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path.parent


def test_a_row_gives_case_dates_and_service_and_joins_on_cpr(own_study, analyst, tmp_path):
    sensum(tmp_path / "k" / "sensum")
    row = ("D-1", "Børnesag", "Aflastning", datetime(2024, 3, 1), "01-05-2025", "Nord", CPR)  # noqa: DTZ001
    _sheet(tmp_path / "k" / "dubu" / "udtræk.xlsx", row)
    harvest(analyst, own_study, tmp_path / "k")
    assert own_study.cases.get().values.get(variable="service").value == "Aflastning"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("D-1", "x", "x", "31-02-2024", "", "", CPR), "bad_date"),
        (("D-1", "x", "x", "02-02-2024", "01-02-2024", "", CPR), "bad_date"),
        ((None, "x", "x", "", "", "", None), "no_citizen"),
    ],
)
def test_a_row_that_cannot_stand_is_quarantined_by_its_number(own_study, analyst, tmp_path, row, reason):
    source = _sheet(tmp_path / "dubu" / "a.xlsx", ("D-9", "x", "y", "", "", "", CPR), row)
    harvest(analyst, own_study, source)
    item = own_study.quarantine.get()
    assert (item.reason, item.place) == (reason, "række 3")


def test_a_broken_spreadsheet_counts_once_and_the_others_are_read(own_study, analyst, tmp_path):
    source = _sheet(tmp_path / "dubu" / "a.xlsx", ("D-9", "Børnesag", "y", "", "", "", CPR))
    (source / "b.xlsx").write_bytes(b"PK\x03\x04 brudt")
    harvest(analyst, own_study, source)
    assert own_study.quarantine.get().reason == "broken_sheet"
    assert CaseValue.objects.filter(variable="case_type").exists()
