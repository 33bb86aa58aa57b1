"""Which reader reads what, found by looking; and what is passed by on purpose."""

import pytest

from virksom.errors import BadInput
from virksom.study.harvest.readers.files import shown_name
from virksom.study.harvest.readers.recognise import recognise
from virksom.study.harvest.tests.sources import bundle, diary, patient, sensum, write


def _systems(source):
    return sorted(reader.system for reader in recognise(source).readers)


def _folders(source):
    write(source / "2024-1 Hansen" / "notat.txt", "Alt vel.")
    write(source / "2024-2 Jensen" / "breve" / "brev.txt", "Alt vel.")
    return source


def test_each_part_of_a_mixed_source_gets_its_own_reader(tmp_path):
    sensum(tmp_path / "sensum")
    diary(tmp_path / "dagbog", [("03-03-2024", "Alt vel.")])
    bundle(tmp_path / "fhir" / "b.json", patient())
    _folders(tmp_path / "sager")
    assert _systems(tmp_path) == ["diary", "fhir", "folder", "sensum"]


@pytest.mark.parametrize(
    ("make", "system"),
    [
        (sensum, "sensum"),
        (lambda p: diary(p, [("03-03-2024", "x")]), "diary"),
        (lambda p: bundle(p / "b.json", patient()).parent, "fhir"),
        (_folders, "folder"),
        (lambda p: bundle(p / "b.json", patient()), "fhir"),
    ],
)
def test_a_source_of_one_system_is_known_by_what_lies_in_it(tmp_path, make, system):
    assert _systems(make(tmp_path / "kilde")) == [system]


def test_codings_answers_readme_and_manifest_are_passed_by_and_counted(tmp_path):
    sensum(tmp_path / "sensum")
    for name in ("kodninger/koder_1.csv", "facit/svar.csv", "README.txt", "LÆSMIG.txt", "manifest.json"):
        write(tmp_path / name, "x")
    found = recognise(tmp_path)
    assert [reader.system for reader in found.readers] == ["sensum"]
    assert found.ignored == 5


def test_a_file_that_belongs_to_nothing_is_told_of(tmp_path):
    from virksom.study.harvest.material import Shared

    sensum(tmp_path / "sensum")
    write(tmp_path / "Fotos" / "billede.jpg", "x")
    write(tmp_path / "løst.docx", "x")
    loose = next(reader for reader in recognise(tmp_path).readers if reader.system == "unknown")
    shared = Shared("unknown")
    list(loose.index(shared))
    assert [problem.reason for problem in shared.problems] == ["unknown_file", "unknown_file"]


def test_a_source_with_nothing_known_says_what_was_expected(tmp_path):
    write(tmp_path / "billede.jpg", "x")
    with pytest.raises(BadInput, match="Ventede Sensum-filer"):
        recognise(tmp_path)


def test_a_link_out_of_the_source_is_not_followed(tmp_path):
    write(tmp_path / "udenfor" / "notat.txt", "Hemmeligt")
    (_folders(tmp_path / "kilde") / "2024-1 Hansen" / "ud").symlink_to(tmp_path / "udenfor")
    found = recognise(tmp_path / "kilde").readers[0]
    from virksom.study.harvest.material import Shared

    assert sum(piece.rows for piece in found.index(Shared("folder"))) == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Patient-Andreas.json", "Patient-….json (fil nr. 4)"),
        ("Borger_nord_2024.csv", "Borger_…_2024.csv (fil nr. 4)"),
        ("Status Jens Ole Hansen 010180-1234.docx", "Status ….docx (fil nr. 4)"),
        ("010180-1234", "… (fil nr. 4)"),
        ("Brev.Hansen", "Brev.… (fil nr. 4)"),
    ],
)
def test_a_file_name_is_shown_with_known_words_only(name, shown):
    assert shown_name(name, 4) == shown
