from virksom.cli.tests.commands import answer, virksom


def test_the_text_comes_out_without_its_people(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("Hendes mor Lone Hansen ringer på 22 33 44 55 om 010203-1234.", encoding="utf-8")
    done = virksom("pseudonymise", file)
    assert done.returncode == 0
    for identifier in ("Lone", "Hansen", "22 33 44 55", "010203-1234"):
        assert identifier not in done.stdout


def test_windows_text_is_read_as_it_was_meant(tmp_path):
    file = tmp_path / "gammel.txt"
    file.write_bytes("Søren Sørensen bor på Bakkevej 3, 8000 Aarhus".encode("cp1252"))
    assert "Søren" not in virksom("pseudonymise", file).stdout


def test_machines_get_places_and_kinds(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("CPR 010203-1234", encoding="utf-8")
    found = answer("pseudonymise", file)[0]["identifiers"]
    assert [(one["start"], one["end"], one["kind"].lower()) for one in found] == [(4, 15, "cpr")]


def test_a_word_file_is_refused_with_advice(tmp_path):
    file = tmp_path / "brev.docx"
    file.write_bytes(b"PK\x03\x04\x00\x00\x00")
    done = virksom("pseudonymise", file)
    assert done.returncode == 1
    assert "virksom harvest" in done.stderr


def test_a_missing_file_is_named(tmp_path):
    done = virksom("pseudonymise", tmp_path / "findes-ikke.txt")
    assert done.returncode == 1
    assert "findes-ikke.txt" in done.stderr
