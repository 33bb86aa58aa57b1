"""`virksom demo` on a small organisation: the whole road, through the same services as everybody else."""

import re

import pytest

from virksom.cli.tests.commands import answer, virksom

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "hus"
    return folder, answer("demo", "--workspace", folder, "--cases", "60", "--seed", "3")


def test_every_case_is_accounted_for(demo):
    _folder, told = demo
    flow = {step["label"]: step["n"] for step in told["flow"]}
    left_out = sum(n for label, n in flow.items() if label.startswith("–"))
    assert told["flow"][0]["n"] == 60
    assert told["flow"][-1]["n"] == 60 - left_out


def test_agreement_is_told_for_every_variable_with_its_number(demo):
    _folder, told = demo
    assert len(told["agreement"]) == 14
    assert all(one["n"] > 0 for one in told["agreement"])


def test_the_report_stands_alone_and_says_that_it_is_synthetic(demo):
    folder, told = demo
    text = (folder / "reports" / "familiecentret-boegely.html").read_text(encoding="utf-8")
    assert told["report"].endswith("familiecentret-boegely.html")
    assert "syntetisk" in text.lower()
    assert not re.search(r"<script|https?://(?!www\.w3\.org)", text)


def test_the_second_walk_finds_the_same(demo):
    folder, told = demo
    again = answer("demo", "--workspace", folder, "--cases", "60", "--seed", "3")
    assert again["flow"] == told["flow"]
    assert again["findings"] == told["findings"]


def test_the_audit_chain_holds_and_names_who_did_what(demo):
    folder, _told = demo
    findings = answer("check", "--workspace", folder)["findings"]
    assert all(finding["ok"] for finding in findings)


def test_a_source_harvested_again_changes_nothing(demo):
    folder, _told = demo
    source = next((folder / "inbox").iterdir())
    words = ("harvest", source, "--study", "familiecentret-boegely", "--workspace", folder)
    first, second = answer(*words, expect=3), answer(*words, expect=3)
    assert first["rows_in"] == first["rows_stored"] + first["rows_quarantined"]
    assert first == second


def test_a_dry_run_writes_nothing(demo, tmp_path):
    folder, _told = demo
    source = next((folder / "inbox").iterdir())
    answer("init", tmp_path / "tomt")
    answer("harvest", source, "--study", "ny", "--dry-run", "--workspace", tmp_path / "tomt")
    done = virksom("analyse", "ny", "--workspace", tmp_path / "tomt")
    assert done.returncode == 1
    assert "ny" in done.stderr


def test_a_real_workspace_is_never_turned_into_a_demo(tmp_path):
    answer("init", tmp_path / "rigtig")
    done = virksom("demo", "--workspace", tmp_path / "rigtig", "--cases", "20")
    assert done.returncode == 1
    assert not (tmp_path / "rigtig" / "DEMO").exists()


def test_codings_from_a_spreadsheet_are_counted_in_and_out(demo):
    folder, _told = demo
    source = next((folder / "inbox").iterdir())
    words = ("codings", "import", source / "kodninger" / "koder_1.csv", "--study", "familiecentret-boegely")
    told = answer(*words, "--coder", "koder", "--workspace", folder)
    assert told["rows_in"] == told["stored"] == told["unchanged"]
    assert told["quarantined"] == 0
