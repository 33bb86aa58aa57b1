"""Sending a zip file: bounded in every direction, and nothing left behind when it is refused."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from virksom.errors import BadInput
from virksom.people.models import AuditEvent
from virksom.study.harvest import archive, services
from virksom.study.harvest import inbox as inbox_room

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def send(client, analyst, own_study, settings, tmp_path):
    settings.WORKSPACE = tmp_path
    client.force_login(analyst)

    def zip_file(content: bytes, name: str = "Hansine Krogsgaard.zip"):
        upload = SimpleUploadedFile(name, content, "application/zip")
        return client.post(f"/undersoegelser/{own_study.slug}/hoest/zip/", {"archive": upload}, follow=True)

    return zip_file


def everything_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_zip_file_becomes_a_source_under_a_name_that_says_nothing(send, tmp_path):
    page = send(packed({"sag 1/note.txt": b"Hej", "sag 2/note.txt": b"Hej"}))
    (source,) = page.context["sources"]
    assert (source.folders, source.token, source.shown) == (2, page.context["chosen"], "")
    assert "Hansine" not in " ".join(everything_in(tmp_path))


def test_a_lone_outer_folder_is_opened(send):
    page = send(packed({"Eksport/sag 1/note.txt": b"Hej", "Eksport/sag 2/note.txt": b"Hej"}))
    assert page.context["sources"][0].folders == 2


def test_a_zip_of_one_case_keeps_the_folder_that_names_it(send, tmp_path):
    send(packed({"sag 2024-10001/note.txt": b"Hej"}))
    assert any("sag 2024-10001" in name for name in everything_in(tmp_path))


@pytest.mark.parametrize("name", ["../ude.txt", "/etc/ude.txt", "a/../../ude.txt", "..\\ude.txt", "C:\\ude.txt"])
def test_a_name_that_leads_out_of_the_folder_is_refused(send, tmp_path, name):
    page = send(packed({"god.txt": b"Hej", name: b"ond"}))
    assert "peger ud af den" in page.content.decode()
    assert everything_in(tmp_path) == ["inbox"]


def test_a_link_inside_an_archive_is_refused(send):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        link = zipfile.ZipInfo("genvej")
        link.external_attr = 0o120777 << 16
        bundle.writestr(link, "/etc/passwd")
    assert "peger ud af den" in send(buffer.getvalue()).content.decode()


def test_a_bomb_is_refused_before_it_is_unpacked(send, tmp_path):
    page = send(packed({"bombe.txt": b"0" * 30_000_000}))
    assert "usædvanligt tæt" in page.content.decode()
    assert everything_in(tmp_path) == ["inbox"]


def test_too_many_files_are_refused(send, monkeypatch):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 2)
    assert "for mange filer" in send(packed({f"{n}.txt": b"x" for n in range(3)})).content.decode()


def test_too_much_is_refused(send, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    assert "fylder for meget" in send(packed({"a.txt": b"12345678901"})).content.decode()


def test_what_comes_out_is_bounded_whatever_the_archive_says_of_itself(tmp_path):
    content = packed({"a.txt": b"x" * 5000})
    lying = content.replace(struct.pack("<I", 5000), struct.pack("<I", 100))
    with pytest.raises(BadInput):
        archive.unpack(io.BytesIO(lying), tmp_path / "ud")
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.txt")) <= 100


@pytest.mark.parametrize(
    "content", [b"", b"ikke en zip-fil", packed({"a.txt": b"x"})[:-30]], ids=["empty", "text", "cut short"]
)
def test_what_is_no_whole_zip_file_is_refused_in_words(send, content, tmp_path):
    page = send(content)
    assert page.status_code == 400
    assert everything_in(tmp_path) in ([], ["inbox"])


def test_danish_letters_survive_the_code_page_of_an_old_windows(tmp_path):
    assert archive._name(_entry("bøgely".encode("cp850").decode("cp437"))) == "bøgely"


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info


def test_sending_no_file_says_so(client, analyst, own_study):
    client.force_login(analyst)
    page = client.post(f"/undersoegelser/{own_study.slug}/hoest/zip/", {})
    assert "Vælg en zip-fil først" in page.content.decode()


def test_an_uploaded_copy_can_be_deleted_and_the_log_says_so(send, client, own_study, tmp_path):
    token = send(packed({"sag 1/note.txt": b"Hej"})).context["sources"][0].token
    client.post(f"/undersoegelser/{own_study.slug}/hoest/zip/", {"discard": token})
    assert everything_in(tmp_path) == ["inbox"]
    assert AuditEvent.objects.filter(action="deleted", subject="upload").exists()


def test_what_a_killed_upload_left_behind_is_swept_away(send, tmp_path):
    left = tmp_path / "inbox" / ".upload-halv"
    left.mkdir(parents=True)
    (left / "note.txt").write_text("Hej")
    os.utime(left, (0, 0))
    send(packed({"sag 1/note.txt": b"Hej"}))
    assert not left.exists()


def test_a_folder_that_somebody_laid_there_by_hand_is_never_deleted(send, client, own_study, tmp_path):
    (tmp_path / "inbox" / "egen").mkdir(parents=True)
    (source,) = inbox_room.sources()
    client.post(f"/undersoegelser/{own_study.slug}/hoest/zip/", {"discard": source.token})
    assert (tmp_path / "inbox" / "egen").is_dir()


def test_a_practitioner_sends_nothing(client, practitioner, analyst, own_study):
    services.add_member(analyst, own_study, practitioner)
    client.force_login(practitioner)
    assert client.post(f"/undersoegelser/{own_study.slug}/hoest/zip/", {}).status_code == 403
