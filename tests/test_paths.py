"""Where things live, and how a person moves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import paths


def test_everything_lives_under_the_home_folder_and_nothing_is_made_by_asking(own_home: Path) -> None:
    for place in (paths.library_file(), paths.data_folder(), paths.settings_file(), paths.log_folder()):
        assert own_home in place.parents
        assert not place.exists()
    assert paths.library_file() == paths.data_folder() / "library.octavo"


def test_a_profile_holds_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OCTAVO_PROFILE", str(tmp_path))
    assert paths.library_file() == tmp_path / "library.octavo"
    assert paths.settings_file() == tmp_path / "settings.json"
    assert paths.log_folder() == tmp_path / "logs"


def test_the_library_can_be_named_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OCTAVO_PROFILE", str(tmp_path))
    monkeypatch.setenv("OCTAVO_LIBRARY", str(tmp_path / "other" / "mine.octavo"))
    assert paths.library_file() == tmp_path / "other" / "mine.octavo"
    assert paths.data_folder() == tmp_path


def test_the_resources_are_there() -> None:
    assert paths.resources().is_dir()
