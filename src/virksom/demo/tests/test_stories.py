"""Life stories are checked before anything is written from them."""

from __future__ import annotations

import shutil

import pytest

from virksom.demo.lives import STORIES, BrokenStory, load_lives


def test_the_package_has_at_least_25_lives_in_all_settings_and_ages():
    lives = load_lives()
    assert len(lives.stories) >= 25
    assert {s.setting for s in lives.stories} == {"family", "residential", "outreach"}
    assert {s.citizen for s in lives.stories} == {"child", "young", "adult"}


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "stories"
    shutil.copytree(STORIES, copy)
    return copy


def _change(folder, old, new):
    path = folder / "olie-under-neglene.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{mor.s}", "{morbror.s}", "ukendt felt morbror.s"),
        ("{alder} år", "{alder.s} år", "ukendt felt alder.s"),
        ("Vasketur.", "Vasketur → kælder.", "olie-under-neglene"),
        ("bond_low", "bond_lav", "bond_low"),
        ('setting = "residential"', 'setting = "skib"', "skib"),
        ("[intake]", "[intake", "kan ikke læses"),
    ],
)
def test_a_broken_story_is_refused_with_its_name_and_what_is_wrong(folder, old, new, says):
    _change(folder, old, new)
    with pytest.raises(BrokenStory, match=says) as refused:
        load_lives(folder)
    assert "olie-under-neglene.toml" in str(refused.value)


def test_a_setting_without_a_story_is_refused(folder):
    for path in folder.glob("*.toml"):
        if 'setting = "outreach"' in path.read_text(encoding="utf-8"):
            path.unlink()
    with pytest.raises(BrokenStory, match="outreach"):
        load_lives(folder)
