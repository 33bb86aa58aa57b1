import socket
import sqlite3

import pytest

from virksom.cli.tests.commands import answer, virksom


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "arbejde"
    assert virksom("init", folder).returncode == 0
    return folder


def test_init_makes_databases_and_keys_that_only_the_owner_reads(workspace):
    assert (workspace / "virksom.sqlite3").exists()
    assert (workspace / "keys.sqlite3").exists()
    assert (workspace / "secrets").stat().st_mode & 0o077 == 0
    assert (workspace / "secrets" / "keys").stat().st_mode & 0o077 == 0


def test_init_again_changes_no_key(workspace):
    before = (workspace / "secrets" / "keys").read_text()
    assert answer("init", workspace)["new"] is False
    assert (workspace / "secrets" / "keys").read_text() == before


def test_keys_and_study_data_lie_in_different_databases(workspace):
    def tables(name):
        with sqlite3.connect(workspace / name) as database:
            return {row[0] for row in database.execute("select name from sqlite_master where type = 'table'")}

    assert {"harvest_studykey", "harvest_casekey"} <= tables("keys.sqlite3")
    assert not {"harvest_studykey", "harvest_casekey"} & tables("virksom.sqlite3")
    assert "harvest_document" not in tables("keys.sqlite3")


def test_check_finds_everything_in_order(workspace):
    assert answer("check", "--workspace", workspace)["ok"] is True


def test_check_finds_keys_that_others_can_read(workspace):
    (workspace / "secrets").chmod(0o755)
    done = virksom("check", "--workspace", workspace)
    assert done.returncode == 4
    assert "chmod 700" in done.stdout


def test_without_a_workspace_the_message_says_what_to_do(tmp_path):
    done = virksom("check", "--workspace", tmp_path / "tom")
    assert done.returncode == 1
    assert "virksom init" in done.stderr


def test_messages_come_in_english_when_asked_for(tmp_path):
    done = virksom("check", "--workspace", tmp_path / "tom", "--lang", "en")
    assert "There is no workspace here" in done.stderr


def test_the_first_administrator_needs_a_long_password(workspace):
    words = ("create-admin", "--username", "chef", "--name", "Clara", "--workspace", workspace)
    assert virksom(*words, VIRKSOM_PASSWORD="kort").returncode == 1
    assert virksom(*words, VIRKSOM_PASSWORD="lang-nok-til-at-gælde").returncode == 0


def test_wrong_usage_has_an_exit_code_of_its_own():
    assert virksom("harvest").returncode == 2


def test_a_workspace_cannot_stand_where_a_file_is(tmp_path):
    (tmp_path / "brev.txt").write_text("Kære Anna")
    done = virksom("init", tmp_path / "brev.txt")
    assert done.returncode == 1
    assert "Vælg en mappe, hvor du må skrive" in done.stderr


def test_serve_says_so_when_somebody_listens_there_already(workspace):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = virksom("serve", "--workspace", workspace, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dry_run_is_told_in_words(workspace, tmp_path):
    (tmp_path / "note.txt").write_text("Et møde på skolen.")
    done = virksom("harvest", tmp_path / "note.txt", "--study", "ny", "--dry-run", "--workspace", workspace)
    assert "Rækker til karantæne" in done.stdout
    assert "rows_in" not in done.stdout
