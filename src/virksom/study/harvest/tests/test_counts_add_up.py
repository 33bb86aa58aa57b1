"""Laws: rows in = rows stored + rows in quarantine, whatever is in the file; nothing is read twice or passed over."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from virksom.study.harvest.gather import gather
from virksom.study.harvest.pipeline import Ledger, begin, read_group
from virksom.study.harvest.readers.csvfile import CsvFile
from virksom.study.harvest.readers.diary import DiaryReader
from virksom.study.harvest.readers.sensum import SensumReader
from virksom.study.harvest.tests.sources import diary, sensum

cell = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
line = st.one_of(
    st.lists(cell, min_size=1, max_size=10).map(";".join),
    st.sampled_from(
        ["A9;2024-10001;B1;Dagbog;03-03-2024;;Dag;Alt vel", "A9;;B1;;31-02-2024;;;x", '"', "A9;;B1;;;;;", ""]
    ),
)


def _counts(reader):
    ledger = Ledger()
    gathered = gather([reader])
    begin(gathered, ledger)
    for group in gathered.groups:
        read_group((reader,), group, ledger)
    reader.close()
    return ledger


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(line, max_size=8), encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
def test_rows_of_any_kind_are_stored_or_quarantined_once(lines, encoding):
    with tempfile.TemporaryDirectory() as place:
        source = sensum(Path(place))
        file = source / "Bohuset" / "SagsAktiviteter_1.csv"
        file.write_bytes(file.read_bytes() + "\n".join(lines).encode(encoding, "replace"))
        ledger = _counts(SensumReader(source))
        ledger.check()
        assert ledger.rows >= 6


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(0, 600), notes=st.integers(1, 3))
def test_a_diary_cut_anywhere_counts_every_note_and_its_broken_rest(cut, notes):
    with tempfile.TemporaryDirectory() as place:
        source = diary(Path(place), [("03-03-2024", f"Nat {n} gik godt.") for n in range(notes)])
        file = next(source.glob("*/*.xml"))
        file.write_bytes(file.read_bytes()[:-cut] if cut else file.read_bytes())
        ledger = _counts(DiaryReader(source))
        ledger.check()
        assert ledger.stored <= notes
        assert ledger.stored == notes or ledger.quarantined == 1


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(cell, min_size=2, max_size=4), max_size=6))
def test_rows_that_are_written_as_csv_are_read_back_at_their_offsets(rows):
    import csv

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\n")
            writer.writerow(["a", "b"])
            writer.writerows(rows)
        opened = CsvFile(path)
        with path.open("rb") as file:
            for row in opened.rows():
                assert row.cells is None or opened.row_at(file, row.offset) == row.cells
