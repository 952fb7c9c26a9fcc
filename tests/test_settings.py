"""Settings: declared once, kept at once, and never in the way."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from octavo import settings as declared
from octavo.settings import APPEARANCE, DENSITY, KEYS, TEXT_SIZE, Setting, Settings

PACKAGE = Path(declared.__file__).parent
ALL = {name: value for name, value in vars(declared).items() if isinstance(value, Setting)}

#: Where a setting is offered, not used.
OFFERED = PACKAGE / "gui" / "preferences"


def names_used(file: Path) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}


@pytest.fixture(scope="module")
def used() -> dict[str, set[str]]:
    """What each module names, but for those that only offer the settings."""
    files = [each for each in PACKAGE.rglob("*.py") if OFFERED not in each.parents and each.name != "settings.py"]
    return {str(file.relative_to(PACKAGE)): names_used(file) for file in files}


@pytest.mark.parametrize("name", sorted(set(ALL) - {"PREFERENCES_PAGE"}))
def test_every_setting_is_read_by_something_besides_the_page_that_offers_it(name, used):
    assert [file for file, names in used.items() if name in names], f"nothing reads {name}"


def test_no_two_settings_share_a_name():
    assert len({each.name for each in ALL.values()}) == len(ALL)


@pytest.mark.parametrize("setting", ALL.values(), ids=lambda each: each.name)
def test_a_choice_is_a_choice_and_has_words(setting):
    assert setting.words
    assert not setting.words.endswith(".")
    assert not setting.detail or setting.detail.endswith(".")
    if setting.choices:
        assert setting.default in setting.choices
        assert len(setting.names) == len(setting.choices)


def test_what_was_chosen_is_there_next_time(tmp_path):
    file = tmp_path / "settings.json"
    Settings(file).set(KEYS, {"done": ["B"], "star": []})
    Settings(file).set(TEXT_SIZE, 1.5)
    assert Settings(file).get(KEYS) == {"done": ["B"], "star": []}
    assert Settings(file).get(TEXT_SIZE) == 1.5


@pytest.mark.parametrize("kept", [{"done": "B"}, {"done": [1]}, ["done"], "done", 3, None])
def test_keys_that_make_no_sense_mean_the_usual_ones(tmp_path, kept):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"keys": kept}), encoding="utf-8")
    assert Settings(file).get(KEYS) == {}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"appearance": "purple", "density": 3}', "\x00"])
def test_a_damaged_file_means_defaults(tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_text(content, encoding="utf-8")
    settings = Settings(file)
    assert settings.get(APPEARANCE) == "system"
    assert settings.get(DENSITY) == "comfortable"


def test_listeners_hear_of_a_change_once_and_of_no_change_never(tmp_path):
    settings, heard = Settings(tmp_path / "settings.json"), []
    settings.listen(heard.append)
    settings.set(DENSITY, "compact")
    settings.set(DENSITY, "compact")
    assert heard == ["density"]
